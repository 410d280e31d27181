import { expect, test } from 'vitest';
import { entityName } from '../../src/model/entity-name.ts';
import { inferredFrom } from './support/model-of.ts';

/** Links of files to other things; `properties` are those of a link besides its note. */
const links = (properties: string) => `
paths:
  /files/{fileId}/links:
    parameters: [&file { name: fileId, in: path, required: true, schema: { type: string, format: uuid } }]
    get: { responses: { '200': { description: Links., content: { application/json: { schema: { type: array, items: &link { $ref: '#/components/schemas/Link' } } } } } } }
    post:
      requestBody: { content: { application/json: { schema: *link } } }
      responses: { '201': { description: A link., content: { application/json: { schema: *link } } } }
  /files/{fileId}/links/{objectId}:
    delete:
      parameters: [*file, { name: objectId, in: path, required: true, schema: { type: string, format: uuid } }]
      responses: { '204': { description: Gone. } }
components:
  schemas:
    Link: { type: object, properties: { note: { type: string }, ${properties} } }
`;

const id = '{ type: string, format: uuid }';

test('what ties two things together is told by the ids of both', async () => {
  const inferred = await inferredFrom(links(`fileId: ${id}, objectId: ${id}`));
  expect(inferred.entity('Link').key.fields).toEqual(['fileId', 'objectId']);
  expect(inferred.summary()).toEqual([
    'live list Link GET /files/{fileId}/links',
    'live create Link POST /files/{fileId}/links',
    'live delete Link DELETE /files/{fileId}/links/{objectId}',
  ]);
});

test('an id that the service makes tells one from another alone', async () => {
  const made = '{ type: string, format: uuid, readOnly: true }';
  const inferred = await inferredFrom(links(`fileId: ${id}, objectId: ${made}`));
  expect(inferred.entity('Link').key.fields).toEqual(['objectId']);
});

test('a field named pk is the key, whatever the path calls it', async () => {
  const inferred = await inferredFrom(`
paths:
  /stages/email:
    get: { responses: { '200': { description: Stages., content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/EmailStage' } } } } } } }
  /stages/email/{stage_uuid}:
    parameters: [{ name: stage_uuid, in: path, required: true, schema: { type: string, format: uuid } }]
    get: { responses: { '200': { description: One., content: { application/json: { schema: { $ref: '#/components/schemas/EmailStage' } } } } } }
    delete: { responses: { '204': { description: Gone. } } }
components:
  schemas:
    EmailStage: { type: object, required: [pk, name], properties: { pk: { type: string, format: uuid, readOnly: true }, name: { type: string } } }
`);
  expect(inferred.entity('EmailStage').key.fields).toEqual(['pk']);
  expect(inferred.summary()).toEqual([
    'live list EmailStage GET /stages/email',
    'live get EmailStage GET /stages/email/{stage_uuid}',
    'live delete EmailStage DELETE /stages/email/{stage_uuid}',
  ]);
});

test('a key in parentheses names an item, and the parent of what follows', async () => {
  const part = "{ $ref: '#/components/schemas/Part' }";
  const inferred = await inferredFrom(`
paths:
  /Sets({SetId})/Parts:
    parameters: [&set { name: SetId, in: path, required: true, schema: { type: integer } }]
    get: { responses: { '200': { description: Parts., content: { application/json: { schema: { type: object, properties: { '@odata.count': { type: integer }, '@odata.nextLink': { type: string }, value: { type: array, items: ${part} } } } } } } } }
  /Sets({SetId})/Parts(Code='{Code}'):
    parameters: [*set, { name: Code, in: path, required: true, schema: { type: string } }]
    get: { responses: { '200': { description: A part., content: { application/json: { schema: ${part} } } } } }
    delete: { responses: { '204': { description: Gone. } } }
components:
  schemas:
    Part: { type: object, required: [Code], properties: { Code: { type: string }, SetId: { type: integer } } }
`);
  expect(inferred.entity('Part').key.fields).toEqual(['Code']);
  expect(inferred.summary()).toEqual([
    'live list Part GET /Sets({SetId})/Parts',
    "live get Part GET /Sets({SetId})/Parts(Code='{Code}')",
    "live delete Part DELETE /Sets({SetId})/Parts(Code='{Code}')",
  ]);
});

test('methods of one item may call its parameter by different names', async () => {
  const shelf = "{ $ref: '#/components/schemas/Shelf' }";
  const text = 'in: path, required: true, schema: { type: string }';
  const inferred = await inferredFrom(`
paths:
  /shelves/{shelf.id}:
    patch:
      parameters: [{ name: shelf.id, ${text} }]
      requestBody: { content: { application/json: { schema: ${shelf} } } }
      responses: { '200': &shelf { description: A shelf., content: { application/json: { schema: ${shelf} } } } }
  /shelves/{id}:
    parameters: [{ name: id, ${text} }]
    get: { responses: { '200': *shelf } }
    delete: { responses: { '204': { description: Gone. } } }
components:
  schemas:
    Shelf: { type: object, properties: { id: { type: string }, theme: { type: string } } }
`);
  expect(inferred.summary()).toEqual([
    'live update Shelf PATCH /shelves/{shelf.id}',
    'live get Shelf GET /shelves/{id}',
    'live delete Shelf DELETE /shelves/{id}',
  ]);
});

