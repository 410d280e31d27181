import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { type Generated, generatedService } from './service.ts';
import { typeErrorsOf } from './type-errors.ts';

const ref = (name: string) =>
  `content: { application/json: { schema: { $ref: '#/components/schemas/${name}' } } }`;

const named = (...names: string[]) =>
  `parameters: [${names.map((name) => `{ name: ${name}, in: path, required: true, schema: { type: string } }`).join(', ')}]`;

const create = (name: string) =>
  `post: { operationId: create${name}, requestBody: { required: true, ${ref(name)} }, responses: { '201': { description: One., ${ref(name)} } } }`;

const get = (name: string) =>
  `get: { operationId: get${name}, responses: { '200': { description: One., ${ref(name)} } } }`;

/** Shelves of a shop, and their settings, of which there are two. */
const description = `openapi: 3.1.0
info: { title: Shops, version: '1' }
paths:
  /shops: { ${create('Shop')} }
  /shops/{id}: { ${named('id')}, ${get('Shop')} }
  /shops/{shop_id}/shelves: { ${named('shop_id')}, ${create('Shelf')} }
  /shops/{shop_id}/shelves/{id}: { ${named('shop_id', 'id')}, ${get('Shelf')} }
  /shops/{shop_id}/shelves/{shelf_id}/settings: { ${named('shop_id', 'shelf_id')}, ${create('Setting')} }
  /shops/{shop_id}/shelves/{shelf_id}/settings/{key}: { ${named('shop_id', 'shelf_id', 'key')}, ${get('Setting')} }
components:
  schemas:
    Shop: { type: object, properties: { id: { type: string, readOnly: true }, name: { type: string } } }
    Shelf: { type: object, properties: { id: { type: string, readOnly: true }, shop_id: { type: string, readOnly: true }, name: { type: string } } }
    Setting: { type: object, required: [key], properties: { key: { type: string, enum: [light, heat] }, value: { type: integer } } }
`;

let service: Generated;
beforeAll(async () => {
  service = await generatedService(description);
});

test('a key of few values is asked for by any text', async () => {
  expect(await typeErrorsOf(service)).toBe('');
});

test('tests make a thing under a parent and the parent that this one has', () => {
  const text = readFileSync(join(service.folder, 'tests/support/setting.ts'), 'utf8');
  expect(text.match(/: forS\w+\.params\.\w+/g)).toEqual([
    ': forShelf.params.shop_id',
    ': forShelf.params.id',
  ]);
  expect(text).not.toContain('createShop(');
});
