import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Generated, generatedService, type Service } from './service.ts';

const description = `openapi: 3.2.0
info: { title: Flights, version: '1' }
tags:
  - { name: domestic, summary: Domestic, parent: flights, kind: nav }
  - { name: flights, summary: Flights & more, description: Core <operations>., kind: nav }
  - { name: late, kind: badge }
  - { name: empty, summary: Nothing }
  - { name: one, parent: other }
  - { name: other, parent: one }
paths:
  /flights:
    get:
      operationId: listFlights
      tags: [late, flights]
      responses:
        '200':
          description: All.
          content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/Flight' } } } }
    post:
      operationId: createFlight
      tags: [flights]
      deprecated: true
      requestBody: { required: true, content: { application/json: { schema: { $ref: '#/components/schemas/Flight' } } } }
      responses: { '201': { description: It., content: { application/json: { schema: { $ref: '#/components/schemas/Flight' } } } } }
  /flights/domestic: { get: { operationId: domesticFlights, tags: [domestic], responses: { '204': { description: None. } } } }
  /round: { get: { operationId: round, tags: [other], responses: { '204': { description: None. } } } }
  /undeclared: { get: { operationId: undeclared, tags: [Undeclared], responses: { '204': { description: None. } } } }
  /untagged: { get: { operationId: untagged, responses: { '204': { description: None. } } } }
components:
  schemas:
    Flight:
      type: object
      required: [number, seats]
      properties:
        id: { type: string, format: uuid, readOnly: true }
        number: { type: string, deprecated: true, description: As it was before. }
        seats: { $ref: '#/components/schemas/Seats' }
    Seats:
      type: object
      properties: { rows: { type: integer, deprecated: true }, all: { type: integer, description: All of them. } }
`;

let generated: Generated;
let app: Service;
beforeAll(async () => {
  generated = await generatedService(description);
  app = await generated.start(':memory:');
});
afterAll(() => app.close());

test('the docs page has each operation once, under its tag, and tags within those that they are a part of', async () => {
  const { body } = await app.inject({ url: '/docs' });
  const [page = ''] = body.split('<h2>Schemas</h2>');
  const outline = page.match(
    /<(?:section|\/section|h\d>[^<]*|p>[^<]*|b>\w+<\/b> (?:<s>)?<code>[^<]*)/g,
  );
  expect(outline?.slice(1)).toEqual([
    '<b>get</b> <code>/untagged',
    '<section',
    '<h2>Flights &amp; more',
    '<p>Core &lt;operations&gt;.',
    '<b>get</b> <code>/flights',
    '<b>post</b> <s><code>/flights',
    '<section',
    '<h3>Domestic',
    '<b>get</b> <code>/flights/domestic',
    '</section',
    '</section',
    '<section',
    '<h2>Undeclared',
    '<b>get</b> <code>/undeclared',
    '</section',
    '<section',
    '<h2>one',
    '<section',
    '<h3>other',
    '<b>get</b> <code>/round',
    '</section',
    '</section',
  ]);
});

test('types tell editors what is deprecated', () => {
  const source = (path: string) => readFileSync(join(generated.folder, 'src', path), 'utf8');
  expect(source('entities/flight.ts')).toContain(
    '  /**\n   * As it was before.\n   *\n   * @deprecated by the description.\n   */\n  number: string;',
  );
  expect(source('entities/flight.ts')).toContain(
    '  /** @deprecated by the description. */\n  number: string;\n  seats: Seats;',
  );
  expect(source('entities/flight.ts')).toContain(
    '  /**\n   * @deprecated by the description.\n   */\n  rows?: number;\n  /** All of them. */\n  all?: number;',
  );
});
