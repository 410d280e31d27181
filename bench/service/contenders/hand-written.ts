/** The ceiling: Fastify with schemas for all that comes in and goes out, and SQL by hand. */
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import Fastify from 'fastify';
import { type ProductInput, schemas } from './product.ts';
import { openStore } from './store.ts';

const store = openStore(process.env.DATABASE_URL ?? '');
const app = Fastify({ logger: { level: process.env.LOG_LEVEL ?? 'warn' } });
const ajv = new Ajv2020({ coerceTypes: true, useDefaults: true, allowUnionTypes: true });
formats.default(ajv);
app.setValidatorCompiler<object>(({ schema }) => ajv.compile(schema));

const { params, query: querystring, body, product } = schemas;
const problem = {
  type: 'object',
  properties: { title: { type: 'string' }, status: { type: 'integer' } },
};
const missing = { title: 'Not Found', status: 404 };

interface Query {
  category?: string;
  limit: number;
  offset: number;
}

app.get<{ Querystring: Query }>(
  '/products',
  { schema: { querystring, response: { 200: { type: 'array', items: product } } } },
  async ({ query: { category, limit, offset } }) => store.list(category, limit, offset),
);

app.get<{ Params: { id: string } }>(
  '/products/:id',
  { schema: { params, response: { 200: product, 404: problem } } },
  async (request, reply) => {
    const found = await store.get(request.params.id);
    if (!found) return reply.status(404).send(missing);
    return found;
  },
);

app.post<{ Body: ProductInput }>(
  '/products',
  { schema: { body, response: { 201: product } } },
  async (request, reply) => {
    const created = await store.create(request.body);
    return reply.status(201).header('location', `/products/${created.id}`).send(created);
  },
);

app.put<{ Params: { id: string }; Body: ProductInput }>(
  '/products/:id',
  { schema: { params, body, response: { 200: product, 404: problem } } },
  async (request, reply) => {
    const changed = await store.replace(request.params.id, request.body);
    if (!changed) return reply.status(404).send(missing);
    return changed;
  },
);

app.delete<{ Params: { id: string } }>(
  '/products/:id',
  { schema: { params } },
  async (request, reply) => {
    if (!(await store.remove(request.params.id))) return reply.status(404).send(missing);
    return reply.status(204).send();
  },
);

await app.listen({ host: '127.0.0.1', port: Number(process.env.PORT) });
