import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { generatedService } from './service.ts';

const description = `openapi: 3.1.0
info: { title: Anything, version: '1' }
paths:
  /things:
    post:
      operationId: sendThing
      requestBody: { content: { application/xml: { schema: { type: object, properties: { a: { type: string } } } } } }
      responses: { '204': { description: Sent } }
`;

type Schema = Readonly<Record<string, unknown>>;
type Form = Readonly<Record<string, unknown>>;

interface Codec {
  bodyForm(schema: Schema): Form;
  writeXml(form: Form, value: unknown): string;
  readXml(form: Form, document: string): unknown;
}

let codec: Codec;
beforeAll(async () => {
  const service = await generatedService(description);
  const parts = await Promise.all(
    ['form', 'write', 'read'].map((name) => service.module<Partial<Codec>>(`http/xml/${name}.ts`)),
  );
  codec = Object.assign({}, ...parts) as Codec;
});

const SCALARS: readonly Schema[] = [
  { type: 'string' },
  { type: 'integer' },
  { type: 'number' },
  { type: 'boolean' },
];
const NODES: readonly Schema[] = [{}, { attribute: true }];
const KEY = fc.oneof(
  fc.string({ unit: 'grapheme', minLength: 1 }),
  fc.constantFrom('__proto__', 'constructor', 'a b', '_x0041_', '3d', 'xml', 'a:b', '-', '_'),
);

/** Schemas of which XML can keep every value: nothing in them is nullable but elements. */
const schemaOf = (depth: number): fc.Arbitrary<Schema> => {
  const scalar = fc.constantFrom(...SCALARS);
  if (depth === 0) return scalar;
  const inner = schemaOf(depth - 1);
  const nullable = inner
    .filter(({ type }) => typeof type === 'string' && type !== 'array')
    .map((schema) => ({ ...schema, type: [schema.type, 'null'] }));
  const list = fc.record({ items: inner, wrapped: fc.boolean() });
  return fc.oneof(
    scalar,
    nullable,
    list.map(({ items, wrapped }) => ({ type: 'array', items, xml: { wrapped } })),
    scalar.map((additionalProperties) => ({ type: 'object', additionalProperties })),
    objectOf(inner),
  );
};

/** Lists must be there: an empty one that has no element of its own cannot be told from none. */
const objectOf = (inner: fc.Arbitrary<Schema>): fc.Arbitrary<Schema> => {
  const attribute = fc.record({
    schema: fc.constantFrom(...SCALARS),
    xml: fc.constantFrom(...NODES),
  });
  const scalar = attribute.map(({ schema, xml }) => ({ ...schema, xml }));
  const member = fc.record({ key: KEY, schema: fc.oneof(scalar, inner), required: fc.boolean() });
  const named = fc.record({
    members: fc.uniqueArray(member, { selector: ({ key }) => key, maxLength: 5 }),
    prefix: fc.constantFrom(undefined, 'p'),
    text: fc.constantFrom(undefined, 'text', 'cdata'),
  });
  return named.map(({ members, prefix, text }) => ({
    type: 'object',
    xml: prefix === undefined ? {} : { namespace: 'urn:a&b', prefix },
    required: [
      ...members.flatMap(({ key, schema, required }) =>
        required || Reflect.get(schema, 'type') === 'array' ? [key] : [],
      ),
      'its text',
    ],
    properties: Object.fromEntries([
      ...members.map(({ key, schema }) => [key, schema] as const),
      ...(text === undefined ? [] : [['its text', { type: 'string', xml: { nodeType: text } }]]),
    ]),
  }));
};

const TEXT = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom('', ' ', '\r\n\t', ']]>', '<![CDATA[', '&amp;', '"\'', '\u{10ffff}'),
);

/** Values of a schema. */
function valueOf(schema: Schema): fc.Arbitrary<unknown> {
  const { type, items, properties, additionalProperties } = schema;
  if (Array.isArray(type)) return fc.option(valueOf({ ...schema, type: type[0] as unknown }));
  if (type === 'string') return TEXT;
  if (type === 'integer') return fc.maxSafeInteger();
  if (type === 'number') return fc.double({ noNaN: true, noDefaultInfinity: true });
  if (type === 'boolean') return fc.boolean();
  if (type === 'array') return fc.array(valueOf(items as Schema), { maxLength: 4 });
  if (!properties) return fc.dictionary(KEY, valueOf(additionalProperties as Schema));
  const required = schema.required as readonly string[];
  const members = Object.entries(Object(properties) as object).map(([key, own]) =>
    (required.includes(key)
      ? valueOf(own as Schema).map((value) => [value])
      : fc.option(
          valueOf(own as Schema).map((value) => [value]),
          { nil: [] },
        )
    ).map((found: unknown[]) => found.map((value) => [key, value] as const)),
  );
  return fc.tuple(...members).map((found) => Object.fromEntries(found.flat()));
}

/** JSON whatever the order of members. */
const sorted = (value: unknown): string =>
  JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.entries(inner).sort(([one], [other]) => (one < other ? -1 : 1))
      : inner,
  );

test('what is written as XML is read as it was', () => {
  const pair = schemaOf(3).chain((schema) =>
    valueOf(schema).map((value) => ({
      schema: { ...schema, xml: { ...Object(schema.xml), name: 'root' } },
      value,
    })),
  );
  fc.assert(
    fc.property(pair, ({ schema, value }) => {
      const form = codec.bodyForm(schema);
      expect(sorted(codec.readXml(form, codec.writeXml(form, value)))).toBe(sorted(value));
    }),
    { numRuns: 300 },
  );
});

test('any text makes a document, whatever JSON holds', () => {
  fc.assert(
    fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
      const form = codec.bodyForm({});
      expect(() => codec.readXml(form, codec.writeXml(form, value))).not.toThrow();
    }),
    { numRuns: 300 },
  );
});

test('what a schema requires and no request brings is not made up', () => {
  const list = { type: 'array', items: { type: 'string' } };
  const form = codec.bodyForm({
    type: 'object',
    required: ['sent', 'told'],
    properties: { sent: list, told: { ...list, readOnly: true } },
  });
  expect(codec.readXml(form, '<root/>')).toEqual({ sent: [] });
});
