import { expect, test } from 'vitest';
import { document, found, read } from '../support/description.ts';

/** A description that offers its schemas in a media type. */
const offering = (
  version: string,
  type: string,
  schemas: string,
  schema = '{ $ref: "#/components/schemas/A" }',
) => `
openapi: ${version}
info: { title: X, version: '1' }
paths:
  /a: { get: { responses: { '200': { description: A, content: { ${type}: { schema: ${schema} } } } } } }
components:
  schemas:
${schemas.replace(/^/gm, '    ')}
`;

const schemasOf = async (text: string) => {
  const result = await read({ 'it.yaml': text });
  const told = found(result).map(({ code, message }) => `${code} ${message}`);
  return { schemas: result.ok ? result.document.api.components?.schemas : undefined, told };
};

test('keywords of XML are kept where XML is offered, and nowhere else', async () => {
  const schemas =
    'A: { type: object, xml: { name: a }, properties: { xml: { type: string, xml: { attribute: true } } } }';
  expect((await schemasOf(offering('3.0.3', 'application/xml', schemas))).schemas).toEqual({
    A: {
      type: 'object',
      xml: { name: 'a' },
      properties: { xml: { type: 'string', xml: { attribute: true } } },
    },
  });
  expect((await schemasOf(offering('3.0.3', 'application/json', schemas))).schemas).toEqual({
    A: { type: 'object', properties: { xml: { type: 'string' } } },
  });
});

test('the words of 3.2 become those of all versions, and names what the place means there', async () => {
  const { schemas } = await schemasOf(
    offering(
      '3.2.0',
      'text/xml',
      `A:
  type: object
  properties:
    id: { type: string, xml: { nodeType: attribute } }
    text: { type: string, xml: { nodeType: cdata } }
    list: { type: array, xml: { nodeType: element, name: all }, items: { type: string } }
    spread: { type: array, xml: { nodeType: none, name: lost }, items: { $ref: '#/components/schemas/B' } }
    b: { $ref: '#/components/schemas/B' }
B: { type: object, xml: { nodeType: element } }`,
    ),
  );
  expect(schemas).toMatchObject({
    A: {
      properties: {
        id: { xml: { attribute: true } },
        text: { xml: { nodeType: 'cdata' } },
        list: { xml: { wrapped: true, name: 'all' }, items: { xml: { name: 'list' } } },
        spread: { xml: {}, items: { xml: { name: 'B' } } },
        b: { xml: { name: 'B' } },
      },
    },
    B: { type: 'object' },
  });
});

test('a list that is a document is called by its items', async () => {
  const list = '{ type: array, items: { $ref: "#/components/schemas/A" } }';
  const { api } = await document({
    'it.yaml': offering(
      '3.1.0',
      'application/xml',
      'A: { type: object, xml: { name: puppy } }',
      list,
    ),
  });
  expect(api.paths?.['/a']?.get?.responses?.['200']?.content).toEqual({
    'application/xml': {
      schema: {
        type: 'array',
        xml: { name: 'puppies' },
        items: { $ref: '#/components/schemas/A', xml: { name: 'puppy' } },
      },
    },
  });
});

test('what XML cannot have is left out and told', async () => {
  const { schemas, told } = await schemasOf(
    offering(
      '3.2.0',
      'application/xml',
      'A: { type: object, xml: { name: "a:b", prefix: p, nodeType: whole, size: 3 }, properties: { b: { type: string, xml: no } } }',
    ),
  );
  expect(schemas).toEqual({ A: { type: 'object', properties: { b: { type: 'string' } } } });
  expect(told).toEqual([
    'SW1202 name should be the name of an XML element without a prefix, not "a:b", and is left out. Correct it.',
    'SW1215 A prefix stands for a namespace, and none is named: it is left out. Add the namespace.',
    'SW1202 nodeType should be element, attribute, text, cdata or none, not "whole", and is left out. Correct it.',
    'SW1214 An XML object has no member size, which is left out. Delete it.',
    'SW1202 "xml" should be an object, not text, and is left out. Correct it.',
  ]);
});

test('a member that is called like one of all objects is no member of XML', async () => {
  const members = `{ toString: a, constructor: { name: b }, hasOwnProperty: true, name: c }`;
  const { schemas, told } = await schemasOf(
    offering('3.2.0', 'text/xml', `A: { type: object, xml: ${members} }`),
  );
  expect(schemas).toEqual({ A: { type: 'object', xml: { name: 'c' } } });
  expect(told.filter((text) => text.includes('has no member'))).toHaveLength(3);
});
