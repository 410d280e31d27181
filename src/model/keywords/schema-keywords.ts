import { fullFormats } from 'ajv-formats/dist/formats.js';
import {
  each,
  plainly,
  type Rule,
  type Table,
  type Use,
  type Verdict,
  type Visit,
} from './types.ts';

const BY_USE: Readonly<Record<Use, Verdict>> = {
  request: ['enforced', 'Ajv checks it in every request'],
  answer: ['typed', 'it is in the types, and the tests of the service hold its answers to it'],
  type: ['typed', 'it is in the types only'],
};

/** Keywords that only check a value. */
const check: Rule = { verdict: ({ use }) => BY_USE[use] };

const FORM: Verdict = ['enforced', 'answers are made in this form'];
const formVerdict = ({ use }: Visit): Verdict => (use === 'answer' ? FORM : BY_USE[use]);

/** Keywords that also say what an answer looks like. */
const form = (as?: 'list' | 'map'): Rule => ({
  verdict: formVerdict,
  below: { kind: 'schema', ...(as && { as }) },
});
const checkBelow = (as?: 'list' | 'map'): Rule => ({
  verdict: ({ use }) => BY_USE[use],
  below: { kind: 'schema', ...(as && { as }) },
});

/** Formats that Ajv knows and that refuse something; `true` stands for those that refuse nothing. */
const CHECKED = new Set(
  Object.entries(fullFormats).flatMap(([name, format]) => (format === true ? [] : [name])),
);
/** Ajv takes every number for these (ajv-formats: `validateNumber`). */
const ANY_NUMBER = new Set(['float', 'double']);

function format({ node, use }: Visit): Verdict {
  const name = String(node.value);
  if (!CHECKED.has(name)) return ['typed', `no check goes by the format ${name}`];
  if (ANY_NUMBER.has(name)) return ['typed', `every number is a ${name}`];
  return BY_USE[use];
}

/** Where a body is offered in XML. */
const xml = ({ operation, use }: Visit): Verdict => {
  const bodies = use === 'request' ? [operation?.request] : (operation?.responses ?? []);
  return bodies.some((body) => body?.contents.some((content) => content.xml))
    ? ['enforced', 'XML is read and written by it']
    : ['ignored', 'no XML is offered here'];
};

function fallback({ use }: Visit): Verdict {
  return use === 'request'
    ? ['enforced', 'it is filled in where a request leaves the value out']
    : BY_USE[use];
}

/** In the 2020-12 dialect, and in the older ones that are upgraded to it. */
export const schemaTable: Table = {
  area: 'schemas',
  rules: {
    ...each('type nullable x-nullable', { verdict: formVerdict }),
    ...each(
      'enum const pattern multipleOf minimum maximum exclusiveMinimum exclusiveMaximum minLength maxLength minItems maxItems uniqueItems minContains maxContains minProperties maxProperties dependentRequired',
      check,
    ),
    required: { verdict: formVerdict },
    ...each('properties', form('map')),
    ...each('items', form()),
    ...each('prefixItems allOf anyOf oneOf', form('list')),
    additionalProperties: form(),
    ...each('patternProperties dependentSchemas', checkBelow('map')),
    ...each(
      'not if then else contains propertyNames unevaluatedProperties unevaluatedItems',
      checkBelow(),
    ),
    dependencies: check,
    format: { verdict: format },
    default: { verdict: fallback },
    readOnly: plainly('enforced', 'requests cannot set it'),
    writeOnly: plainly('enforced', 'answers never show it'),
    ...each('$ref $dynamicRef $id id $anchor $dynamicAnchor $recursiveAnchor', {
      verdict: ['enforced', 'references are followed'],
    }),
    ...each('$defs definitions', {
      verdict: ['enforced', 'references lead there'],
      below: { kind: 'schema', as: 'map', use: 'type' },
    }),
    ...each('title description', { verdict: ['typed', 'it is documentation'] }),
    deprecated: plainly('typed', 'types tell editors so'),
    ...each('example examples x-example', {
      verdict: ['typed', 'the tests of the service send it'],
    }),
    $comment: plainly('typed', 'it is a comment'),
    externalDocs: plainly('typed', 'it is documentation'),
    $schema: plainly('ignored', 'every schema is read as JSON Schema 2020-12'),
    $vocabulary: plainly('ignored', 'every schema is read as JSON Schema 2020-12'),
    contentEncoding: plainly('typed', 'it decides the type of a column, and nothing decodes it'),
    contentMediaType: plainly('typed', 'nothing reads the text'),
    contentSchema: plainly('ignored', 'nothing reads the text'),
    xml: { verdict: xml },
    discriminator: {
      verdict: ['typed', 'requests are held to the variants themselves'],
      below: { kind: 'discriminator' },
    },
    collectionFormat: plainly('enforced', 'lists are read so'),
  },
};

export const discriminatorTable: Table = {
  area: 'schemas',
  rules: {
    propertyName: plainly('typed', 'the tests of the service choose variants by it'),
    mapping: plainly('ignored', 'no request is held to it: give each variant a const'),
    defaultMapping: plainly('ignored', 'nothing selects a schema by it'),
  },
};
