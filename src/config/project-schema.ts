import { sandboxChoices } from '../sandbox/provider.ts';

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
  readonly additionalProperties: false;
}

const path = (description: string) => ({ type: 'string', description, minLength: 1 }) as const;

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
          name: path(
            'The npm package name of the service. By default made from the title of the description.',
          ),
        },
        required: ['spec', 'out'],
        additionalProperties: false,
      },
    },
    pack: {
      type: 'string',
      description: 'The template pack.',
      enum: ['fastify'],
      default: 'fastify',
    },
    allowRemote: {
      type: 'array',
      description: 'Hosts from which a $ref may read.',
      items: path('A host name.'),
      default: [],
    },
    maxBytes: {
      type: 'integer',
      description: 'The largest description file that is read, in bytes.',
      minimum: 1,
      default: 52428800,
    },
    strict: {
      type: 'boolean',
      description: 'Refuse descriptions that break a rule, though their meaning is beyond doubt.',
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
  },
  additionalProperties: false,
} as const satisfies ObjectSchema & { readonly $schema: string; readonly title: string };
