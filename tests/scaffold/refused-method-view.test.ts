import { expect, test } from 'vitest';
import { inferModel } from '../../src/model/infer-model.ts';
import { refusedMethodView } from '../../src/scaffold/view/refused-method-view.ts';
import { document } from '../support/description.ts';

/** The request that such paths, all of which take GET, give to the tests of a service. */
async function refusedBy(...paths: string[]): Promise<string | undefined> {
  const get = { responses: { 200: { description: 'It is there.' } } };
  const description = {
    openapi: '3.1.0',
    info: { title: 'Paths', version: '1' },
    paths: Object.fromEntries(paths.map((path) => [path, { get }])),
  };
  const read = await document({ 'openapi.json': JSON.stringify(description) });
  const view = refusedMethodView(inferModel(read).model);
  return view && `${view.method} ${view.route}`;
}

test('a method that no path takes is refused by the first path', async () => {
  expect(await refusedBy('/things', '/others')).toBe('PATCH /things');
});

test('no request is made of a path that clients ask for otherwise', async () => {
  expect(await refusedBy('/../../tmp/things')).toBeUndefined();
  expect(await refusedBy('/a/./b', '/things')).toBe('PATCH /things');
});