test('schemas are named after things, not after how and with what these are shown', async () => {
  const list = (path: string, component: string) => `
  ${path}:
    get: { responses: { '200': { description: All., content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/${component}' } } } } } } }`;
  const shape = '{ type: object, properties: { id: { type: integer }, label: { type: string } } }';
  const components = ['Book.jsonld', 'Tag-tag.read', 'EntityModelShelf', 'TodoWithRelations'];
  const paths = ['/books', '/tags', '/shelves', '/todos'];
  const inferred = await inferredFrom(`
paths:${paths.map((path, index) => list(path, components[index] ?? '')).join('')}
components:
  schemas:
${components.map((name) => `    ${name}: ${shape}`).join('\n')}
`);
  expect(inferred.model.entities.map(({ name }) => name).toSorted()).toEqual([
    'Book',
    'Shelf',
    'Tag',
    'Todo',
  ]);
});

test('a key is the property that is spelled as the path parameter, where several are alike', async () => {
  const inferred = await inferredFrom(`
paths:
  /books/{id}:
    get:
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      responses: { '200': { description: A book., content: { application/json: { schema: { $ref: '#/components/schemas/Book' } } } } }
components:
  schemas:
    Book: { type: object, properties: { '@id': { type: string }, id: { type: string }, title: { type: string } } }
`);
  expect(inferred.entity('Book').key.fields).toEqual(['id']);
});

test('an abbreviation that ends in an s is no plural', async () => {
  const inferred = await inferredFrom(`
paths:
  /dns:
    get: { responses: { '200': { description: All., content: { application/json: { schema: { type: array, items: { type: object, properties: { id: { type: integer }, host: { type: string } } } } } } } } }
`);
  expect(inferred.model.entities.map(({ name, table }) => [name, table])).toEqual([['Dns', 'dns']]);
});

test('what answers owe of a parent is needed by who creates without it', async () => {
  const inferred = await inferredFrom(`
paths:
  /threads:
    post:
      requestBody: &thread { content: { application/json: { schema: { $ref: '#/components/schemas/Thread' } } } }
      responses: { '201': { description: One., <<: *thread } }
  /threads/{thread_id}/jobs:
    post: &create
      parameters: [{ name: thread_id, in: path, required: true, schema: { type: string, format: uuid } }]
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/NewJob' } } } }
      responses: { '201': &job { description: One., content: { application/json: { schema: { $ref: '#/components/schemas/Job' } } } } }
  /jobs:
    post: { <<: *create, parameters: [] }
  /jobs/{job_id}:
    parameters: [{ name: job_id, in: path, required: true, schema: { type: string, format: uuid } }]
    get: { responses: { '200': *job } }
components:
  schemas:
    Thread: { type: object, required: [thread_id], properties: { thread_id: { type: string, format: uuid, readOnly: true } } }
    NewJob: { type: object, properties: { note: { type: string } } }
    Job:
      type: object
      required: [job_id, thread_id]
      properties: { job_id: { type: string, format: uuid }, thread_id: { type: string, format: uuid }, note: { type: string } }
`);
  const { reason } = inferred.operation('POST /jobs');
  expect(reason).toBe('a job needs thread_id, which this request does not bring');
  expect(inferred.operation('POST /threads/{thread_id}/jobs').reason).toBe(undefined);
  expect(inferred.operation('GET /jobs/{job_id}').status).toBe('live');
});

test('a parent of another type than the property that is called like it is a field of its own', async () => {
  const inferred = await inferredFrom(`
paths:
  /series:
    post: &create
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Series' } } } }
      responses: { '201': { description: One., content: { application/json: { schema: { $ref: '#/components/schemas/Series' } } } } }
  /series/{id}/episodes:
    parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
    get: { responses: { '200': { description: All., content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/Episode' } } } } } } }
    post:
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Episode' } } } }
      responses: { '201': { description: One., content: { application/json: { schema: { $ref: '#/components/schemas/Episode' } } } } }
components:
  schemas:
    Series: { type: object, properties: { id: { type: integer, readOnly: true }, title: { type: string } } }
    Episode: { type: object, properties: { id: { type: integer, readOnly: true }, seriesId: { type: string }, title: { type: string } } }
`);
  const names = inferred.entity('Episode').fields.map(({ name }) => name);
  expect(names).toEqual(['id', 'seriesIdKey', 'seriesId', 'title']);
});

