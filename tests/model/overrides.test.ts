import { describe, expect, it } from 'vitest';
import { type Inferred, inferredFrom } from './support/model-of.ts';

const pets = `paths:
  /pets:
    get:
      parameters: [{ name: limit, in: query, schema: { type: integer, maximum: 50 } }]
      responses: { '200': { description: All., content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/Pet' } } } } } }
    post:
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } } }
      responses: { '201': { description: It., content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } } } }
  /pets/{pet}:
    get:
      parameters: [{ name: pet, in: path, required: true, schema: { type: string } }]
      responses: { '200': { description: It., content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } } } }
  /animals:
    get:
      responses: { '200': { description: All., content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/Animal' } } } } } }
    post:
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Animal' } } } }
      responses: { '201': { description: It., content: { application/json: { schema: { $ref: '#/components/schemas/Animal' } } } } }
  /pets/{pet}/feed:
    post:
      parameters: [{ name: pet, in: path, required: true, schema: { type: string } }]
      responses: { '204': { description: Fed. } }
components:
  schemas:
    Pet:
      type: object
      required: [id, name]
      properties:
        id: { type: string, readOnly: true }
        name: { type: string }
        petName: { type: string }
        count: { type: integer }
    Animal:
      type: object
      required: [id]
      properties:
        id: { type: string, readOnly: true }
        name: { type: string }
        legs: { type: integer }
`;

/** The inference with one more thing said at a JSONPath. */
const saying = (target: string, said: string) =>
  inferredFrom(pets, [
    `overlay: 1.0.0\ninfo: { title: O, version: '1' }\nactions:\n  - target: ${JSON.stringify(target)}\n    update: { x-specwright: ${said} }\n`,
  ]);

const refusals = (all: Inferred['diagnostics']) => all.filter(({ code }) => code !== 'SW2001');

describe('x-specwright overrules', () => {
  it('the entity of a schema, with all its paths', async () => {
    const { model, diagnostics } = await saying('$.components.schemas.Pet', '{ entity: Guest }');
    expect(refusals(diagnostics)).toEqual([]);
    expect(model.entities.map(({ name, table, file }) => [name, table, file])).toEqual([
      ['Guest', 'guests', 'guest'],
      ['Animal', 'animals', 'animal'],
    ]);
  });

  it('the entity of a path, whose properties go with it', async () => {
    const { model, diagnostics } = await saying("$.paths['/animals']", '{ entity: Pet }');
    expect(refusals(diagnostics)).toEqual([]);
    expect(model.entities.map(({ name }) => name)).toEqual(['Pet']);
    expect(model.entities[0]?.fields.map(({ name }) => name)).toContain('legs');
  });

  it('that an operation is about no entity', async () => {
    const after = await saying("$.paths['/animals'].post", '{ entity: false }');
    expect(after.operation('POST /animals')).toMatchObject({
      status: 'hole',
      reason: 'the description shows no entity behind it',
    });
    expect(after.operation('GET /animals').status).toBe('live');
  });

  it('the table and the key of a schema', async () => {
    const after = await saying('$.components.schemas.Pet', '{ table: beasts, key: name }');
    expect(refusals(after.diagnostics)).toEqual([]);
    expect(after.entity('Pet')).toMatchObject({ table: 'beasts', key: { fields: ['name'] } });
  });

  it('the column and the uniqueness of a property', async () => {
    const after = await saying(
      '$.components.schemas.Pet.properties.petName',
      '{ column: nickname, unique: true }',
    );
    expect(refusals(after.diagnostics)).toEqual([]);
    expect(after.field('Pet', 'petName').column).toBe('nickname');
    expect(after.entity('Pet').unique).toEqual([['petName']]);
  });

  it('the size of a page that the parameters leave open', async () => {
    const after = await saying("$.paths['/pets'].get", '{ page: { defaultSize: 7 } }');
    expect(after.operation('GET /pets').page).toMatchObject({ defaultSize: 7, maximumSize: 50 });
    expect(after.operation('GET /pets').evidence).toContainEqual(
      expect.objectContaining({
        choice: 'pages by limit, 7 items, at most 50',
        because: 'the description says so in x-specwright',
      }),
    );
  });
});

describe('what cannot be so is told with the reason', () => {
  it.each([
    ["$.paths['/pets/{pet}/feed'].post", '{ live: true }', 'live: true', 'it is a custom action'],
    ["$.paths['/pets/{pet}/feed'].post", '{ entity: Meal }', 'entity: Meal', 'no body shows'],
    ["$.paths['/pets'].get", '{ page: cursor }', 'style: cursor', 'ask for limit'],
    [
      "$.paths['/pets'].get",
      '{ page: { maximumSize: 99 } }',
      'maximumSize: 99',
      'its parameters ask for 50',
    ],
    ["$.paths['/pets'].get.parameters[0]", '{ filter: { field: x } }', 'role: filter', 'limit is'],
    ['$.components.schemas.Pet', '{ entity: Animal }', 'entity: Animal', 'another goes by it'],
    ['$.components.schemas.Pet', '{ table: animals, key: x }', 'key: x', 'no such property'],
    [
      '$.components.schemas.Pet.properties.count',
      '{ reference: Animal }',
      'reference: Animal',
      'its key is of another type',
    ],
    [
      '$.components.schemas.Pet.properties.petName',
      '{ column: name }',
      'column: name',
      'another property has it',
    ],
  ])('%s: %s', async (target, said, what, why) => {
    const { diagnostics } = await saying(target, said);
    expect(diagnostics).toEqual([
      expect.objectContaining({
        code: 'SW2003',
        severity: 'warning',
        message: expect.stringContaining(`x-specwright says ${what}, which is not followed: `),
      }),
    ]);
    expect(diagnostics[0]?.message).toContain(why);
    expect(diagnostics[0]?.location?.line).toBeGreaterThan(3);
  });

  it.each([
    ["$.paths['/pets'].get", '{ page: sideways }', 'page'],
    ["$.paths['/pets'].get", '{ page: { defaultSize: 0 } }', 'page'],
    ["$.paths['/pets'].get", '{ entity: my pet }', 'entity'],
    ['$.components.schemas.Pet', '{ table: select }', 'table'],
    ['$.components.schemas.Pet.properties.name', '{ column: Robert; drop }', 'column'],
  ])('%s: %s is not understood', async (target, said, word) => {
    const { diagnostics } = await saying(target, said);
    expect(diagnostics.map(({ code, message }) => `${code} ${message}`)).toEqual([
      `SW2002 x-specwright does not understand this ${word}. docs/explain.md lists what it can be.`,
    ]);
  });
});
