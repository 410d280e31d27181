import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { checkProject } from '../../src/config/check-project.ts';
import {
  defaults,
  defineConfig,
  type CheckConfig,
  type FillConfig,
  type Project,
  type ServiceConfig,
} from '../../src/config/project.ts';
import { projectSchema } from '../../src/config/project-schema.ts';

/** Every option: the compiler says when one is missing here, and the test when one is not in the schema. */
const everything: Required<Project> = {
  services: [
    {
      spec: 'shop.yaml',
      out: 'shop',
      overlays: ['a.yaml'],
      arazzo: ['a.arazzo.yaml'],
      name: 'shop',
      pack: 'nestjs',
      templates: 'templates',
      hooks: ['createOrder'],
    } satisfies Required<ServiceConfig>,
  ],
  pack: 'fastify',
  templates: 'templates',
  allowRemote: ['example.com'],
  root: '..',
  maxBytes: 1,
  maxOperations: 1,
  strict: true,
  formatter: 'prettier',
  unknownQuery: 'ignore',
  readOnlyInput: 'refuse',
  test: false,
  sandbox: 'node-permission',
  fill: {
    baseUrl: 'http://localhost:11434/v1',
    models: ['small', 'strong'],
    maxRounds: 5,
    maxInputTokens: 12_000,
    maxOutputTokens: 4000,
    maxTokens: 100_000,
    maxSeconds: 600,
    maxCost: 0.5,
    prices: { small: { input: 0.1, output: 0.4 } },
    approve: 'ask',
    tdd: false,
    jobs: 2,
  } satisfies Required<FillConfig>,
  check: { failOn: ['spec-drift', 'hand-edit'] } satisfies Required<CheckConfig>,
};

const validate = new Ajv2020({ strict: true }).compile(projectSchema);

const invalid: readonly [string, unknown, string, string][] = [
  [
    'an unknown option',
    { servces: [] },
    'SW7003',
    'The option servces is unknown. Did you mean services?',
  ],
  [
    'an unknown option that is like none',
    { watermelon: 1 },
    'SW7003',
    'The option watermelon is unknown. Known are $schema, services, ',
  ],
  [
    'an unknown option of a service',
    { services: [{ spec: 'a', out: 'b', overlay: [] }] },
    'SW7003',
    'The option services[0].overlay is unknown. Did you mean services[0].overlays?',
  ],
  [
    'a missing option',
    { services: [{ spec: 'a' }] },
    'SW7004',
    'The option services[0].out is missing',
  ],
  [
    'text for a number',
    { maxBytes: '5MB' },
    'SW7004',
    'The option maxBytes must be a whole number of at least 1, not the text "5MB".',
  ],
  ['a number that is too small', { maxBytes: 0 }, 'SW7004', 'The option maxBytes must be'],
  ['text for a boolean', { strict: 'yes' }, 'SW7004', 'The option strict must be true or false'],
  [
    'another word than those allowed',
    { unknownQuery: 'warn' },
    'SW7004',
    "The option unknownQuery must be 'refuse' or 'ignore', not the text \"warn\".",
  ],
  [
    'one host for a list',
    { allowRemote: 'example.com' },
    'SW7004',
    'The option allowRemote must be a list',
  ],
  [
    'an empty path',
    { services: [{ spec: '', out: 'b' }] },
    'SW7004',
    'The option services[0].spec must be a text that is not empty',
  ],
  ['null', { pack: null }, 'SW7004', 'must be a text that is not empty, not null'],
  ['a member of every object', { constructor: 1 }, 'SW7003', 'The option constructor is unknown'],
];

test('type and schema have the same options', () => {
  expect(Object.keys(everything).sort()).toEqual(
    Object.keys(projectSchema.properties)
      .filter((name) => name !== '$schema')
      .sort(),
  );
  expect(Object.keys(everything.services[0] ?? {}).sort()).toEqual(
    Object.keys(projectSchema.properties.services.items.properties).sort(),
  );
});

test('the defaults are those that the schema tells', () => {
  const told = Object.entries(projectSchema.properties).flatMap(([name, schema]) =>
    'default' in schema ? [[name, schema.default]] : [],
  );
  expect(Object.fromEntries(told)).toEqual(defaults);
});

test.each([
  ['everything', everything],
  ['nothing', {}],
])('%s is valid, here and by the schema', (_what, project) => {
  expect(checkProject(project, 'specwright.config.ts')).toEqual({ ok: true, project });
  expect(validate(project)).toBe(true);
});

test.each(invalid)('%s is refused, here and by the schema', (_what, project, code, words) => {
  const result = checkProject(project, 'specwright.config.ts');
  expect(result).toMatchObject({
    ok: false,
    diagnostics: [{ code, severity: 'error', message: expect.stringContaining(words) as string }],
  });
  expect(validate(project)).toBe(false);
});

test.each([undefined, null, [], 'text'])('%j is no configuration', (value) => {
  expect(checkProject(value, 'specwright.config.ts')).toMatchObject({
    ok: false,
    diagnostics: [
      {
        message: expect.stringContaining(
          'What specwright.config.ts exports must be an object',
        ) as string,
      },
    ],
  });
});

test('defineConfig only types', () => {
  expect(defineConfig(everything)).toBe(everything);
});
