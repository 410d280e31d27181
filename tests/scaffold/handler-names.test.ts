import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { inferModel } from '../../src/model/infer-model.ts';
import { functionsOf } from '../../src/scaffold/view/handler-names.ts';
import { documentOf } from '../model/support/model-of.ts';

const folder = join(import.meta.dirname, '../../src/scaffold/view');

/** What makes handlers, and so what they import. */
const HANDLERS =
  '{*-handler,file-route,json-patch-view,list-orders,page-answer,paging,parent-check,routes-view,seek-view,served-call,streamed-list}.ts';

test('no business logic is imported by the name of a function that its handler imports', async () => {
  const { model } = inferModel(await documentOf('paths: {}'));
  const known = functionsOf(model);
  const files = globSync(HANDLERS, { cwd: folder });
  const calls = files.flatMap((file) => [
    ...readFileSync(join(folder, file), 'utf8').matchAll(/imports\.add\(([^;]*)\);/g),
  ]);
  const imported = calls.flatMap(([, given = '']) =>
    [...given.matchAll(/'([a-z]\w*)'/g)].map(([, name]) => name ?? ''),
  );
  expect(imported.length).toBeGreaterThan(20);
  expect([...new Set(imported)].filter((name) => !known.has(name))).toEqual([]);
});
