import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { resolveServices } from '../../src/config/resolve-services.ts';
import { generate } from '../../src/pipeline.ts';
import { lastingFolder, writeFiles } from '../workspace/temporary-folder.ts';

const content = (schema: string) => `content: { application/json: { schema: ${schema} } }`;
const sends = (schema: string) => `requestBody: { required: true, ${content(schema)} }`;
const answers = (schema: string, status = 200) =>
  `responses: { '${status}': { description: It, ${content(schema)} } }`;
const object = (properties: string, required = '') =>
  `{ type: object, required: [${required}], properties: { ${properties} } }`;
const list = (items: string) => `{ type: array, items: ${items} }`;
const inPath = (names: string, more = '') =>
  `[${names
    .split(' ')
    .map((name) => `{ name: ${name}, in: path, required: true, schema: { type: string${more} } }`)
    .join(', ')}]`;

const id = 'id: { type: string, readOnly: true }';
const text = (name: string) => `${name}: { type: string }`;
const rule = object(`${id}, ${text('title')}`, 'id, title');

/** What tests of a service have to know of it, one kind of resource for each. */
const RESOURCES = {
  rules: `
  /shops:
    post: { operationId: addShop, ${sends(rule)}, ${answers(rule, 201)} }
  /shops/{shopId}:
    get: { operationId: getShop, parameters: ${inPath('shopId')}, ${answers(rule)} }
  /shops/{shopId}/rules:
    parameters: ${inPath('shopId')}
    post: { operationId: addRule, ${sends(object(`${text('id')}, ${text('title')}`, 'id, title'))}, ${answers(object(`${text('id')}, ${text('title')}`, 'id, title'), 201)} }
  /shops/{shopId}/rules/{ruleId}:
    get: { operationId: getRule, parameters: ${inPath('ruleId shopId')}, ${answers(object(`${text('id')}, ${text('title')}`, 'id, title'))} }
  /shops/{shopId}/rules/{ruleId}/codes:
    get: { operationId: listCodes, parameters: ${inPath('ruleId shopId')}, ${answers(list(rule))} }
    post: { operationId: addCode, parameters: ${inPath('shopId ruleId')}, ${sends(rule)}, ${answers(rule, 201)} }`,
};

let failures: readonly { readonly name: string; readonly message: string }[];
let routes: string;

beforeAll(async () => {
  const cwd = lastingFolder();
  const spec = `openapi: 3.1.0\ninfo: { title: All, version: '1' }\npaths:${Object.values(RESOURCES).join('')}\n`;
  writeFiles(cwd, { 'all.yaml': spec });
  symlinkSync(join(import.meta.dirname, '../../node_modules'), join(cwd, 'node_modules'));
  const [project] = await resolveServices({
    cwd,
    specs: ['all.yaml'],
    out: 'all',
    config: undefined,
    overlays: undefined,
    allowRemote: undefined,
    strict: undefined,
    test: undefined,
  });
  if (!project) throw new Error('There is no service.');
  const { tests, operations } = await generate(project, {});
  failures = tests?.failures ?? [{ name: 'no tests', message: 'were run' }];
  routes = operations.map(({ status, path }) => `${status} ${path}`).join('\n');
});

/** What fails of what is at a path or under it. */
const failuresAt = (path: string) =>
  failures.filter(({ name }) => name.includes(` ${path}`) || !name.includes(' /'));

test.each([['look for the nearest parent, however its parameters are ordered', '/shops']])(
  'own tests of a service %s',
  (_what, path) => {
    expect(routes).toContain(`live ${path}`);
    expect(failuresAt(path)).toEqual([]);
  },
);
