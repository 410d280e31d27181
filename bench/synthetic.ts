/** The same, with more fields in the entity in the middle. */
export function changedDescription(count: number, fields: number): string {
  const names = Array.from({ length: fields }, (_, index) => `extra${index + 1}`);
  const added = Object.fromEntries(names.map((name) => [name, { type: 'string' }]));
  return syntheticDescription(count, { index: Math.ceil(count / 2), added });
}

/**
 * The same with relations: most entities refer to one of half their number, and many to one of a
 * seventh, so that there are about one and a half relations for each.
 */
export function relatedDescription(count: number): string {
  const description = JSON.parse(syntheticDescription(count)) as {
    readonly components: {
      readonly schemas: Record<string, { readonly properties: Record<string, object> }>;
    };
  };
  for (let index = 2; index <= count * 0.87; index++) {
    const properties = description.components.schemas[`Item${index}`]?.properties ?? {};
    const targets = index > 7 && index <= count * 0.7 ? [2, 7] : [2];
    for (const part of targets) {
      const target = `Item${Math.floor(index / part)}`;
      properties[`${target.toLowerCase()}Id`] = {
        type: 'integer',
        'x-specwright': { reference: target },
      };
    }
  }
  return JSON.stringify(description);
}

interface Change {
  readonly index: number;
  readonly added: Readonly<Record<string, object>>;
}

/** An OpenAPI description of `count` entities with five operations and ten fields each. */
export function syntheticDescription(count: number, change?: Change): string {
  const paths: Record<string, unknown> = {};
  const schemas: Record<string, unknown> = {};
  for (let index = 1; index <= count; index++) {
    const name = `Item${index}`;
    const schema = { $ref: `#/components/schemas/${name}` };
    const json = (inner: object) => ({ 'application/json': { schema: inner } });
    const shown = { description: 'The item.', content: json(schema) };
    const missing = { description: 'There is no such item.' };
    const id = { name: 'id', in: 'path', required: true, schema: { type: 'integer' } };
    schemas[name] = entity(index === change?.index ? change.added : {});
    paths[`/item${index}s`] = {
      get: {
        operationId: `list${name}`,
        parameters: [
          {
            name: 'limit',
            in: 'query',
            schema: { type: 'integer', minimum: 1, maximum: 100, default: 20 },
          },
          { name: 'offset', in: 'query', schema: { type: 'integer', minimum: 0, default: 0 } },
          { name: 'status', in: 'query', schema: { type: 'string', enum: ['new', 'done'] } },
        ],
        responses: {
          200: { description: 'Items.', content: json({ type: 'array', items: schema }) },
        },
      },
      post: {
        operationId: `create${name}`,
        requestBody: { required: true, content: json(schema) },
        responses: { 201: shown },
      },
    };
    paths[`/item${index}s/{id}`] = {
      get: { operationId: `get${name}`, parameters: [id], responses: { 200: shown, 404: missing } },
      put: {
        operationId: `replace${name}`,
        parameters: [id],
        requestBody: { required: true, content: json(schema) },
        responses: { 200: shown, 404: missing },
      },
      delete: {
        operationId: `delete${name}`,
        parameters: [id],
        responses: { 204: { description: 'Gone.' }, 404: missing },
      },
    };
  }
  const info = { title: `Bench ${count}`, version: '1.0.0' };
  return JSON.stringify({ openapi: '3.1.0', info, paths, components: { schemas } });
}

const entity = (added: Change['added']) => ({
  type: 'object',
  required: ['name', 'amount'],
  properties: {
    id: { type: 'integer', readOnly: true },
    name: { type: 'string', minLength: 1, maxLength: 100 },
    note: { type: ['string', 'null'] },
    amount: { type: 'number', minimum: 0 },
    count: { type: 'integer', minimum: 0 },
    active: { type: 'boolean', default: true },
    status: { type: 'string', enum: ['new', 'done'], default: 'new' },
    due: { type: 'string', format: 'date' },
    tags: { type: 'array', items: { type: 'string' } },
    createdAt: { type: 'string', format: 'date-time', readOnly: true },
    ...added,
  },
});
