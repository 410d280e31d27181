import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { inferModel } from '../../src/model/infer-model.ts';
import { overlayOf } from '../../src/model/overlay-out.ts';
import { isArazzoName } from '../../src/spec/arazzo/find-arazzo.ts';
import { readSpec } from '../../src/spec/read-spec.ts';
import { corpusAvailable, corpusFile } from '../support/corpus.ts';
import { temporaryFolder } from '../workspace/temporary-folder.ts';
import { documentOf, type Inferred, inferredFrom } from './support/model-of.ts';

/** A model without the words that an overlay adds to the schemas that it carries. */
const plain = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value, (name, member: unknown) =>
      name === 'x-specwright' ? undefined : member,
    ),
  );

async function inferFile(file: string, overlays: readonly string[] = []) {
  const result = await readSpec(file, { cwd: join(file, '..'), overlays });
  if (!result.ok) throw new Error(result.diagnostics.map(({ message }) => message).join('\n'));
  return { document: result.document, inference: inferModel(result.document) };
}

const samples = join(import.meta.dirname, '../../specs');

describe('an overlay that is applied as it was written changes nothing', () => {
  const corpus = [
    'swagger-petstore.yaml',
    'redocly-museum.yaml',
    'gotify.json',
    'memos.yaml',
    'traccar.yaml',
    'netlify.yml',
    'spotify.yml',
    'harbor.yaml',
    'xero-payroll-uk.yaml',
    'lakefs.yml',
    'iceberg-rest-catalog.yaml',
    'scalar-galaxy-3.1.yaml',
  ].map((name) => [name, corpusFile(`train/real/${name}`)]);
  const files = [
    ...readdirSync(samples)
      .filter((name) => !isArazzoName(name))
      .map((name) => [name, join(samples, name)]),
    ...(corpusAvailable ? corpus : []),
  ];

  it.each(files)('to %s', (_name, file = '') => isUnchanged(file));

  it('to an operation that business rules go round', () => {
    const file = join(temporaryFolder(), 'shop.yaml');
    const ruled = shop.replace(
      '    delete:\n',
      '$&      x-business-rules: [only its author may]\n',
    );
    writeFileSync(file, `openapi: 3.1.0\ninfo: { title: Shop, version: '1' }\n${ruled}`);
    return isUnchanged(file);
  });
});

async function isUnchanged(file: string): Promise<void> {
  const before = await inferFile(file);
  const overlay = join(temporaryFolder(), 'overlay.yaml');
  const { text, actions } = overlayOf(before.inference, before.document);
  expect(actions).toBeGreaterThan(5);
  writeFileSync(overlay, text);
  const after = await inferFile(file, [overlay]);
  expect(after.document.diagnostics).toEqual(before.document.diagnostics);
  expect(after.inference.diagnostics).toEqual(before.inference.diagnostics);
  expect(plain(after.inference.model)).toEqual(plain(before.inference.model));
}

const shop = `paths:
  /authors:
    get:
      responses: { '200': { description: All., content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/Author' } } } } } }
    post:
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Author' } } } }
      responses: { '201': { description: It., content: { application/json: { schema: { $ref: '#/components/schemas/Author' } } } } }
  /authors/{authorId}:
    get:
      parameters: [{ name: authorId, in: path, required: true, schema: { type: string, format: uuid } }]
      responses: { '200': { description: It., content: { application/json: { schema: { $ref: '#/components/schemas/Author' } } } } }
  /books:
    get:
      parameters:
        - { name: authorId, in: query, schema: { type: string, format: uuid } }
        - { name: state, in: query, schema: { type: string } }
        - { name: limit, in: query, schema: { type: integer } }
        - { name: offset, in: query, schema: { type: integer } }
      responses: { '200': { description: All., content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/Book' } } } } } }
    post:
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Book' } } } }
      responses: { '201': { description: It., content: { application/json: { schema: { $ref: '#/components/schemas/Book' } } } } }
  /books/{bookId}:
    delete:
      parameters: [{ name: bookId, in: path, required: true, schema: { type: string, format: uuid } }]
      responses: { '204': { description: Gone. } }
components:
  schemas:
    Author:
      type: object
      required: [id, name]
      properties:
        id: { type: string, format: uuid, readOnly: true }
        name: { type: string }
    Book:
      type: object
      required: [id, title]
      properties:
        id: { type: string, format: uuid, readOnly: true }
        isbn: { type: string }
        title: { type: string }
        status: { type: string }
        authorId: { type: string, format: uuid }
        code: { type: string, readOnly: true }
`;

async function written(): Promise<string> {
  const document = await documentOf(shop);
  return overlayOf(inferModel(document), document).text;
}

