import { expect, test } from 'vitest';
import { entityName } from '../../src/model/entity-name.ts';
import { singular } from '../../src/model/names.ts';
import { inferredFrom } from './support/model-of.ts';

test.each([
  ['SimpleUser', 'users', 'User'],
  ['TaskCompact', 'tasks', 'Task'],
  ['FullRepository', 'repos', 'Repository'],
  ['Certificates2', 'certificates', 'Certificate'],
  // What is public or private may be a thing of its own.
  ['PublicKey', 'keys', 'PublicKey'],
  ['TaskCompact', 'subtasks', 'TaskCompact'],
  ['OrderItem', 'orders', 'Order'],
  ['OrderItem', 'lines', 'OrderItem'],
])('%s of /%s is called %s', (component, word, name) => {
  expect(entityName(component, word, undefined, false)).toBe(name);
});

test.each([
  ['caches', 'cache'],
  ['batches', 'batch'],
  ['niches', 'niche'],
  ['metadata', 'metadata'],
  ['media', 'media'],
])('one of the %s is one %s', (many, one) => {
  expect(singular(many)).toBe(one);
});

test('what shows less of something that lives elsewhere is no thing of its own', async () => {
  const task = (name: string) =>
    `{ application/json: { schema: { $ref: '#/components/schemas/${name}' } } }`;
  const tasks = `{ application/json: { schema: { type: array, items: { $ref: '#/components/schemas/TaskCompact' } } } }`;
  const properties = `id: { type: string, readOnly: true }, name: { type: string }`;
  const { model } = await inferredFrom(`
paths:
  /tasks:
    get: { responses: { '200': { description: Tasks, content: ${tasks} } } }
    post: { requestBody: { content: ${task('Task')} }, responses: { '201': { description: A task, content: ${task('Task')} } } }
  /tasks/{taskId}:
    get:
      parameters: [{ name: taskId, in: path, required: true, schema: { type: string } }]
      responses: { '200': { description: A task, content: ${task('Task')} } }
  /tasks/{taskId}/subtasks:
    parameters: [{ name: taskId, in: path, required: true, schema: { type: string } }]
    get: { responses: { '200': { description: Tasks, content: ${tasks} } } }
    post: { requestBody: { content: ${task('Task')} }, responses: { '201': { description: A task, content: ${task('TaskCompact')} } } }
components:
  schemas:
    Task: { type: object, required: [name], properties: { ${properties}, notes: { type: string } } }
    TaskCompact: { type: object, required: [name], properties: { ${properties} } }
`);
  expect(model.entities.map(({ name }) => name)).toEqual(['Task']);
  const operations = model.resources.flatMap((resource) => resource.operations);
  expect(operations.map(({ path, status }) => [path, status])).toEqual([
    ['/tasks', 'live'],
    ['/tasks', 'live'],
    ['/tasks/{taskId}', 'live'],
    ['/tasks/{taskId}/subtasks', 'hole'],
    ['/tasks/{taskId}/subtasks', 'hole'],
  ]);
});
