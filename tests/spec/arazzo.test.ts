import { expect, test } from 'vitest';
import { document, found, openapi, read, summary } from '../support/description.ts';

const API = openapi(`paths:
  /books:
    get: { operationId: listBooks, responses: { '200': { description: Books } } }
    post: { operationId: createBook, responses: { '201': { description: A book } } }
  /books/{id}:
    get:
      operationId: getBook
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      responses: { '200': { description: A book } }
`);

const arazzo = (workflows: string, url = 'a.yaml') => `arazzo: 1.0.1
info: { title: Flows, version: '1' }
sourceDescriptions: [{ name: shop, type: openapi, url: ${url} }]
workflows:
${workflows.replace(/^/gm, '  ')}
`;

const LIST = '- { workflowId: list, steps: [{ stepId: one, operationId: listBooks }] }';

const flowsOf = async (workflows: string) =>
  (await document({ 'a.yaml': API, 'a.arazzo.yaml': arazzo(workflows) })).workflows;

const step = (members: string) =>
  `- { workflowId: flow, steps: [{ stepId: one, operationId: listBooks, ${members} }] }`;

test('a file beside the description that names it is read, and one that names another is not', async () => {
  const { workflows } = await document({
    'a.yaml': API,
    'mine.arazzo.yaml': arazzo(LIST),
    'other.arazzo.yaml': arazzo(LIST, 'b.yaml'),
  });
  expect(workflows.map(({ file }) => file)).toEqual(['mine.arazzo.yaml']);
});

test('a file that is named is about the description, wherever that is published', async () => {
  const { workflows } = await document(
    { 'a.yaml': API, 'flows/f.yaml': arazzo(LIST, 'https://shop.example/openapi.yaml') },
    { arazzo: ['flows/f.yaml'] },
  );
  expect(workflows.map(({ file }) => file)).toEqual(['flows/f.yaml']);
});

test.each([
  ['an id', 'operationId: getBook'],
  ['an id behind the name of the description', 'operationId: shop.getBook'],
  ['an id as an expression', 'operationId: $sourceDescriptions.shop.getBook'],
  ['a path', "operationPath: '{$sourceDescriptions.shop.url}#/paths/~1books~1{id}/get'"],
  ['a path without braces', "operationPath: '$sourceDescriptions.shop#/paths/~1books~1{id}/get'"],
])('an operation is found by %s', async (_what, name) => {
  const [file] = await flowsOf(`- { workflowId: flow, steps: [{ stepId: one, ${name} }] }`);
  expect(file?.workflows[0]?.steps[0]).toMatchObject({ method: 'get', path: '/books/{id}' });
});

test('parameters come from the workflow, the step and the components, the nearest first', async () => {
  const text = arazzo(`- workflowId: flow
  parameters: [{ name: a, in: query, value: 1 }, { name: b, in: query, value: 1 }]
  steps:
    - stepId: one
      operationId: listBooks
      parameters:
        - { name: b, in: query, value: 2 }
        - { reference: $components.parameters.size, value: 3 }
`);
  const components = 'components: { parameters: { size: { name: c, in: query, value: 1 } } }\n';
  const { workflows } = await document({ 'a.yaml': API, 'a.arazzo.yaml': text + components });
  expect(workflows[0]?.workflows[0]?.steps[0]).toMatchObject({
    parameters: [
      { name: 'a', value: { kind: 'value', value: 1 } },
      { name: 'b', value: { kind: 'value', value: 2 } },
      { name: 'c', value: { kind: 'value', value: 3 } },
    ],
  });
});

test('what is replaced in a payload is put in its place', async () => {
  const [file] = await flowsOf(`- workflowId: flow
  inputs: { type: object, properties: { n: { type: integer } } }
  steps:
    - stepId: one
      operationId: createBook
      requestBody:
        payload: { a: { b: [1, 2] } }
        replacements: [{ target: /a/b/1, value: $inputs.n }, { target: /a/c, value: '3' }]
`);
  expect(file?.workflows[0]?.steps[0]).toMatchObject({
    body: {
      payload: {
        members: [
          [
            'a',
            {
              members: [
                ['b', { items: [{ value: 1 }, { expression: { of: 'input' } }] }],
                ['c', { value: '3' }],
              ],
            },
          ],
        ],
      },
    },
  });
});

