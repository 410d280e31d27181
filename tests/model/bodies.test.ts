import { expect, test } from 'vitest';
import { inferredFrom } from './support/model-of.ts';

test('a body that spells a member otherwise than answers do is not stored as it comes', async () => {
  const inferred = await inferredFrom(`
paths:
  /videos/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
    get: { responses: { '200': &video { description: A video., content: { application/json: { schema: { $ref: '#/components/schemas/Video' } } } } } }
    put:
      requestBody:
        content:
          application/json:
            schema: { type: object, properties: { id: { type: integer }, videoName: { type: string } } }
      responses: { '200': *video }
components:
  schemas:
    Video: { type: object, properties: { id: { type: integer }, video_name: { type: string } } }
`);
  expect(inferred.summary()).toEqual([
    'live get Video GET /videos/{id}',
    'hole replace - PUT /videos/{id}',
  ]);
  expect(inferred.operation('PUT /videos/{id}').reason).toBe(
    'it brings videoName, and video_name may be the same',
  );
});

test('one thing with several lists of the same is no list in an envelope', async () => {
  const inferred = await inferredFrom(`
paths:
  /admins:
    get: { responses: { '200': { description: Who may do what., content: { application/json: { schema: { $ref: '#/components/schemas/Rights' } } } } } }
    put:
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Rights' } } } }
      responses: { '204': { description: Kept. } }
components:
  schemas:
    Holder: { type: object, properties: { kind: { type: string }, name: { type: string } } }
    Rights:
      type: object
      properties:
        admins: &holders { type: array, items: { $ref: '#/components/schemas/Holder' } }
        readers: *holders
`);
  expect(inferred.summary()).toEqual([
    'live get Rights GET /admins',
    'live replace Rights PUT /admins',
  ]);
});

test('what no request brings is stored as it is shown, also where parts of it are readOnly', async () => {
  const inferred = await inferredFrom(`
paths:
  /transfers:
    get: { responses: { '200': { description: Transfers., content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/Transfer' } } } } } } }
components:
  schemas:
    Amount: { type: object, required: [total], properties: { total: { type: string, readOnly: true } } }
    Transfer:
      type: object
      required: [id, amount]
      properties: { id: { type: string }, amount: { $ref: '#/components/schemas/Amount' } }
`);
  expect(inferred.summary()).toEqual(['live list Transfer GET /transfers']);
});

test('a default is that of what is sent, where what is shown has another', async () => {
  const inferred = await inferredFrom(`
paths:
  /pets:
    post:
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/NewPet' } } } }
      responses: { '201': { description: One., content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } } } }
  /pets/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
    get: { responses: { '200': { description: One., content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } } } } }
components:
  schemas:
    NewPet: { type: object, properties: { isTame: { type: boolean, default: true } } }
    Pet: { type: object, properties: { id: { type: integer, readOnly: true }, isTame: { type: boolean, default: false } } }
`);
  expect(inferred.field('Pet', 'isTame').default).toBe(true);
});

test('what a body must have beside the entity is not left out of account', async () => {
  const inferred = await inferredFrom(`
paths:
  /patients:
    post:
      requestBody: { required: true, content: { application/json: { schema: { type: object, required: [data], properties: { data: &patient { $ref: '#/components/schemas/Patient' }, meta: { type: object } } } } } }
      responses: { '201': &one { description: A patient., content: { application/json: { schema: { type: object, properties: { data: *patient } } } } } }
  /patients/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
    put:
      requestBody: { required: true, content: { application/json: { schema: { type: object, required: [data, meta], properties: { data: *patient, meta: { type: object, properties: { query: { type: string } } } } } } } }
      responses: { '200': *one }
components:
  schemas:
    Patient: { type: object, properties: { id: { type: string }, name: { type: string } } }
`);
  expect(inferred.summary()).toEqual([
    'live create Patient POST /patients',
    'hole replace - PUT /patients/{id}',
  ]);
  expect(inferred.operation('PUT /patients/{id}').reason).toBe(
    'what meta of its body is for is not described',
  );
});

test('settings that show nothing of what is written to them are not kept in a table', async () => {
  const inferred = await inferredFrom(`
paths:
  /profile/about:
    get: { responses: { '200': { description: The text., content: { application/json: { schema: { type: object, properties: { settings: { type: object, properties: { text: { type: string } } } } } } } } } }
    patch:
      requestBody: { required: true, content: { application/json: { schema: { type: object, properties: { text: { type: string } } } } } }
      responses: { '200': { description: Kept. } }
`);
  expect(inferred.summary()).toEqual([
    'hole get - GET /profile/about',
    'hole update - PATCH /profile/about',
  ]);
});

test('what a delete says of how it went is no view of the thing', async () => {
  const inferred = await inferredFrom(`
paths:
  /jobs:
    post:
      requestBody: { content: { application/json: { schema: &job { $ref: '#/components/schemas/Job' } } } }
      responses: { '201': &one { description: A job., content: { application/json: { schema: *job } } } }
  /jobs/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
    get: { responses: { '200': *one } }
    delete: { responses: { '200': { description: Gone., content: { application/json: { schema: { type: object, required: [status], properties: { status: { type: string, enum: [error, success] } } } } } } } }
components:
  schemas:
    Job: { type: object, properties: { id: { type: string }, name: { type: string }, status: { type: string } } }
`);
  expect(inferred.operation('DELETE /jobs/{id}').success.body).toMatchObject({
    representation: '',
    envelope: [{ path: ['status'], role: 'constant', value: 'success' }],
  });
});

