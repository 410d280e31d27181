import { join, relative } from 'node:path';
import type { ServiceProject } from './config/project.ts';
import { contentHash } from './workspace/content-hash.ts';
import { codeFingerprint, treeFingerprint } from './workspace/fingerprint.ts';
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

/**
 * Everything that a run depends on, on this machine: options, which inputs, our own code, and the
 * service's tree. The inputs' content is in the tree too, as the hashes that its lock tells.
 */
export function runFingerprint(project: ServiceProject): string {
  const { out, spec, overlays, cwd, pack, strict, maxBytes, allowRemote, root, config } = project;
  const here = import.meta.dirname;
  const inputs = [spec, ...overlays, config ?? out].map((path) => relativeInput(out, path));
  const options = [
    pack,
    strict,
    maxBytes,
    ...allowRemote,
    root === undefined ? null : relativeInput(out, root),
    relative(cwd, out),
    outputOptions(project),
  ];
  const code = codeFingerprint([here, join(here, '..', 'templates')]);
  return contentHash(JSON.stringify([inputs, options, code, treeFingerprint(out)]));
}
