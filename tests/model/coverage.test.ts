import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { coverageOf } from '../../src/model/keywords/coverage.ts';
import { inferModel } from '../../src/model/infer-model.ts';
import type { SpecDocument } from '../../src/spec/document.ts';
import { isArazzoName } from '../../src/spec/arazzo/find-arazzo.ts';
import { readSpec } from '../../src/spec/read-spec.ts';
import { documentOf } from './support/model-of.ts';

const everything = `openapi: 3.1.0
info: { title: T, version: '1', contact: { name: me } }
servers: [{ url: https://a.example/v1 }, { url: https://b.example }]
webhooks: { changed: { post: { responses: {} } } }
x-vendor: 1
paths:
  /pets:
    get:
      callbacks: {}
      parameters:
        - { name: name, in: query, schema: { type: string } }
        - { name: mood, in: query, schema: { type: string } }
        - { name: session, in: cookie, schema: { type: string } }
        - { name: ids, in: header, schema: { type: array, items: { type: string } } }
        - { name: X-Request-Id, in: header, schema: { type: string } }
      responses:
        '200':
          description: All.
          headers: { X-Total-Count: { schema: { type: integer } }, X-Mood: { schema: { type: string } } }
          links: {}
          content:
            application/json: { schema: { type: array, items: { $ref: '#/components/schemas/Pet' } } }
            application/xml: { schema: { type: string } }
        '404': { description: None. }
        '429': { description: Slow down. }
    post:
      x-business-rules: [A pet has a name.]
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/NewPet' } } } }
      responses: { '201': { description: It., content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } } } }
components:
  responses: { Unused: { description: Nobody., links: {} } }
  securitySchemes:
    key: { type: apiKey, name: k, in: header }
    mutual: { type: mutualTLS }
  schemas:
    Pet:
      type: object
      xml: { name: pet }
      properties:
        name: { type: string, maxLength: 9 }
    NewPet:
      type: object
      discriminator: { propertyName: kind, mapping: { cat: '#/components/schemas/Pet' } }
      properties:
        name: { type: string, minLength: 1, format: email, title: Name }
        site: { type: string, format: color }
        born: { type: number, format: double, default: 3 }
`;

/** What becomes of a keyword by its place: its pointer in the description. */
async function verdicts(document: SpecDocument): Promise<Map<string, string>> {
  const all = coverageOf(inferModel(document), document);
  return new Map(all.map(({ source, status, area }) => [source.pointer, `${status} ${area}`]));
}

describe('what becomes of a keyword', async () => {
  const found = await verdicts(await documentOf(everything));
  const get = '/paths/~1pets/get';
  const posted = '/components/schemas/NewPet';
  it.each([
    ['a parameter that is understood', `${get}/parameters/0/name`, 'enforced parameters'],
    ['a parameter that is not', `${get}/parameters/1/name`, 'ignored parameters'],
    ['a cookie', `${get}/parameters/2/name`, 'enforced parameters'],
    ['a list in a header', `${get}/parameters/3/name`, 'enforced parameters'],
    ['a header without effect', `${get}/parameters/4/name`, 'enforced parameters'],
    [
      'a total that a header tells',
      `${get}/responses/200/headers/X-Total-Count`,
      'enforced bodies',
    ],
    ['another header', `${get}/responses/200/headers/X-Mood`, 'ignored bodies'],
    [
      'a media type that is served',
      `${get}/responses/200/content/application~1json`,
      'enforced bodies',
    ],
    ['a media type that is not', `${get}/responses/200/content/application~1xml`, 'ignored bodies'],
    ['links', `${get}/responses/200/links`, 'typed bodies'],
    ['an error of the service', `${get}/responses/404`, 'enforced bodies'],
    ['an error that it never has', `${get}/responses/429`, 'ignored bodies'],
    ['callbacks', `${get}/callbacks`, 'enforced operations'],
    ['webhooks', '/webhooks', 'enforced description'],
    ['a path before all paths', '/servers/0/url', 'enforced description'],
    ['a server alone', '/servers/1/url', 'typed description'],
    ['a contact', '/info/contact', 'typed description'],
    ['an API key', '/components/securitySchemes/key/type', 'enforced security'],
    ['mutual TLS', '/components/securitySchemes/mutual/type', 'ignored security'],
    ['a bound of a request', `${posted}/properties/name/minLength`, 'enforced schemas'],
    ['a bound of an answer', '/components/schemas/Pet/properties/name/maxLength', 'typed schemas'],
    ['the type of an answer', '/components/schemas/Pet/properties/name/type', 'enforced schemas'],
    ['a format that Ajv knows', `${posted}/properties/name/format`, 'enforced schemas'],
    ['a format that it does not', `${posted}/properties/site/format`, 'typed schemas'],
    ['a format that takes all', `${posted}/properties/born/format`, 'typed schemas'],
    ['a default of a request', `${posted}/properties/born/default`, 'enforced schemas'],
    ['a title', `${posted}/properties/name/title`, 'typed schemas'],
    ['the mapping of a discriminator', `${posted}/discriminator/mapping`, 'ignored schemas'],
    ['xml', '/components/schemas/Pet/xml', 'ignored schemas'],
    ['an extension of others', '/x-vendor', 'ignored extensions'],
    ['an extension of ours', '/paths/~1pets/post/x-business-rules', 'enforced extensions'],
    ['what nothing refers to', '/components/responses/Unused/links', 'typed bodies'],
  ])('%s', (_what, pointer, expected) => {
    expect(found.get(pointer)).toBe(expected);
  });
});

/** All keywords of JSON Schema and OpenAPI, which a sample could have. */
function pointersIn(value: unknown, pointer = ''): string[] {
  if (typeof value !== 'object' || value === null) return [pointer];
  return Object.entries(value).flatMap(([name, member]) =>
    pointersIn(member, `${pointer}/${name.replace(/~/g, '~0').replace(/\//g, '~1')}`),
  );
}

const samples = join(import.meta.dirname, '../../specs');

describe('no value of a description is left out', () => {
  it.each(readdirSync(samples).filter((name) => !isArazzoName(name)))('of %s', async (file) => {
    const result = await readSpec(join(samples, file), { cwd: samples });
    if (!result.ok) throw new Error(`${file} is invalid`);
    const { document } = result;
    const found = await verdicts(document);
    const isTold = (pointer: string): boolean =>
      found.has(pointer) || (pointer !== '' && isTold(pointer.slice(0, pointer.lastIndexOf('/'))));
    const left = pointersIn(document.written.value).filter((pointer) => !isTold(pointer));
    expect(left).toEqual([]);
    expect([...found.values()].filter((one) => one.startsWith('ignored')).length).toBeLessThan(3);
  });
});