test('an answer that is another thing, however alike, is none of the entity', async () => {
  const one = (name: string) =>
    `{ description: One., content: { application/json: { schema: { $ref: '#/components/schemas/${name}' } } } }`;
  const inferred = await inferredFrom(`
paths:
  /users:
    post:
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/User' } } } }
      responses: { '201': ${one('User')} }
  /users/{name}:
    parameters: [&name { name: name, in: path, required: true, schema: { type: string } }]
    get: { responses: { '200': ${one('User')} } }
  /users/{name}/credentials:
    parameters: [*name]
    get: { responses: { '200': { description: All., content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/Credential' } } } } } } }
    post:
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Credential' } } } }
      responses: { '200': ${one('User')} }
components:
  schemas:
    User: { type: object, required: [name], properties: { name: { type: string }, type: { type: string }, created_at: { type: string, format: date-time } } }
    Credential: { type: object, properties: { type: { type: string }, value: { type: string }, created_at: { type: string } } }
`);
  expect(inferred.operation('POST /users/{name}/credentials').reason).toBe(
    'its answer is not the entity',
  );
});

test('a part is changed only where something brings the whole', async () => {
  const described = (made: string) => `
paths:
  /albums:
    post:
      requestBody: { content: { application/json: { schema: { type: object, properties: { name: { type: string }${made} } } } } }
      responses: { '201': &one { description: One., content: { application/json: { schema: { $ref: '#/components/schemas/Album' } } } } }
  /albums/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
    get: { responses: { '200': *one } }
    patch:
      requestBody: { content: { application/json: { schema: { type: object, properties: { name: { type: string }, cover: { type: object, required: [id], properties: { id: { type: string } } } } } } } }
      responses: { '200': *one }
components:
  schemas:
    Cover: { type: object, required: [id, url], properties: { id: { type: string }, url: { type: string } } }
    Album: { type: object, properties: { id: { type: string, readOnly: true }, name: { type: string }, cover: { $ref: '#/components/schemas/Cover' } } }
`;
  const whole = await inferredFrom(described(", cover: { $ref: '#/components/schemas/Cover' }"));
  expect(whole.operation('PATCH /albums/{id}').status).toBe('live');
  const never = await inferredFrom(described(''));
  expect(never.operation('PATCH /albums/{id}').reason).toBe(
    'it brings cover in a form in which an album does not keep it',
  );
});

test('a list that is called like the entity is no form of it', async () => {
  const body = (name: string) =>
    `content: { application/json: { schema: { $ref: '#/components/schemas/${name}' } } }`;
  const inferred = await inferredFrom(`
paths:
  /namespaces:
    get: { responses: { '200': { description: Their names., ${body('Namespaces')} } } }
    post: { requestBody: { ${body('NewNamespace')} }, responses: { '201': { description: It., ${body('NamespaceResponse')} } } }
components:
  schemas:
    Namespace: { type: array, items: { type: string } }
    Namespaces: { type: object, properties: { namespaces: { type: array, items: { $ref: '#/components/schemas/Namespace' } } } }
    NewNamespace: { type: object, required: [namespace], properties: { namespace: { $ref: '#/components/schemas/Namespace' }, note: { type: string } } }
    NamespaceResponse: { type: object, required: [namespace], properties: { namespace: { $ref: '#/components/schemas/Namespace' }, note: { type: string } } }
`);
  const shapes = inferred.entity('Namespace').representations;
  expect(shapes.map(({ usage, members }) => [usage, members.length])).toEqual([
    ['response', 2],
    ['create', 2],
  ]);
});

test.each([
  ['beside pages and problems is what is answered, whatever it is called', 'problem', 'live'],
  ['beside another of its own is a part of what is answered', 'owner', 'hole'],
])('an object %s', async (_what, beside, status) => {
  const inferred = await inferredFrom(`
paths:
  /earnings:
    post: &write { requestBody: { required: true, content: { application/json: { schema: { $ref: '#/components/schemas/EarningsTemplate' } } } }, responses: { '200': { description: It., content: { application/json: { schema: { $ref: '#/components/schemas/Answer' } } } } } }
  /earnings/{earningID}:
    parameters: [{ name: earningID, in: path, required: true, schema: { type: string } }]
    put: *write
components:
  schemas:
    EarningsTemplate: { type: object, required: [rate], properties: { earningID: { type: string }, rate: { type: number } } }
    Answer:
      type: object
      properties:
        pagination: { type: object, properties: { page: { type: integer }, pageSize: { type: integer } } }
        ${beside}: { type: object, properties: { title: { type: string }, status: { type: string } } }
        earningTemplate: { $ref: '#/components/schemas/EarningsTemplate' }
`);
  expect(inferred.operation('POST /earnings')).toMatchObject({ kind: 'create', status });
});
