import { expect, test } from 'vitest';
import { nowhereIn } from '../../src/scaffold/view/nowhere.ts';
import { inferModel } from '../../src/model/infer-model.ts';
import { document, openapi } from '../support/description.ts';

async function nowhereBeside(...paths: readonly string[]): Promise<string> {
  const items = paths.map((path) => {
    const parameters = [...path.matchAll(/\{(\w+)\}/g)].map(
      ([, name]) => `{ name: ${name}, in: path, required: true, schema: { type: string } }`,
    );
    return `  ${path}: { get: { parameters: [${parameters.join(', ')}], responses: { '204': { description: None. } } } }`;
  });
  const read = await document({ 'it.yaml': openapi(`paths:\n${items.join('\n')}\n`) });
  return nowhereIn(inferModel(read).model);
}

test('a path that nothing is at is none that parameters could make', async () => {
  expect(await nowhereBeside('/{index}', '/{a}/{b}', '/items/{a}/{b}')).toBe('/surely/not/here');
  expect(await nowhereBeside('/{a}/{b}/{c}', '/{a}/not/{b}/{c}')).toBe(
    '/surely/not/here/either/either',
  );
});
