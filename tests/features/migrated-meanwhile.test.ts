import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { beforeAll, expect, test } from 'vitest';
import { temporaryFolder } from '../workspace/temporary-folder.ts';
import { type Generated, generatedService } from './service.ts';

const pet = `{ application/json: { schema: { $ref: '#/components/schemas/Pet' } } }`;

const description = `openapi: 3.1.0
info: { title: Pets, version: '1' }
paths:
  /pets:
    get: { operationId: listPets, responses: { '200': { description: All., content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/Pet' } } } } } } }
    post: { operationId: createPet, requestBody: { required: true, content: ${pet} }, responses: { '201': { description: It., content: ${pet} } } }
  /pets/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: string, format: uuid } }]
    get: { operationId: getPet, responses: { '200': { description: It., content: ${pet} } } }
    put: { operationId: replacePet, requestBody: { required: true, content: ${pet} }, responses: { '200': { description: It., content: ${pet} } } }
components:
  schemas:
    Pet: { type: object, required: [name, color], properties: { id: { type: string, format: uuid, readOnly: true }, name: { type: string }, color: { type: string } } }
`;

/** What a newer version of the service may do to the table while this one still runs. */
const migrations = {
  'a column is added': 'alter table pets add column weight real',
  'columns change places':
    'create table others (id text primary key, color text not null, name text not null) strict; insert into others (id, name, color) select id, name, color from pets; drop table pets; alter table others rename to pets',
};

let generated: Generated;
beforeAll(async () => {
  generated = await generatedService(description);
});

test.for(Object.entries(migrations))(
  '%s by another process, and the service goes on',
  async ([, migration]) => {
    const file = join(temporaryFolder(), 'pets.sqlite');
    const service = await generated.start(`file:${file}`);
    const headers = { 'content-type': 'application/json' };
    const ask = async (method: string, url: string, body?: object) => {
      const asked = { method, url, headers, ...(body && { payload: JSON.stringify(body) }) };
      const answered = await service.inject(asked);
      expect(answered.statusCode).toBeLessThan(300);
      return answered.json();
    };
    const rex = { name: 'Rex', color: 'brown' };
    const { id } = (await ask('POST', '/pets', rex)) as { id: string };
    const each = async (change: object) => {
      expect(await ask('PUT', `/pets/${id}`, change)).toEqual({ id, ...change });
      expect(await ask('GET', `/pets/${id}`)).toEqual({ id, ...change });
      expect(await ask('GET', '/pets')).toEqual([{ id, ...change }]);
    };
    await each(rex);
    const other = new DatabaseSync(file, { timeout: 5000 });
    other.exec(migration);
    other.close();
    await each({ name: 'Max', color: 'black' });
    expect(await ask('POST', '/pets', rex)).toMatchObject(rex);
    await service.close();
  },
);
