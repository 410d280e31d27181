import { expect, test } from 'vitest';
import { inferredFrom } from './support/model-of.ts';

test('a login is an action, whatever it is sent and whatever is told before it', async () => {
  const inferred = await inferredFrom(`
paths:
  /auth/login:
    get:
      responses:
        '200':
          description: How to log in.
          content:
            application/json:
              schema:
                type: object
                properties:
                  providers:
                    type: array
                    items: { type: object, properties: { id: { type: string }, name: { type: string } } }
    post:
      requestBody:
        content:
          application/json:
            schema:
              type: object
              properties: { name: { type: string }, password: { type: string } }
      responses: { '204': { description: Logged in. } }
`);
  expect(inferred.summary()).toEqual([
    'hole action - GET /auth/login',
    'hole action - POST /auth/login',
  ]);
});

test('what is under metrics and never written is worked out, also where a path names one', async () => {
  const inferred = await inferredFrom(`
paths:
  /metrics/uptime/service/{serviceId}:
    get:
      parameters: [{ name: serviceId, in: path, required: true, schema: { type: string } }]
      responses:
        '200':
          description: How long it was up.
          content:
            application/json:
              schema:
                type: object
                properties: { serviceId: { type: string }, hours: { type: number } }
`);
  expect(inferred.summary()).toEqual(['hole action - GET /metrics/uptime/service/{serviceId}']);
});

test.each([
  ['/search/{query}', 'hole action'],
  ['/coupons/usage/{code}', 'hole action'],
  ['/reports/{reportId}', 'live get'],
])('what is worked out for whatever is named is not looked up: %s', async (path, expected) => {
  const name = /\{(\w+)\}/.exec(path)?.[1] ?? '';
  const inferred = await inferredFrom(`
paths:
  ${path}:
    get:
      parameters: [{ name: ${name}, in: path, required: true, schema: { type: string } }]
      responses:
        '200':
          description: What there is.
          content:
            application/json:
              schema: { type: object, properties: { ${name}: { type: string }, total: { type: integer } } }
`);
  const { status, kind } = inferred.operation(`GET ${path}`);
  expect(`${status} ${kind}`).toBe(expected);
});

test.each(['nearby', 'random', 'autocomplete'])(
  'a list of /%s things that nothing puts there is worked out',
  async (word) => {
    const inferred = await inferredFrom(`
paths:
  /shops/${word}:
    get: { responses: { '200': { description: Shops., content: { application/json: { schema: { type: array, items: { type: object, properties: { id: { type: integer }, name: { type: string } } } } } } } } }
`);
    expect(inferred.operation(`GET /shops/${word}`)).toMatchObject({ status: 'hole' });
  },
);

test('a list under a word of its own is a list, which waits for what the word says', async () => {
  const inferred = await inferredFrom(`
paths:
  /events:
    get: { responses: { '200': &events { description: Events., content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/Event' } } } } } } }
  /events/last:
    get: { responses: { '200': *events } }
components:
  schemas:
    Event: { type: object, properties: { id: { type: integer }, text: { type: string } } }
`);
  expect(inferred.summary()).toEqual([
    'live list Event GET /events',
    'hole list - GET /events/last',
  ]);
});

test('a list of answers to a list of questions is no change of many', async () => {
  const inferred = await inferredFrom(`
paths:
  /streams/{name}/distances:
    post:
      parameters: [{ name: name, in: path, required: true, schema: { type: string } }]
      requestBody:
        content:
          application/json:
            schema: { type: array, items: { $ref: '#/components/schemas/Way' } }
      responses:
        '200':
          description: How far apart they are.
          content:
            application/json:
              schema: { type: array, items: { $ref: '#/components/schemas/Distance' } }
components:
  schemas:
    Way: { type: object, properties: { from: { type: string }, to: { type: string } } }
    Distance: { type: object, properties: { steps: { type: integer } } }
`);
  expect(inferred.summary()).toEqual(['hole action - POST /streams/{name}/distances']);
});

