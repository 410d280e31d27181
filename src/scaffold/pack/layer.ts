import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { MANIFEST, type PackFolder } from './find-pack.ts';
import { type Manifest, parseManifest } from './manifest.ts';
import { PackError } from './pack-error.ts';

/** Where a pack keeps what its templates share; nothing in it is a file of the output. */
const PARTIALS = 'partials/';

/** The text of a template, and the file that it stands in. */
export interface TemplateText {
  /** Absolute. */
  readonly file: string;
  readonly text: string;
}

/** One pack as its folder has it, without what it extends. */
export interface Layer {
  readonly folder: string;
  readonly kind: PackFolder['kind'];
  readonly manifest: Manifest;
  /** The text of the manifest, for what is said of it. */
  readonly manifestText: string;
  /** Templates by output path. */
  readonly templates: ReadonlyMap<string, TemplateText>;
  /** Partials by name: that of their file, without `.hbs`. */
  readonly partials: ReadonlyMap<string, TemplateText>;
  /** The module with its helpers, if it has one. */
  readonly helpers: TemplateText | undefined;
}

/**
 * Reads a pack's folder: its manifest and every `.hbs` file, in a stable order.
 *
 * @throws PackError
 */
export function readLayer({ folder, kind }: PackFolder): Layer {
  const file = join(folder, MANIFEST);
  const manifestText = readFileSync(file, 'utf8');
  const manifest = parseManifest(file, manifestText);
  return { folder, kind, manifest, manifestText, ...readTemplates(folder) };
}

/** Folders below a pack that hold no templates. */
const FOREIGN = new Set(['node_modules', '.git', '.specwright']);

/** Where a pack's helpers are looked for, in this order. */
const HELPERS = ['helpers.ts', 'helpers.mts', 'helpers.js', 'helpers.mjs'];

/**
 * The templates, partials and helpers of a folder; packs in it stand by themselves. They are small
 * and many: read one after the other, they take half of the processor time that handing each to
 * another thread does.
 *
 * @throws PackError
 */
export function readTemplates(folder: string): Pick<Layer, 'templates' | 'partials' | 'helpers'> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const others = entries
    .filter((entry) => entry.name === MANIFEST && entry.parentPath !== folder)
    .map((entry) => `${relative(folder, entry.parentPath).split(sep).join('/')}/`);
  const isInAnother = (name: string) => others.some((other) => name.startsWith(other));
  const files = entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.hbs'))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((name) => !FOREIGN.has(name.split('/')[0] ?? '') && !isInAnother(name))
    .sort();
  const texts = files.map((name): [string, TemplateText] => {
    const file = join(folder, name);
    return [name.replace(/\.hbs$/, ''), { file, text: readFileSync(file, 'utf8') }];
  });
  const templates = texts.filter(([name]) => !name.startsWith(PARTIALS));
  for (const [path, { file }] of templates) refuseMisplaced(path, file);
  const helpers = HELPERS.map((name) => join(folder, name)).find((file) => existsSync(file));
  return {
    helpers:
      helpers === undefined ? undefined : { file: helpers, text: readFileSync(helpers, 'utf8') },
    templates: new Map(templates),
    partials: new Map(
      texts.flatMap(([name, text]) =>
        name.startsWith(PARTIALS) ? [[name.slice(PARTIALS.length), text] as const] : [],
      ),
    ),
  };
}

/** What Specwright makes itself, and names that a path of a service cannot have. */
const MISPLACED: readonly (readonly [RegExp, string])[] = [
  [/^openapi\.json$/, 'Specwright writes openapi.json itself'],
  [/^migrations\//, 'Specwright writes the migrations itself'],
  [
    /[\\:*?"<>|\p{Cc}]|(?:^|\/)\.\.?(?:\/|$)|(?:^|\/)(?:\.git|node_modules)(?:\/|$)/iu,
    'no file of a service goes there',
  ],
  [
    /\[(?!(?:entity|resource|workflow|operation)\])[^\]]*\]?/,
    'only [entity], [resource], [workflow] and [operation] can stand for a name',
  ],
  [
    /^(?=.*\[operation\]).*\[(?:entity|workflow)\]/,
    'beside [operation], only [resource] can stand for a name',
  ],
];

function refuseMisplaced(path: string, file: string): void {
  const found = MISPLACED.find(([pattern]) => pattern.test(path));
  if (found)
    throw new PackError('SW3010', `${path} is no place for a template: ${found[1]}.`, { file });
}