/** The inference from the overlay with one of its lines replaced, and nothing else. */
async function changed(title: string, line: string | RegExp, by: string): Promise<Inferred> {
  const text = await written();
  const at = text.indexOf(`  # ${title} `);
  const end = text.indexOf('\n\n', at);
  const action = text.slice(at, end < 0 ? undefined : end);
  const edited = action.replace(line, by);
  expect(at, title).toBeGreaterThan(0);
  expect(edited, action).not.toBe(action);
  return inferredFrom(shop, [text.replace(action, edited)]);
}

/** The members in which two models differ, as paths; evidence tells of the change itself. */
function differences(one: unknown, other: unknown, path = ''): string[] {
  if (JSON.stringify(one) === JSON.stringify(other)) return [];
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null)
    return [path];
  const [left, right] = [new Map(Object.entries(one)), new Map(Object.entries(other))];
  return [...new Set([...left.keys(), ...right.keys()])]
    .filter((name) => !['evidence', 'x-specwright'].includes(name))
    .flatMap((name) => differences(left.get(name), right.get(name), `${path}/${name}`));
}

const named = (inferred: Inferred) => ({
  entities: Object.fromEntries(
    inferred.model.entities.map(({ fields, ...entity }) => [
      entity.name,
      { ...entity, fields: Object.fromEntries(fields.map((field) => [field.name, field])) },
    ]),
  ),
  operations: Object.fromEntries(inferred.operations.map((operation) => [operation.id, operation])),
});

describe('an overlay with one choice changed changes that and nothing else', () => {
  it.each<[string, string, string | RegExp, string, string[]]>([
    [
      'live',
      'DELETE /books/{bookId}',
      'live: true',
      'live: false',
      ['/operations/deleteBooksByBookId'],
    ],
    [
      'a page size',
      'GET /books',
      'defaultSize: 20',
      'defaultSize: 50',
      ['/operations/getBooks/page/defaultSize'],
    ],
    [
      'a page style',
      'GET /books',
      'style: offset',
      'style: limit',
      ['/operations/getBooks/page/style', '/operations/getBooks/page/offset'],
    ],
    [
      'a role',
      'state of GET /books',
      /role: unknown/,
      'filter: { field: status, operator: ne }',
      [
        '/operations/getBooks/parameters/1/role',
        '/operations/getBooks/parameters/1/field',
        '/operations/getBooks/parameters/1/operator',
      ],
    ],
    [
      'an operator',
      'authorId of GET /books',
      'operator: eq',
      'operator: ne',
      ['/operations/getBooks/parameters/0/operator'],
    ],
    ['a table', 'Book', 'table: books', 'table: volumes', ['/entities/Book/table']],
    [
      'a generation',
      'Book.code',
      'generation: random',
      'generation: uuid',
      ['/entities/Book/fields/code/generation/by'],
    ],
    [
      'what a deletion takes along',
      'Book.authorId',
      'onDelete: restrict',
      'onDelete: cascade',
      ['/entities/Book/fields/authorId/reference/onDelete'],
    ],
    [
      'no reference',
      'Book.authorId',
      /reference:\n(?:.*\n?)*/,
      'reference: false',
      ['/entities/Book/fields/authorId/reference'],
    ],
  ])('%s', async (_what, title, line, by, expected) => {
    const before = await inferredFrom(shop, [await written()]);
    const after = await changed(title, line, by);
    expect(after.diagnostics).toEqual(before.diagnostics);
    const found = differences(named(before), named(after));
    expect(found.filter((path) => !expected.some((start) => path.startsWith(start)))).toEqual([]);
    expect(found.length).toBeGreaterThan(0);
  });

  it('the name of an entity, and all else goes by the new one', async () => {
    const { model } = await changed('Author', 'entity: Author', 'entity: Writer');
    expect(model.entities.map(({ name, table }) => [name, table])).toEqual([
      ['Writer', 'authors'],
      ['Book', 'books'],
    ]);
    const book = model.entities[1]?.fields.find(({ name }) => name === 'authorId');
    expect(book?.reference?.entity).toBe('Writer');
    const before = await inferredFrom(shop);
    const kinds = (inferred: readonly { kind: string; status: string }[]) =>
      inferred.map(({ kind, status }) => `${status} ${kind}`);
    expect(kinds(model.resources.flatMap(({ operations }) => operations))).toEqual(
      kinds(before.operations),
    );
  });

  it('no entity at all', async () => {
    const after = await changed('Book', 'entity: Book', 'entity: false');
    expect(after.model.entities.map(({ name }) => name)).toEqual(['Author']);
    expect(after.operation('GET /books').status).toBe('hole');
    expect(after.operation('GET /authors').status).toBe('live');
  });
});
