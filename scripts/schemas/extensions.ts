import { GENERATIONS, KINDS, OPERATORS, ROLES, STYLES } from '../../src/model/overrides.ts';

const ref = (name: string) => ({ $ref: `#/$defs/${name}` });
const map = (name: string) => ({ type: 'object', additionalProperties: ref(name) });
const list = (name: string) => ({ type: 'array', items: ref(name) });
const named = (description: string) => ({ type: 'string', minLength: 1, description });
const size = { type: 'integer', minimum: 1 };
const or = (description: string, ...anyOf: object[]) => ({ description, anyOf });

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace', 'query'];

const properties = (members: Readonly<Record<string, object>>) => ({
  type: ['object', 'boolean'],
  properties: members,
});

/** What `x-specwright` may say in each place; a word that is not listed is a warning (SW2002). */
export const choices = {
  operation: {
    kind: { description: 'What the operation does.', enum: KINDS },
    live: {
      type: 'boolean',
      description: 'false makes a hole of it; true serves it although it has business rules.',
    },
    entity: or(
      'The entity that it is about, or false for none.',
      { type: 'string', minLength: 1 },
      { const: false },
    ),
    key: named('The property that its path goes by.'),
    page: or(
      'How the list is cut into pages.',
      { enum: STYLES },
      {
        type: 'object',
        properties: { style: { enum: STYLES }, defaultSize: size, maximumSize: size },
        minProperties: 1,
        additionalProperties: false,
      },
    ),
  },
  parameter: {
    role: { description: 'What the parameter is for.', enum: ROLES },
    filter: {
      description: 'The field that it filters, and how.',
      type: 'object',
      properties: { field: { type: 'string' }, operator: { enum: OPERATORS } },
      additionalProperties: false,
    },
    field: named('The field that it filters.'),
    operator: { description: 'How it filters.', enum: OPERATORS },
    searches: {
      description: 'The fields of a search.',
      type: 'array',
      items: { type: 'string' },
    },
  },
  schema: {
    unique: { type: 'boolean', description: 'Whether no two rows have the same value.' },
    generation: or(
      'What the service puts in, or false for nothing.',
      { enum: GENERATIONS },
      { const: false },
      {
        type: 'object',
        properties: { constant: true },
        required: ['constant'],
        additionalProperties: false,
      },
      {
        type: 'object',
        properties: { template: { type: 'string' } },
        required: ['template'],
        additionalProperties: false,
      },
      {
        type: 'object',
        properties: {
          random: {
            type: 'object',
            properties: {
              prefix: { type: 'string' },
              alphabet: { type: 'string' },
              length: size,
            },
            additionalProperties: false,
          },
        },
        required: ['random'],
        additionalProperties: false,
      },
    ),
    reference: or(
      'The entity that it refers to, or false for none.',
      { type: 'string', minLength: 1 },
      { const: false },
      {
        type: 'object',
        properties: {
          entity: { type: 'string', minLength: 1 },
          onDelete: { enum: ['cascade', 'restrict'] },
        },
        required: ['entity'],
        additionalProperties: false,
      },
    ),
    column: named('Its column.'),
    entity: or(
      "The entity's name, or false for a schema that is none.",
      { type: 'string', minLength: 1 },
      { const: false },
    ),
    table: named('Its table.'),
    key: named('The property that tells one from another.'),
  },
} as const;

const choice = (place: keyof typeof choices) => ({
  description: 'What Specwright is to take this for; see docs/explain.md.',
  type: 'object',
  properties: choices[place],
  additionalProperties: false,
});

const rules = {
  description: 'Business rules, as sentences or with examples; see docs/holes.md.',
  anyOf: [{ type: 'string' }, { type: 'array', items: ref('rule') }],
};

/** JSON Schema of OpenAPI descriptions that knows Specwright's extensions, and leaves the rest open. */
export const extensionsSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'Extensions of Specwright in OpenAPI descriptions',
  type: 'object',
  properties: {
    paths: map('pathItem'),
    webhooks: map('pathItem'),
    components: {
      type: 'object',
      properties: {
        schemas: map('schema'),
        parameters: map('parameter'),
        requestBodies: map('content'),
        responses: map('content'),
        pathItems: map('pathItem'),
      },
    },
  },
  $defs: {
    pathItem: properties({
      'x-specwright': choice('operation'),
      parameters: list('parameter'),
      additionalOperations: map('operation'),
      ...Object.fromEntries(METHODS.map((method) => [method, ref('operation')])),
    }),
    operation: properties({
      'x-specwright': choice('operation'),
      'x-business-rules': rules,
      parameters: list('parameter'),
      requestBody: ref('content'),
      responses: map('content'),
    }),
    parameter: properties({ 'x-specwright': choice('parameter'), schema: ref('schema') }),
    content: properties({
      content: {
        type: 'object',
        additionalProperties: properties({ schema: ref('schema') }),
      },
    }),
    schema: properties({
      'x-specwright': choice('schema'),
      'x-business-rules': rules,
      'x-renamed-from': named('What the property or the entity was called before.'),
      properties: map('schema'),
      items: ref('schema'),
      additionalProperties: ref('schema'),
      allOf: list('schema'),
      anyOf: list('schema'),
      oneOf: list('schema'),
      not: ref('schema'),
    }),
    rule: {
      anyOf: [
        { type: 'string' },
        {
          type: 'object',
          properties: {
            rule: named('What must hold, as a sentence.'),
            examples: { type: 'array', items: ref('example') },
          },
          required: ['rule'],
        },
      ],
    },
    example: {
      type: 'object',
      properties: {
        given: { description: 'Records that are stored beforehand, by entity.' },
        when: { description: 'What is sent: params, query, headers, body, operation.' },
        then: { description: 'What must come of it: status, code, body, fields of records.' },
      },
      required: ['then'],
    },
  },
} as const;
