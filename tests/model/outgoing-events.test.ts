import { expect, test } from 'vitest';
import { inferredFrom } from './support/model-of.ts';

const answered = "responses: { '200': { description: Heard. } }";

test('webhooks have names of their own, and bodies that are JSON', async () => {
  const { model } = await inferredFrom(`
webhooks:
  pet.sold:
    post: { requestBody: { required: true, content: { application/json: { schema: { type: string } } } }, ${answered} }
  pet-sold: { get: { ${answered} }, put: { ${answered} } }
  constructor: { post: { requestBody: { content: { text/csv: {} } }, ${answered} } }
paths: {}
`);
  expect(model.events).toMatchObject([
    { id: 'petSold', method: 'post', body: { mediaType: 'application/json', required: true } },
    { id: 'petSoldGet', method: 'get' },
    { id: 'petSoldPut', method: 'put' },
    { id: 'constructor2', opaque: 'text/csv', pointer: ['webhooks', 'constructor', 'post'] },
  ]);
});

test.each([
  [
    '{$request.body#/hooks/0/url}/{$request.query.id}?by={$method}',
    [
      { name: 'url', expression: '$request.body#/hooks/0/url' },
      { text: '/' },
      { name: 'id', expression: '$request.query.id' },
      { text: '?by=' },
      { text: 'POST' },
    ],
  ],
  [
    'https://log.test/{$request.header.x-id}/{$request.header.x-id}',
    [
      { text: 'https://log.test/' },
      { name: 'xId', expression: '$request.header.x-id' },
      { text: '/' },
      { name: 'xId', expression: '$request.header.x-id' },
    ],
  ],
  ['{$nothing}/path', undefined],
  ['/relative', undefined],
])('the address of a callback is read in parts: %s', async (template, address) => {
  const { model } = await inferredFrom(`
paths:
  /jobs:
    post:
      operationId: startJob
      ${answered}
      callbacks: { done: { '${template}': { post: { ${answered} } } } }
`);
  expect(model.events).toHaveLength(1);
  expect(model.events[0]).toMatchObject({ id: 'done', operation: 'startJob', template });
  expect(model.events[0]?.address).toEqual(address);
});