test('a workflow of another file is a step', async () => {
  const main = `arazzo: 1.0.0
info: { title: Main, version: '1' }
sourceDescriptions:
  - { name: shop, type: openapi, url: a.yaml }
  - { name: more, type: arazzo, url: sub/more.yaml }
workflows:
  - workflowId: all
    steps: [{ stepId: one, workflowId: $sourceDescriptions.more.workflows.list }]
`;
  const files = {
    'a.yaml': API,
    'a.arazzo.yaml': main,
    'sub/more.yaml': arazzo(LIST, '../a.yaml'),
  };
  const { workflows } = await document(files);
  expect(workflows.map(({ file, isTested }) => [file, isTested])).toEqual([
    ['a.arazzo.yaml', true],
    ['sub/more.yaml', false],
  ]);
  expect(workflows[0]?.workflows[0]?.steps[0]).toMatchObject({
    workflow: { file: 'sub/more.yaml', id: 'list' },
  });
});

test.each([
  ['a step that names nothing', '- { workflowId: a, steps: [{ stepId: b }] }', 'SW1401'],
  [
    'an operation that is not there',
    '- { workflowId: a, steps: [{ stepId: b, operationId: no }] }',
    'SW1402',
  ],
  [
    'a workflow that is not there',
    '- { workflowId: a, steps: [{ stepId: b, workflowId: no }] }',
    'SW1402',
  ],
  [
    'an input that is not declared',
    step('parameters: [{ name: a, in: query, value: $inputs.no }]'),
    'SW1402',
  ],
  ['an output of no step before', step("outputs: { x: '$steps.two.outputs.y' }"), 'SW1402'],
  [
    'a step to go to that is not there',
    step('onSuccess: [{ name: a, type: goto, stepId: no }]'),
    'SW1402',
  ],
  [
    'a component that is not there',
    step('parameters: [{ reference: $components.parameters.no }]'),
    'SW1402',
  ],
  [
    'an output that a called workflow does not have',
    `${LIST}\n- { workflowId: a, steps: [{ stepId: b, workflowId: list, outputs: { c: $outputs.d } }] }`,
    'SW1402',
  ],
  ['an output where no workflow was called', step('outputs: { x: $outputs.y }'), 'SW1402'],
  [
    'an answer before the request',
    step('parameters: [{ name: a, in: query, value: $statusCode }]'),
    'SW1402',
  ],
  ['an expression that is none', step('outputs: { x: $response.boddy }'), 'SW1403'],
  [
    'a condition that is none',
    step("successCriteria: [{ condition: '$statusCode = 200' }]"),
    'SW1404',
  ],
  [
    'a query that is none',
    step("successCriteria: [{ type: jsonpath, context: $response.body, condition: '$[' }]"),
    'SW1404',
  ],
  [
    'a pattern that may never come to an end',
    step("successCriteria: [{ type: regex, context: $response.body, condition: '(a+)+$' }]"),
    'SW1404',
  ],
])('%s is an error', async (_what, workflows, code) => {
  const result = await read({ 'a.yaml': API, 'a.arazzo.yaml': arazzo(workflows) });
  expect(result.ok).toBe(false);
  expect(found(result).map((one) => [one.code, one.location?.file])).toEqual([
    [code, 'a.arazzo.yaml'],
  ]);
});

test('a workflow that no test can do is left out with a warning, and so is what needs it', async () => {
  const files = {
    'a.yaml': API,
    'a.arazzo.yaml': arazzo(`- workflowId: far
  steps: [{ stepId: one, operationId: listBooks, onSuccess: [{ name: a, type: goto, workflowId: near }] }]
- { workflowId: near, steps: [{ stepId: one, workflowId: far }] }
- { workflowId: own, steps: [{ stepId: one, workflowId: own }] }
${LIST}`),
  };
  const result = await read(files);
  expect(summary(result)).toEqual([
    'SW1405 warning 6:64',
    'SW1405 warning 7:5',
    'SW1405 warning 8:5',
  ]);
  const { workflows } = await document(files);
  expect(workflows[0]?.workflows.map(({ id }) => id)).toEqual(['list']);
});

test.each([
  ['an output of a workflow elsewhere', "outputs: { x: '$workflows.a.outputs.b' }"],
  ['XPath', "successCriteria: [{ type: xpath, context: $response.body, condition: '//a' }]"],
  [
    'a payload of a type that nothing writes',
    'requestBody: { contentType: text/xml, payload: { a: 1 } }',
  ],
  [
    'a replacement by XPath',
    'requestBody: { payload: { a: 1 }, replacements: [{ target: //a, value: 2 }] }',
  ],
])('a workflow with %s is left out with a warning', async (_what, members) => {
  const result = await read({ 'a.yaml': API, 'a.arazzo.yaml': arazzo(step(members)) });
  expect(found(result).map(({ code, severity }) => `${code} ${severity}`)).toEqual([
    'SW1405 warning',
  ]);
});

test('a file of another version is refused where it says so', async () => {
  const files = { 'a.yaml': API, 'a.arazzo.yaml': arazzo(LIST).replace('1.0.1', '2.0.0') };
  expect(summary(await read(files))).toEqual(['SW1401 error 1:9']);
});
