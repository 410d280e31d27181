import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import type { PageFiles } from '../../src/view/page-files.ts';
import type { Route } from '../../src/view/route.ts';
import { servePage, type ServedPage } from '../../src/view/server.ts';

/** What a server said. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

export interface Asked {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Asks for a path as it is: `fetch` would put dots and hosts right. */
export function ask(origin: string, path: string, asked: Asked = {}): Promise<Answer> {
  const { hostname, port } = new URL(origin);
  const { method = 'GET', headers = {}, body } = asked;
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, path, method, headers }, (response) => {
      text(response).then(
        (content) =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body: content }),
        reject,
      );
    });
    sent.once('error', reject);
    sent.end(body);
  });
}

/** A page of one line, and no more. */
export const plainPage: PageFiles = new Map([
  ['', { type: 'text/html; charset=utf-8', content: Buffer.from('<p>the page</p>') }],
]);

/** A served page that ends with the test. */
export async function served(
  routes: readonly Route[],
  page: PageFiles = plainPage,
): Promise<ServedPage & { readonly faults: readonly unknown[] }> {
  const faults: unknown[] = [];
  const own = await servePage({ page, routes, onFault: (error) => faults.push(error) });
  onTestFinished(() => own.close());
  return { ...own, faults };
}

/** The origin of a page, and the path to it with its token. */
export function partsOf({ url }: Pick<ServedPage, 'url'>): {
  readonly origin: string;
  readonly base: string;
} {
  const { origin, pathname } = new URL(url);
  return { origin, base: pathname };
}
