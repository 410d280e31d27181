import { statSync } from 'node:fs';
import { basename, isAbsolute, join, relative } from 'node:path';
import type { ServiceProject } from './config/project.ts';
import { codeFingerprint } from './workspace/fingerprint.ts';
import { arazzoBeside } from './spec/arazzo/find-arazzo.ts';
import { relativeInput } from './workspace/inputs.ts';

/** Options that decide what is generated, as the lock tells them. */
export function outputOptions({
  formatter,
  readOnlyInput,
  unknownQuery,
  name,
  hooks,
}: ServiceProject): string {
  const own =
    (name === undefined ? '' : ` name=${name}`) +
    (hooks.length === 0 ? '' : ` hooks=${hooks.join(',')}`);
  return `formatter=${formatter} readOnlyInput=${readOnlyInput} unknownQuery=${unknownQuery}${own}`;
}

/** A pack as the lock tells it; one of Specwright's own is told with its version. */
export function lockedPack(
  { out, pack }: ServiceProject,
  { isOwn }: { readonly isOwn: boolean },
): string | undefined {
  if (isOwn) return undefined;
  if (!isAbsolute(pack)) return pack;
  const path = relativeInput(out, pack);
  return path.startsWith('.') ? path : `./${path}`;
}

/** The state of our own code and templates, on this machine. */
export function ownCode(): string {
  const here = import.meta.dirname;
  return codeFingerprint([here, join(here, '..', 'templates')]);
}

/**
 * What a run depends on besides the content of files, on this machine: options and our own code.
 *
 * @param code what {@link ownCode} said when the run began
 */
export function runFingerprint(project: ServiceProject, code: string): string {
  const { out, spec, overlays, arazzo, cwd, pack, strict, allowRemote, root, config } = project;
  const { templates, maxBytes, maxOperations } = project;
  const inputs = [spec, ...overlays, ...arazzo, config ?? out].map((path) =>
    relativeInput(out, path),
  );
  const options = [
    isAbsolute(pack) ? relativeInput(out, pack) : pack,
    templates === undefined ? null : relativeInput(out, templates),
    strict,
    maxBytes,
    maxOperations,
    ...allowRemote,
    root === undefined ? null : relativeInput(out, root),
    relative(cwd, out),
    outputOptions(project),
    ...besides(spec),
  ];
  return JSON.stringify([inputs, options, code]);
}

/** Arazzo files that are or may come to be about the description, as they are now. */
const besides = (spec: string): string[] =>
  arazzoBeside(spec).map((file) => {
    const found = statSync(file, { throwIfNoEntry: false });
    return `${basename(file)} ${found?.size} ${found?.mtimeMs}`;
  });
