import { Lines } from '../../diagnostics/lines.ts';
import { JsonFault, jsonTree } from '../../spec/read/json-text.ts';
import { PackError, type PackPlace } from './pack-error.ts';
import { type Check, type Fault, list, object, table, text } from './value-checks.ts';

/** A package that a generated service depends on: its version, or that with a condition. */
export type Dependency = string | { readonly version: string; readonly when?: string };

/** What `pack.json` says of a pack. */
export interface Manifest {
  readonly name: string;
  readonly version: string;
  /** The pack whose files, partials, conditions and dependencies this one starts from. */
  readonly extends?: string;
  /** Output paths of the extended pack that this one leaves out. */
  readonly without?: readonly string[];
  /** Conditions by output path: `{ "src/auth.ts": "service.secured" }`. */
  readonly when?: Readonly<Record<string, string>>;
  /** What a pack that extends this one must bring. */
  readonly needs?: {
    readonly files?: readonly string[];
    readonly partials?: readonly string[];
  };
  readonly dependencies?: Readonly<Record<string, Dependency>>;
  readonly devDependencies?: Readonly<Record<string, Dependency>>;
}

const anyText = text(/./s, 'a text that is not empty');
const condition = text(/^[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*$/, 'the name of a member of the view');
const version = text(/^[^\s]+$/, 'a version');

const dependency: Check = (value, path) =>
  typeof value === 'string'
    ? version(value, path)
    : object({ version, when: condition }, ['version'])(value, path);

const manifest = object(
  {
    $schema: anyText,
    name: text(/^(?:@[a-z0-9][\w.-]*\/)?[a-z0-9][\w.-]*$/, 'a name like those of npm packages'),
    version: text(/^[\w.+-]+$/, 'a version'),
    extends: anyText,
    without: list(anyText),
    when: table(condition),
    needs: object({ files: list(anyText), partials: list(anyText) }),
    dependencies: table(dependency),
    devDependencies: table(dependency),
  },
  ['name', 'version'],
);

/**
 * Reads the text of a `pack.json`.
 *
 * @throws PackError at the first place where it is not valid
 */
export function parseManifest(file: string, source: string): Manifest {
  let value: unknown;
  try {
    value = JSON.parse(source);
  } catch {
    throw jsonError(file, source);
  }
  const [fault] = manifest(value, []);
  if (fault === undefined) return value as Manifest;
  throw manifestError(file, source, fault);
}

/** The parser that is fast does not always say where; this one does. */
function jsonError(file: string, source: string): PackError {
  try {
    jsonTree(source);
  } catch (error) {
    if (!(error instanceof JsonFault)) throw error;
    const place = { file, text: source, ...new Lines(source).position(error.offset) };
    return new PackError('SW3004', `The manifest is no JSON: ${error.message}.`, place);
  }
  return new PackError('SW3004', 'The manifest is no JSON.', { file, text: source });
}

/** A fault at a member of a manifest. */
export function manifestError(file: string, source: string, { path, why }: Fault): PackError {
  const subject = path.length === 0 ? 'The manifest' : `The member ${path.join('.')}`;
  return new PackError('SW3004', `${subject} ${why}.`, memberPlace(file, source, path));
}

/** Where a member of a manifest stands. */
export function memberPlace(file: string, source: string, path: Fault['path']): PackPlace {
  const { start } = jsonTree(source).find(path.map(String));
  return { file, text: source, ...new Lines(source).position(start) };
}