test('a POST of a form changes an item that nothing else changes, and waits for who reads forms', async () => {
  const inferred = await inferredFrom(`
paths:
  /rooms/{sid}:
    parameters: [{ name: sid, in: path, required: true, schema: { type: string } }]
    get: { responses: { '200': &room { description: A room., content: { application/json: { schema: { $ref: '#/components/schemas/Room' } } } } } }
    post:
      requestBody:
        content:
          application/x-www-form-urlencoded:
            schema: { type: object, properties: { status: { type: string } } }
      responses: { '200': *room }
components:
  schemas:
    Room: { type: object, properties: { sid: { type: string }, status: { type: string } } }
`);
  expect(inferred.summary()).toEqual([
    'live get Room GET /rooms/{sid}',
    'hole update - POST /rooms/{sid}',
  ]);
  expect(inferred.operation('POST /rooms/{sid}').reason).toBe('its body is not JSON');
});

test('what GET answers and POST sets at one path is one thing, not a collection', async () => {
  const inferred = await inferredFrom(`
paths:
  /admins:
    get: { responses: { '200': &admins { description: Who may do what., content: { application/json: { schema: { $ref: '#/components/schemas/AdminRights' } } } } } }
    post:
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/AdminRights' } } } }
      responses: { '200': *admins }
components:
  schemas:
    AdminRights: { type: object, properties: { note: { type: string }, level: { type: integer } } }
`);
  expect(inferred.summary()).toEqual(['hole get - GET /admins', 'hole update - POST /admins']);
});

const bodyOf = (name: string) =>
  `content: { application/json: { schema: { $ref: '#/components/schemas/${name}' } } }`;

const settings = (path: string) => `
paths:
  ${path}:
    get: { responses: { '200': { description: It, ${bodyOf('Setup')} } } }
    post: { requestBody: { ${bodyOf('Setup')} }, responses: { '204': { description: Set } } }
components:
  schemas:
    Setup: { type: object, properties: { note: { type: string }, level: { type: integer } } }
`;

test.each([
  ['/startup/setup', 'hole update - POST /startup/setup'],
  ['/setups', 'live create Setup POST /setups'],
])(
  'what a POST at %s sets without answering it is one thing where its word is',
  async (path, is) => {
    const inferred = await inferredFrom(settings(path));
    expect(inferred.summary()).toContainEqual(expect.stringMatching(is));
  },
);

const posted = (path: string, more = '') => `
paths:
  ${path}:
    post: { requestBody: { ${bodyOf('Order')} }, responses: { '204': { description: Done } } }
${more}
components:
  schemas:
    Order: { type: object, properties: { name: { type: string }, level: { type: integer } } }
`;

test('what is only posted to, also under a name, is something to do', async () => {
  const named = `
  /sessions/{sid}/order/{name}:
    parameters: [{ name: sid, in: path, required: true, schema: { type: string } }, { name: name, in: path, required: true, schema: { type: string } }]
    post: { responses: { '204': { description: Done } } }
`;
  const inferred = await inferredFrom(posted('/order', named.replaceAll('/sessions/{sid}', '')));
  expect(inferred.summary()).toContainEqual('hole action - POST /order');
});

test.each([
  ['/orders', 'hole create'],
  ['/select_orders', 'hole action'],
])('a POST at %s is a %s: a path that begins with a verb is something to do', async (path, is) => {
  const inferred = await inferredFrom(posted(path));
  expect(inferred.summary()).toEqual([expect.stringMatching(is)]);
});

test('a sort of objects is no sort by the names of fields', async () => {
  const inferred = await inferredFrom(`
paths:
  /rooms:
    get:
      parameters:
        - name: sort[]
          in: query
          schema: { type: array, items: { type: object, required: [field], properties: { field: { type: string }, order: { type: string, enum: [ASC, DESC] } } } }
        - { name: order_by, in: query, schema: { type: array, items: { type: string } } }
      responses: { '200': { description: Rooms., content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/Room' } } } } } }
components:
  schemas:
    Room: { type: object, properties: { id: { type: integer }, status: { type: string } } }
`);
  const { parameters } = inferred.operation('GET /rooms');
  expect(parameters.map(({ name, role }) => `${name} ${role}`)).toEqual([
    'sort[] unknown',
    'order_by sort',
  ]);
});

