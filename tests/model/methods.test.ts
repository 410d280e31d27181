import { expect, test } from 'vitest';
import { coverageOf } from '../../src/model/keywords/coverage.ts';
import { inferModel } from '../../src/model/infer-model.ts';
import { found, openapi, read } from '../support/description.ts';
import { documentOf } from './support/model-of.ts';

const OK = "{ responses: { '200': { description: ok } } }";
const withMethods = (methods: string, more = '') =>
  openapi(`paths:\n  /a/{id}:\n    additionalOperations: { ${methods} }\n${more}`, '3.2.0');

const ofOperations = async (yaml: string) => {
  const { model } = inferModel(await documentOf(yaml));
  return model.resources.flatMap(({ operations }) =>
    operations.map(({ method, path, id, status }) => [method, path, id, status]),
  );
};

test('operations of methods without a member of their own wait for business logic', async () => {
  const operations = await ofOperations(withMethods(`COPY: ${OK}, M-SEARCH: ${OK}`));
  expect(operations).toEqual([
    ['COPY', '/a/{id}', 'copyAById', 'hole'],
    ['M-SEARCH', '/a/{id}', 'mSearchAById', 'hole'],
  ]);
});

test('a method that no request gets to a service with is left out and told', async () => {
  const document = await documentOf(withMethods(`COPY: ${OK}, FROB: ${OK}, copy: ${OK}`));
  const inference = inferModel(document);
  const told = inference.diagnostics.map(({ code, message }) => `${code} ${message.slice(0, 41)}`);
  expect(told).toEqual([
    'SW2005 Node\'s HTTP server takes no method "FROB"',
    'SW2005 Node\'s HTTP server takes no method "copy"',
  ]);
  const covered = coverageOf(inference, document);
  const statuses = covered.filter(({ keyword }) => /^(?:copy|frob)$/i.test(keyword));
  expect(statuses.map(({ keyword, status }) => [keyword, status])).toEqual([
    ['COPY', 'enforced'],
    ['FROB', 'ignored'],
    ['copy', 'ignored'],
  ]);
});

test.each([
  ['a method that has a member', 'POST: {}', 'SW1214 warning', 'Move it'],
  ['what is no method', `'a b': ${OK}`, 'SW1214 error', 'COPY'],
])('%s is a finding', async (_what, methods, code, word) => {
  const [first] = found(await read({ 'it.yaml': withMethods(methods) }));
  expect([`${first?.code} ${first?.severity}`, first?.message]).toEqual([
    code,
    expect.stringContaining(word),
  ]);
});

test('of two paths that a router cannot tell apart, the first one has the method', async () => {
  const twin = `  /a/{name}:\n    get: ${OK}\n    additionalOperations: { COPY: ${OK}, LOCK: ${OK} }\n`;
  const result = await read({ 'it.yaml': withMethods(`COPY: ${OK}`, twin) });
  expect(found(result).map(({ code }) => code)).toContain('SW1205');
  const operations = await ofOperations(withMethods(`COPY: ${OK}`, twin));
  expect(operations.map(([method, path]) => `${method} ${path}`)).toEqual([
    'COPY /a/{id}',
    'get /a/{name}',
    'LOCK /a/{name}',
  ]);
});