test('a key that may have several forms is made in the first of them', async () => {
  const inferred = await inferredFrom(`
paths:
  /pets:
    post:
      requestBody: { content: { application/json: { schema: { type: object, properties: { name: { type: string } } } } } }
      responses: { '201': { description: One., content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } } } }
  /pets/{petId}:
    parameters: [{ name: petId, in: path, required: true, schema: { type: string } }]
    get: { responses: { '200': { description: One., content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } } } } }
components:
  schemas:
    Pet: { type: object, properties: { petId: { anyOf: [{ type: string, pattern: '^my:pet-[a-f]{8}$' }, { type: string, pattern: '^old$' }] }, name: { type: string } } }
`);
  const [key] = inferred.entity('Pet').fields;
  expect(key?.generation).toEqual({
    by: 'random',
    prefix: 'my:pet-',
    alphabet: 'abcdef',
    length: 8,
  });
});

test('what no answer shows is no key where the path may go by an id that is shown', async () => {
  const inferred = await inferredFrom(`
paths:
  /customers:
    post:
      requestBody: { content: { application/json: { schema: { type: object, properties: { name: { type: string }, customer: { type: string } } } } } }
      responses: { '201': { description: It., content: { application/json: { schema: { $ref: '#/components/schemas/Customer' } } } } }
  /customers/{customer}:
    parameters: [{ name: customer, in: path, required: true, schema: { type: string } }]
    get: { responses: { '200': { description: It., content: { application/json: { schema: { $ref: '#/components/schemas/Customer' } } } } } }
components:
  schemas:
    Customer: { type: object, properties: { id: { type: string }, name: { type: string } } }
`);
  expect(inferred.entity('Customer').key.fields).toEqual(['id']);
});

test.each([
  ['Reply_Pet_', 'animals', 'Pet'],
  ['Reply_list_PetOut__', 'animals', 'Pet'],
  ['Core.Responses.Link_System.Int64_', 'animals', 'Link'],
  ['HeroPublicWithTeam', 'heroes', 'Hero'],
  ['HeroPublicWithTeam', 'animals', 'HeroPublicWithTeam'],
  ['inline_response_200_3', 'animals', 'Animal'],
  ['Body1', 'animals', 'Animal'],
  ['Response', 'responses', 'Response'],
])('a schema %s under /%s shows a %s', (component, word, name) => {
  expect(entityName(component, word, undefined, false)).toBe(name);
});

test('a key that is one of a few values is not made by the service', async () => {
  const inferred = await inferredFrom(`
paths:
  /alerts:
    post:
      requestBody: { content: { application/json: { schema: { type: object, properties: { enabled: { type: boolean } } } } } }
      responses: { '201': &alert { description: One., content: { application/json: { schema: { $ref: '#/components/schemas/Alert' } } } } }
  /alerts/{area}:
    parameters: [{ name: area, in: path, required: true, schema: { type: string } }]
    get: { responses: { '200': *alert } }
components:
  schemas:
    Alert: { type: object, properties: { area: { type: string, enum: [mail, text] }, enabled: { type: boolean } } }
`);
  expect(inferred.field('Alert', 'area').generation).toBeUndefined();
  expect(inferred.summary()).toEqual([
    'hole create - POST /alerts',
    'live get Alert GET /alerts/{area}',
  ]);
});

test('what another path goes by is no second key that the service would have to make', async () => {
  const inferred = await inferredFrom(`
paths:
  /files:
    post:
      requestBody: { content: { application/json: { schema: &file { $ref: '#/components/schemas/File' } } } }
      responses: { '201': &one { description: A file., content: { application/json: { schema: *file } } } }
  /files/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
    get: { responses: { '200': *one } }
  /projects/{projectId}/files:
    parameters: [&project { name: projectId, in: path, required: true, schema: { type: string } }]
    get: { responses: { '200': { description: Files., content: { application/json: { schema: { type: array, items: *file } } } } } }
  /projects/{projectId}/files/{fileNumber}:
    parameters: [*project, { name: fileNumber, in: path, required: true, schema: { type: integer } }]
    get: { responses: { '200': *one } }
components:
  schemas:
    File: { type: object, properties: { id: { type: string, readOnly: true }, name: { type: string } } }
`);
  expect(inferred.entity('File').fields.map(({ name }) => name)).toEqual([
    'id',
    'projectId',
    'name',
  ]);
  expect(inferred.operation('GET /projects/{projectId}/files/{fileNumber}').status).toBe('hole');
});

test('a key that may be a number or a text is none that rows are found by', async () => {
  const user =
    '{ type: object, required: [id], properties: { id: { type: [integer, string] }, name: { type: string } } }';
  const shown = `content: { application/json: { schema: ${user} } }`;
  const inferred = await inferredFrom(`
paths:
  /users:
    post: { requestBody: { ${shown} }, responses: { '201': { description: A user., ${shown} } } }
  /users/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
    get: { responses: { '200': { description: A user., ${shown} } } }
`);
  const { status, reason } = inferred.operation('GET /users/{id}');
  expect([status, reason]).toEqual(['hole', 'what type the key id of a user has is not described']);
});
