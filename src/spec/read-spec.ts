import { dirname, resolve } from 'node:path';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { readArazzo } from './arazzo/read-arazzo.ts';
import type { SpecDocument } from './document.ts';
import { Findings } from './findings.ts';
import { normaliseDocument } from './normalise/document.ts';
import { Reading } from './normalise/reading.ts';
import { type OnRead, readSource, type ReadLimits } from './read/read-source.ts';
import type { Source } from './read/source.ts';
import { isRemote } from './references/fetch-source.ts';
import { Sources } from './references/sources.ts';
import { defaultRoot, real } from './root-folder.ts';
import { hasTooMany } from './too-many-operations.ts';
import { jsonPath } from './json-path.ts';
import { versionOf } from './version.ts';
import { Written } from './written.ts';

export interface SpecOptions {
  /** Names in diagnostics are relative to it. */
  readonly cwd: string;
  /** Overlay files, applied in order. */
  readonly overlays?: readonly string[];
  /** Arazzo files, besides those that lie beside the description. */
  readonly arazzo?: readonly string[];
  /** The largest file that is read, in bytes; 50 MB when nothing is said. */
  readonly maxBytes?: number;
  /** The most operations that a description may have; 5,000 when nothing is said. */
  readonly maxOperations?: number;
  /** Hosts whose files references may name, as `host` or `host:port`; none when nothing is said. */
  readonly allowRemote?: readonly string[];
  /** The folder that every file must lie in; see `defaultRoot` for what it is otherwise. */
  readonly root?: string | undefined;
  /** Makes an error of what is wrong though its meaning is beyond doubt. */
  readonly strict?: boolean;
  /** Ends the reading, fetches under way included. */
  readonly signal?: AbortSignal | undefined;
  readonly onRead?: OnRead | undefined;
}

export type SpecResult =
  | { readonly ok: true; readonly document: SpecDocument }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

const MAX_BYTES = 50 * 1024 * 1024;
const MAX_OPERATIONS = 5000;

/**
 * Reads a description with all its files, applies overlays, checks it, and turns it into the one
 * dialect that the rest of Specwright knows. Whatever is wrong comes back as diagnostics.
 *
 * @throws the signal's reason when it aborts
 */
export async function readSpec(file: string, options: SpecOptions): Promise<SpecResult> {
  const {
    cwd,
    overlays = [],
    arazzo = [],
    maxBytes = MAX_BYTES,
    maxOperations = MAX_OPERATIONS,
    allowRemote = [],
    strict = false,
  } = options;
  const path = resolve(cwd, file);
  const root =
    options.root === undefined
      ? await defaultRoot(path, cwd)
      : await real(resolve(cwd, options.root));
  const { signal, onRead } = options;
  const limits = { cwd, root, maxBytes, allowRemote, strict, signal, onRead };
  const findings = new Findings(strict);
  const failed = (): SpecResult => ({ ok: false, diagnostics: findings.diagnostics() });

  const written = await readWhole(path, limits, findings);
  if (!written) return failed();
  const { source, files } = await overlaid(written, overlays, limits, findings);
  const version = findings.hasErrors ? undefined : versionOf(source, findings);
  if (!version || hasTooMany(source, maxOperations, findings)) return failed();
  const sources = new Sources(limits, findings);
  await sources.load(source);
  const reading = new Reading(sources, findings, version);
  const api = normaliseDocument(source.root, reading);
  if (findings.hasErrors) return failed();
  const named = arazzo.map((one) => resolve(cwd, one));
  const flows = await readArazzo(named, source.address, api, limits, findings);
  if (findings.hasErrors) return failed();

  const byFile = new Map(
    [...files, ...sources.all, ...flows.sources].map((one) => [one.file, one]),
  );
  const names = namesOf([source, ...sources.all, ...flows.sources]);
  const document: SpecDocument = {
    version,
    file: source.file,
    files: names.filter((name) => !isRemote(name)),
    remotes: names.filter(isRemote),
    api,
    workflows: flows.workflows,
    written: new Written(source.root, (reference, from) => sources.find(reference, from)),
    origin: (node) => reading.origin(node),
    locate: (pointer) =>
      byFile.get(pointer.file)?.locate(pointer.pointer) ?? {
        file: pointer.file,
        line: 1,
        column: 1,
      },
    target: ({ file, pointer }) =>
      file === source.file ? jsonPath(source.value, pointer) : undefined,
    text: (file) => byFile.get(file)?.text,
    frame: (location) => byFile.get(location.file)?.frame(location),
    diagnostics: findings.diagnostics(),
  };
  return { ok: true, document };
}

const namesOf = (sources: readonly Source[]): string[] =>
  [...new Set(sources.map(({ file }) => file))].sort();

async function readWhole(
  path: string,
  limits: ReadLimits,
  findings: Findings,
): Promise<Source | undefined> {
  const read = await readSource(path, limits);
  for (const found of 'problem' in read ? [read.problem] : read.warnings) findings.located(found);
  return 'problem' in read ? undefined : read.source;
}

/** The description with all overlays applied, and the overlay files. These may lie anywhere. */
async function overlaid(
  written: Source,
  overlays: readonly string[],
  limits: ReadLimits,
  findings: Findings,
): Promise<{ source: Source; files: Source[] }> {
  const files: Source[] = [];
  if (overlays.length === 0) return { source: written, files };
  // Most descriptions have none, and need no JSONPath.
  const { applyOverlay } = await import('./overlay.ts');
  let source = written;
  for (const overlay of overlays) {
    const path = resolve(limits.cwd, overlay);
    const read = await readWhole(path, { ...limits, root: dirname(await real(path)) }, findings);
    if (!read) continue;
    files.push(read);
    const result = applyOverlay(read, source);
    for (const found of result.diagnostics) findings.located(found);
    source = result.source;
  }
  return { source, files };
}
