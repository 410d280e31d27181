import { readFileSync } from 'node:fs';
import { statePaths } from './service-folder.ts';
import { systemCode, workspaceError } from './workspace-error.ts';

const VERSION = 1;

/**
 * What a service was generated from and what was generated: the whole memory between two runs.
 * Nothing in it changes by itself: no time, no machine, no absolute path.
 */
export interface Lock {
  readonly service: string;
  /** Pack and generator with the versions that decide output: `fastify@1 specwright@1`. */
  readonly generator: string;
  /** The pack, where it is not one of Specwright's own: a folder relative to the service's, or an npm package. */
  readonly pack?: string;
  /** Options that decide output, as `name=value` in a fixed order. */
  readonly options: string;
  /** The root description, relative to the service's folder. */
  readonly spec: string;
  /** Overlays in the order in which they apply, relative to the service's folder. */
  readonly overlays: readonly string[];
  /** Arazzo files that were named, relative to the service's folder; others are only inputs. */
  readonly arazzo: readonly string[];
  /** Hash of each input by its path relative to the service's folder. */
  readonly inputs: Readonly<Record<string, string>>;
  /** Hash of the pristine text of each generated file. */
  readonly files: Readonly<Record<string, string>>;
  /** Hash of what the next generation must know of this one to migrate from it. */
  readonly schema?: string;
  /** Generated files that a person deleted: they stay deleted. */
  readonly deleted: readonly string[];
  /** Files whose new text could not be applied; their hash is still that of the old one. */
  readonly conflicts: readonly string[];
  /**
   * Hash of the pristine text of each file that is no longer generated, that a person had edited,
   * and that waits for a decision.
   */
  readonly orphans: Readonly<Record<string, string>>;
  /** Where a person moved generated files to, by the place where they would be generated. */
  readonly moved: Readonly<Record<string, string>>;
  /** What `check` fails on; absent where the configuration says nothing of it. */
  readonly failOn?: readonly string[];
  /** Where accepted bodies of business logic came from, by function. */
  readonly holes: Readonly<Record<string, LockedHole>>;
  /** Those of them whose contract has changed since. */
  readonly stale: readonly string[];
}

/** An accepted body: hashes of its contract and of itself, and who wrote it. */
export interface LockedHole {
  readonly contract: string;
  readonly body: string;
  /** Host of the model's server. */
  readonly provider: string;
  readonly model: string;
  readonly run: string;
}

/** The lockfile's text: sorted, one entry a line, so that git merges two branches line by line. */
export function formatLock(lock: Lock): string {
  const members: [string, string][] = [
    ['version', String(VERSION)],
    ['service', JSON.stringify(lock.service)],
    ['generator', JSON.stringify(lock.generator)],
    ...(lock.pack === undefined
      ? []
      : [['pack', JSON.stringify(lock.pack)] satisfies [string, string]]),
    ['options', JSON.stringify(lock.options)],
    ['spec', JSON.stringify(lock.spec)],
    ['overlays', list(lock.overlays)],
    ...(lock.arazzo.length === 0 ? [] : [['arazzo', list(lock.arazzo)] satisfies [string, string]]),
    ['inputs', table(lock.inputs)],
    ['files', table(lock.files)],
    ...(lock.schema === undefined
      ? []
      : [['schema', JSON.stringify(lock.schema)] satisfies [string, string]]),
    ['deleted', list([...lock.deleted].sort())],
    ['conflicts', list([...lock.conflicts].sort())],
    ...optional('orphans', lock.orphans),
    ...optional('moved', lock.moved),
    ...(lock.failOn === undefined
      ? []
      : [['failOn', list(lock.failOn)] satisfies [string, string]]),
    ['holes', holeTable(lock.holes)],
    ['stale', list([...lock.stale].sort())],
  ];
  return `{\n${members.map(([name, value]) => `  ${JSON.stringify(name)}: ${value}`).join(',\n')}\n}\n`;
}

/** A table that most services do not need. */
const optional = (name: string, entries: Readonly<Record<string, string>>): [string, string][] =>
  Object.keys(entries).length === 0 ? [] : [[name, table(entries)]];

const list = (items: readonly string[]): string =>
  items.length === 0
    ? '[]'
    : `[\n${items.map((item) => `    ${JSON.stringify(item)}`).join(',\n')}\n  ]`;

