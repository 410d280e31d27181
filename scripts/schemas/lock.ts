import { findingKinds } from '../../src/workspace/finding-kinds.ts';
import type { Lock, LockedHole } from '../../src/workspace/lockfile.ts';

const text = (description: string) => ({ type: 'string', description }) as const;

const hash = (description: string) =>
  ({ type: 'string', description, pattern: '^[0-9a-f]+$' }) as const;

const paths = (description: string) =>
  ({ type: 'array', description, items: { type: 'string' } }) as const;

const hashes = (description: string) =>
  ({
    type: 'object',
    description,
    additionalProperties: { type: 'string', pattern: '^[0-9a-f]+$' },
  }) as const;

const hole = {
  contract: hash('Hash of the contract that the body was written for.'),
  body: hash('Hash of the body as it was accepted.'),
  provider: text("Host of the model's server."),
  model: text('Who wrote it.'),
  run: text('The run of specwright fill.'),
} as const satisfies Record<keyof LockedHole, object>;

/** Every member, so that the compiler says when one is missing here. */
const members = {
  version: { const: 1, description: 'Of the form of this file.' },
  service: text('The npm package name.'),
  generator: text('Pack and generator with the versions that decide output.'),
  pack: text(
    "The pack, where it is not one of Specwright's own: a folder relative to the service's, or an npm package.",
  ),
  options: text('Options that decide output, as name=value in a fixed order.'),
  spec: text("The root description, relative to the service's folder."),
  overlays: paths('Overlays in the order in which they apply.'),
  arazzo: paths('Arazzo files that were named.'),
  inputs: hashes("Hash of each input by its path relative to the service's folder."),
  files: hashes('Hash of the pristine text of each generated file.'),
  schema: hash('Hash of what the next generation must know of this one to migrate from it.'),
  deleted: paths('Generated files that a person deleted: they stay deleted.'),
  conflicts: paths('Files whose new text could not be applied.'),
  orphans: hashes('Edited files that are no longer generated and wait for a decision.'),
  moved: {
    type: 'object',
    description: 'Where a person moved generated files to.',
    additionalProperties: { type: 'string' },
  },
  failOn: {
    type: 'array',
    description: 'What specwright check fails on.',
    items: { type: 'string', enum: findingKinds },
  },
  holes: {
    type: 'object',
    description: 'Where accepted bodies of business logic came from, by function.',
    additionalProperties: {
      type: 'object',
      properties: hole,
      required: Object.keys(hole),
      additionalProperties: false,
    },
  },
  stale: paths('Functions whose contract has changed since their body was accepted.'),
} as const satisfies Record<keyof Required<Lock> | 'version', object>;

/** JSON Schema of `.specwright/lock.json`. */
export const lockSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'Specwright lock',
  description: 'What a service was generated from and what was generated. Written by Specwright.',
  type: 'object',
  properties: { $schema: text('The address of this schema.'), ...members },
  required: [
    'version',
    'service',
    'generator',
    'options',
    'spec',
    'overlays',
    'inputs',
    'files',
    'deleted',
    'conflicts',
  ] satisfies (keyof typeof members)[],
  additionalProperties: false,
} as const;
