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
const note = object('body: { type: string }, projectId: { type: string }', 'body, projectId');
const member = (required: string) =>
  object(
    `${text('email')}, ${text('name')}, state: { type: string, enum: [on, off] }`,
    `email, name${required}`,
  );
const setting = object(`${id}, companyId: { type: string, format: uuid }, ${text('value')}`);
const shown = (kind: string, more: string) =>
  object(
    `kind: { type: string, enum: [${kind}] }, ${text('path')}, ${text(more)}`,
    `kind, ${more}`,
  );
const share = object(
  `${id}, ${text('role')}, of: { oneOf: [${shown('file', 'hash')}, ${shown('folder', 'owner')}] }`,
  'id, role',
);

/** What tests of a service have to know of it, one kind of resource for each. */
const RESOURCES = {
  projects: `
  /projects:
    post: { operationId: addProject, ${sends(object(text('name'), 'name'))}, ${answers(object(`${id}, ${text('name')}`, 'id, name'), 201)} }
  /projects/{projectId}:
    get: { operationId: getProject, parameters: ${inPath('projectId')}, ${answers(object(`${id}, ${text('name')}`, 'id, name'))} }`,
  notes: `
  /notes:
    post: { operationId: addNote, ${sends(note)}, ${answers(object(`${id}, ${text('body')}`, 'id, body'), 201)} }
  /notes/{noteId}:
    parameters: ${inPath('noteId')}
    get: { operationId: getNote, ${answers(object(`${id}, ${text('body')}`, 'id, body'))} }
    patch: { operationId: changeNote, ${sends(note)}, ${answers(object(`${id}, ${text('body')}`, 'id, body'))} }`,
  members: `
  /members:
    post: { operationId: addMember, ${sends(member(', state'))}, ${answers(member(''), 201)} }
  /members/{email}:
    parameters: ${inPath('email')}
    get: { operationId: getMember, ${answers(member(''))} }
    put: { operationId: putMember, ${sends(member(''))}, ${answers(member(''))} }`,
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
  settings: `
  /companies/{companyId}/settings:
    parameters: ${inPath('companyId')}
    get: { operationId: listSettings, ${answers(list(setting))} }
    post: { operationId: addSetting, ${sends(object(text('value'), 'value'))}, ${answers(setting, 201)} }`,
  shares: `
  /shares:
    post: { operationId: addShare, ${sends(object(`role: { type: string }, of: ${object('kind: { type: string, enum: [file, folder] }, path: { type: string }', 'kind, path')}`, 'role, of'))}, ${answers(share, 201)} }
  /shares/{shareId}:
    get: { operationId: getShare, parameters: ${inPath('shareId')}, ${answers(share)} }`,
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

test.each([
  ['are sent again what no answer shows', '/notes'],
  ['leave in place what nobody may leave empty', '/members'],
  ['look for the nearest parent, however its parameters are ordered', '/shops'],
  ['go through paths by values that answers can show', '/companies'],
  ['find nothing shown as one of several things that it is not', '/shares'],
])('own tests of a service %s', (_what, path) => {
  expect(routes).toContain(`live ${path}`);
  expect(failuresAt(path)).toEqual([]);
});
