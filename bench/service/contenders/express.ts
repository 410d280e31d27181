/** Express 5 with Ajv, and the SQL of the ceiling. */
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import express from 'express';
import { schemas } from './product.ts';
import { openStore } from './store.ts';

const store = openStore(process.env.DATABASE_URL ?? '');
const ajv = new Ajv2020({ coerceTypes: true, useDefaults: true, allowUnionTypes: true });
formats.default(ajv);

const checked = (schema: object, read: (request: express.Request) => unknown) => {
  const validate = ajv.compile(schema);
  return (request: express.Request, response: express.Response, next: express.NextFunction) => {
    const value = read(request);
    if (!validate(value))
      return response.status(400).json({ title: ajv.errorsText(validate.errors) });
    response.locals.value = value;
    return next();
  };
};
const params = checked(schemas.params, (request) => request.params);
const query = checked(schemas.query, (request) => ({ ...request.query }));
const body = checked(schemas.body, (request) => request.body);
const missing = { title: 'Not Found', status: 404 };

const app = express();
app.disable('x-powered-by');
app.disable('etag');
app.use(express.json());
app.get('/products', query, async (_request, response) => {
  const { category, limit, offset } = response.locals.value;
  response.json(await store.list(category, limit, offset));
});
app.get('/products/:id', params, async (request, response) => {
  const found = await store.get(request.params.id);
  if (found) response.json(found);
  else response.status(404).json(missing);
});
app.post('/products', body, async (_request, response) => {
  const created = await store.create(response.locals.value);
  response.status(201).location(`/products/${created.id}`).json(created);
});
app.put('/products/:id', params, body, async (request, response) => {
  const changed = await store.replace(request.params.id, response.locals.value);
  if (changed) response.json(changed);
  else response.status(404).json(missing);
});
app.delete('/products/:id', params, async (request, response) => {
  if (await store.remove(request.params.id)) response.status(204).end();
  else response.status(404).json(missing);
});
app.listen(Number(process.env.PORT), '127.0.0.1');
