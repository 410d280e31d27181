import { sandboxChoices } from '../sandbox/provider.ts';
import { failOnByDefault, findingKinds } from '../workspace/finding-kinds.ts';

/** The part of JSON Schema 2020-12 that {@link projectSchema} needs and `check-project.ts` knows. */
export type OptionSchema =
  | {
      readonly type: 'string';
      readonly description: string;
      readonly minLength?: number;
      readonly enum?: readonly string[];
      readonly default?: string;
    }
  | {
      readonly type: 'integer';
      readonly description: string;
      readonly minimum: number;
      readonly default?: number;
    }
  | { readonly type: 'number'; readonly description: string; readonly minimum: number }
  | { readonly type: 'boolean'; readonly description: string; readonly default?: boolean }
  | {
      readonly type: 'array';
      readonly description: string;
      readonly items: OptionSchema;
      readonly default?: readonly string[];
    }
  | ObjectSchema;

export interface ObjectSchema {
  readonly type: 'object';
  readonly description: string;
  readonly properties: Readonly<Record<string, OptionSchema>>;
  readonly required?: readonly string[];
  /** What the members of any other name are; none by default. */
  readonly additionalProperties: false | OptionSchema;
}

const path = (description: string) => ({ type: 'string', description, minLength: 1 }) as const;

const bound = (description: string) => ({ type: 'integer', description, minimum: 1 }) as const;

/** JSON Schema of {@link Project}, for editors of `specwright.config.json` and for validation. */
export const projectSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'Specwright project',
  type: 'object',
  description: 'Everything that is the same for each run of Specwright.',
  properties: {
    $schema: path('The address of this schema.'),
    services: {
      type: 'array',
      description: 'The services of this project.',
      items: {
        type: 'object',
        description: 'One description and the service that is generated from it.',
        properties: {
          spec: path('The OpenAPI description, relative to the configuration file.'),
          out: path('The folder of the service, relative to the configuration file.'),
          overlays: {
            type: 'array',
            description:
              'OpenAPI Overlay 1.0 files, applied in this order, relative to the configuration file.',
            items: path('An overlay file.'),
          },
          arazzo: {
            type: 'array',
            description:
              'Arazzo 1.0 files whose workflows become tests, relative to the configuration file.',
            items: path('An Arazzo file.'),
          },
          name: path(
            'The npm package name of the service. By default made from the title of the description.',
          ),
          hooks: {
            type: 'array',
            description:
              'Ids of operations to hook business logic into, though the description asks for none.',
            items: path('An operation id.'),
          },
          pack: path(
            'The template pack of this service: fastify, nestjs, a folder relative to the configuration file, or an npm package. By default that of the project.',
          ),
          templates: path(
            'The folder of templates that stand in for those of the pack, for this service alone, relative to the configuration file. By default that of the project.',
          ),
        },
        required: ['spec', 'out'],
        additionalProperties: false,
      },
    },
    pack: {
      type: 'string',
      description:
        'The template pack: fastify, nestjs, a folder relative to the configuration file (./packs/own), or an npm package.',
      minLength: 1,
      default: 'fastify',
    },
    templates: {
      ...path(
        'The folder of templates that stand in for those of the pack, relative to the configuration file.',
      ),
      default: 'templates',
    },
    allowRemote: {
      type: 'array',
      description: 'Hosts from which a $ref may read.',
      items: path('A host name.'),
      default: [],
    },
    root: path(
      'The folder that descriptions and their references may reach, relative to the configuration file.',
    ),
    maxBytes: {
      type: 'integer',
      description: 'The largest description file that is read, in bytes.',
      minimum: 1,
      default: 52428800,
    },
    maxOperations: {
      type: 'integer',
      description: 'The most operations that a description may have.',
      minimum: 1,
      default: 5000,
    },
    strict: {
      type: 'boolean',
      description:
        'Refuse descriptions that break a rule, though their meaning is beyond doubt, or that have a keyword without effect.',
      default: false,
    },
    formatter: {
      type: 'string',
      description: 'What formats the generated text.',
      enum: ['prettier'],
      default: 'prettier',
    },
    unknownQuery: {
      type: 'string',
      description:
        'What a service does with query parameters that its description does not declare.',
      enum: ['refuse', 'ignore'],
      default: 'refuse',
    },
    readOnlyInput: {
      type: 'string',
      description: 'What a service does with readOnly members that a client sends.',
      enum: ['refuse', 'ignore'],
      default: 'ignore',
    },
    test: {
      type: 'boolean',
      description: 'Run the tests of the service before anything is written.',
      default: true,
    },
    sandbox: {
      type: 'string',
      description:
        'Where the tests run. By default in the strongest sandbox that works on the machine.',
      enum: sandboxChoices,
      default: 'auto',
    },
    fill: {
      type: 'object',
      description: 'How specwright fill completes business logic.',
      properties: {
        baseUrl: path('Base URL of an OpenAI-compatible server.'),
        models: {
          type: 'array',
          description: 'Models from the cheapest to the strongest.',
          items: path('A model.'),
        },
        maxRounds: bound('Rounds for one hole.'),
        maxInputTokens: bound('Tokens of one request.'),
        maxOutputTokens: bound('Tokens of one answer.'),
        maxTokens: bound('Tokens of one run, input and output together.'),
        maxSeconds: bound('Seconds of one run.'),
        maxCost: { type: 'number', description: 'Money of one run.', minimum: 0 },
        prices: {
          type: 'object',
          description: 'What a million tokens cost, by model.',
          properties: {},
          additionalProperties: {
            type: 'object',
            description: 'What a million tokens of one model cost.',
            properties: {
              input: { type: 'number', description: 'Of a request.', minimum: 0 },
              output: { type: 'number', description: 'Of an answer.', minimum: 0 },
            },
            required: ['input', 'output'],
            additionalProperties: false,
          },
        },
        approve: {
          type: 'string',
          description: 'When a person is asked before a body is kept.',
          enum: ['ask', 'tests', 'never'],
          default: 'tests',
        },
        tdd: {
          type: 'boolean',
          description: 'Have the model propose tests first, where rules have no examples.',
          default: true,
        },
        jobs: bound('Holes that are filled at once.'),
      },
      additionalProperties: false,
    },
    check: {
      type: 'object',
      description: 'What specwright check is strict about.',
      properties: {
        failOn: {
          type: 'array',
          description: 'What it fails on; everything else is told, and no failure.',
          items: { type: 'string', description: 'A kind of finding.', enum: findingKinds },
          default: failOnByDefault,
        },
      },
      additionalProperties: false,
    },
  },
  additionalProperties: false,
} as const satisfies ObjectSchema & { readonly $schema: string; readonly title: string };