function table(entries: Readonly<Record<string, string>>): string {
  const lines = Object.keys(entries)
    .sort()
    .map((name) => `    ${JSON.stringify(name)}: ${JSON.stringify(entries[name])}`);
  return lines.length === 0 ? '{}' : `{\n${lines.join(',\n')}\n  }`;
}

const HOLE_MEMBERS = ['contract', 'body', 'provider', 'model', 'run'] as const;

function holeTable(holes: Lock['holes']): string {
  const lines = Object.keys(holes)
    .sort()
    .map((name) => {
      const members = HOLE_MEMBERS.map(
        (member) => `${JSON.stringify(member)}: ${JSON.stringify(holes[name]?.[member])}`,
      );
      return `    ${JSON.stringify(name)}: { ${members.join(', ')} }`;
    });
  return lines.length === 0 ? '{}' : `{\n${lines.join(',\n')}\n  }`;
}

/**
 * The lock of a service; undefined when the folder holds none.
 *
 * @throws WorkspaceError when there is one that cannot be used
 */
export function readLock(service: string): Lock | undefined {
  const path = statePaths(service).lock;
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(systemCode(error) ?? '')) return undefined;
    throw workspaceError('SW6005', `${path} cannot be read: ${messageOf(error)}.`, {
      cause: error,
    });
  }
  return parseLock(text, path);
}

/**
 * Reads what {@link formatLock} wrote.
 *
 * @throws WorkspaceError when it cannot be used
 */
export function parseLock(text: string, path: string): Lock {
  const broken = (what: string, cause?: unknown) =>
    workspaceError(
      'SW6005',
      `${path} ${what}. Take the version that git has, or delete .specwright and generate with --force.`,
      { cause },
    );
  if (/^(?:<{7}|>{7}) /m.test(text)) throw broken('holds conflict markers of a merge');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw broken('is no JSON', error);
  }
  if (!isRecord(value)) throw broken('is no lockfile');
  if (value['version'] !== VERSION)
    throw broken(
      `has version ${JSON.stringify(value['version'])}, and this Specwright knows version ${VERSION}`,
    );
  const { service, generator, options, spec, overlays, inputs, files, schema, deleted, conflicts } =
    value;
  // Services that were generated before there was business logic have none.
  const { holes = {}, stale = [], orphans = {}, moved = {}, arazzo = [], failOn, pack } = value;
  const isWhole =
    isText(service) &&
    isText(generator) &&
    isText(options) &&
    (pack === undefined || isText(pack)) &&
    isText(spec) &&
    isTexts(overlays) &&
    isTexts(arazzo) &&
    isTexts(deleted) &&
    isTexts(conflicts) &&
    (schema === undefined || isText(schema)) &&
    isTable(inputs) &&
    isTable(files) &&
    isTexts(stale) &&
    isTable(orphans) &&
    isTable(moved) &&
    (failOn === undefined || isTexts(failOn)) &&
    isRecord(holes) &&
    Object.values(holes).every(isHole);
  if (!isWhole) throw broken('lacks a member or has one of the wrong type');
  return {
    service,
    generator,
    ...(pack !== undefined && { pack }),
    options,
    spec,
    overlays,
    arazzo,
    inputs: bare(inputs),
    files: bare(files),
    ...(schema !== undefined && { schema }),
    deleted,
    conflicts,
    orphans: bare(orphans),
    moved: bare(moved),
    ...(failOn !== undefined && { failOn }),
    holes: bare(holes as Record<string, LockedHole>),
    stale,
  };
}

/** Without a prototype, so that a file called `constructor` is only there when it is. */
const bare = <Value>(entries: Readonly<Record<string, Value>>): Record<string, Value> =>
  Object.assign(Object.create(null) as Record<string, Value>, entries);

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isHole = (value: unknown): boolean =>
  isRecord(value) && HOLE_MEMBERS.every((member) => isText(value[member]));
const isText = (value: unknown): value is string => typeof value === 'string';
const isTexts = (value: unknown): value is string[] => Array.isArray(value) && value.every(isText);
const isTable = (value: unknown): value is Record<string, string> =>
  isRecord(value) && Object.values(value).every(isText);
const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);
