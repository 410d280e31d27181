import { CATEGORIES, categoryOf, seedId } from './seed.ts';
import type { Job } from '../turn.ts';

const JSON_BODY = { 'content-type': 'application/json' };
const body = JSON.stringify({
  name: 'A product that the load makes',
  category: 'category-1',
  description: 'Two sentences, as people write them. Nothing that "needs" much escaping.',
  price: 12.5,
  stock: 7,
  tags: ['tag-1', 'tag-2'],
});

export interface Request {
  readonly method: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** What one request of a job asks; the rows differ from request to request. */
export function requestOf({
  endpoint,
  rows,
  first,
  query,
}: Pick<Job, 'endpoint' | 'rows' | 'first' | 'query'>): () => Request {
  let count = 0;
  const some = () => (count = (count + 7919) % (rows / 2));
  switch (endpoint) {
    case 'list':
      return () => {
        const index = some();
        const page = `${query.limit}=20&${query.offset}=${index % (rows / CATEGORIES / 2)}`;
        return { method: 'GET', path: `/products?category=${categoryOf(index)}&${page}` };
      };
    case 'get':
      return () => ({ method: 'GET', path: `/products/${seedId(some())}` });
    case 'create':
      return () => ({ method: 'POST', path: '/products', headers: JSON_BODY, body });
    case 'update':
      return () => ({
        method: 'PUT',
        path: `/products/${seedId(some())}`,
        headers: JSON_BODY,
        body,
      });
    case 'delete':
      return () => ({ method: 'DELETE', path: `/products/${seedId(first + count++)}` });
  }
}