test('what a list has no use for, or asks by a range, is not taken for a way to cut it', async () => {
  const inferred = await inferredFrom(`
paths:
  /runs:
    get:
      parameters:
        - { name: page, in: query, schema: { type: integer } }
        - { name: offset, in: query, schema: { type: integer } }
        - { name: since_id, in: query, schema: { type: integer } }
      responses: &runs { '200': { description: Runs., content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/Run' } } } } } }
  /all-runs:
    get:
      parameters:
        - { name: from, in: query, schema: { type: integer } }
        - { name: to, in: query, schema: { type: integer } }
      responses: *runs
components:
  schemas:
    Run: { type: object, properties: { id: { type: integer }, state: { type: string } } }
`);
  const roles = (of: string) =>
    inferred
      .operation(of)
      .parameters.map(({ name, role, operator = '' }) => [name, role, operator]);
  expect(roles('GET /runs')).toEqual([
    ['page', 'page', ''],
    ['offset', 'unknown', ''],
    ['since_id', 'filter', 'gt'],
  ]);
  expect(roles('GET /all-runs')).toEqual([
    ['from', 'unknown', ''],
    ['to', 'unknown', ''],
  ]);
});

test('ids in one text narrow a list by texts, not by numbers', async () => {
  const list = (path: string, id: string) => `
  ${path}:
    get:
      parameters: [{ name: ids, in: query, schema: { type: string } }]
      responses: { '200': { description: All., content: { application/json: { schema: { type: array, items: { type: object, properties: { id: ${id}, label: { type: string } } } } } } } }`;
  const inferred = await inferredFrom(`
paths:${list('/rooms', '{ type: integer }')}${list('/doors', '{ type: string }')}
`);
  const roleIn = (path: string) => inferred.operation(`GET ${path}`).parameters[0]?.role;
  expect([roleIn('/rooms'), roleIn('/doors')]).toEqual(['unknown', 'filter']);
});

/** Products live under `/products`; `path` takes new ones too. */
const products = (path: string) => `
paths:
  ${path}:
    post:
      parameters: [{ name: shopId, in: path, required: true, schema: { type: string } }]
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/NewProduct' } } } }
      responses: { '201': { description: One., content: { application/json: { schema: { $ref: '#/components/schemas/Product' } } } } }
  /products:
    get: { responses: { '200': { description: All., content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/Product' } } } } } } }
  /products/{productId}:
    parameters: [{ name: productId, in: path, required: true, schema: { type: string } }]
    get: { responses: { '200': { description: One., content: { application/json: { schema: { $ref: '#/components/schemas/Product' } } } } } }
components:
  schemas:
    NewProduct: { type: object, properties: { name: { type: string } } }
    Product: { type: object, properties: { productId: { type: string, readOnly: true }, name: { type: string } } }
`;

test('what is posted under a parent is created where it lives', async () => {
  const inferred = await inferredFrom(products('/shops/{shopId}/products'));
  expect(inferred.summary()).toEqual([
    'live create Product POST /shops/{shopId}/products',
    'live list Product GET /products',
    'live get Product GET /products/{productId}',
  ]);
});

test('what is posted under the name of a deed is no creation', async () => {
  const inferred = await inferredFrom(products('/shops/{shopId}/import'));
  expect(inferred.operation('POST /shops/{shopId}/import').status).toBe('hole');
});

test('a path that names several things at once is not that of one', async () => {
  const inferred = await inferredFrom(`
paths:
  /pets:
    get: { responses: { '200': { description: All., content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/Pet' } } } } } } }
  /pets/{ids}:
    parameters: [{ name: ids, in: path, required: true, schema: { type: array, items: { type: integer } } }]
    delete: { responses: { '204': { description: Gone. } } }
components:
  schemas:
    Pet: { type: object, properties: { id: { type: integer, readOnly: true }, name: { type: string } } }
`);
  const { reason } = inferred.operation('DELETE /pets/{ids}');
  expect(reason).toBe('its path parameter ids names several at once');
});

test.each([
  ['200', 'live update Widget POST /widgets/{id}'],
  ['201', 'hole action - POST /widgets/{id}'],
])('a POST on an item that answers %s', async (status, summary) => {
  const widget = "{ application/json: { schema: { $ref: '#/components/schemas/Widget' } } }";
  const inferred = await inferredFrom(`
paths:
  /widgets/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
    get: { responses: { '200': { description: A widget., content: ${widget} } } }
    post: { requestBody: { content: ${widget} }, responses: { '${status}': { description: A widget., content: ${widget} } } }
components:
  schemas:
    Widget: { type: object, properties: { id: { type: string, readOnly: true }, name: { type: string } } }
`);
  expect(inferred.summary()).toContain(summary);
});
