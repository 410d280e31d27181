import { isAbsolute, resolve } from 'node:path';
import type { ServiceProject } from '../config/project.ts';
import { arazzoBeside } from '../spec/arazzo/find-arazzo.ts';
import { folderInput, isFolderInput } from '../workspace/folder-state.ts';
import { readLock } from '../workspace/lockfile.ts';

/** Everything that a service was generated from, and what it is to be generated from now. */
export function inputsOf(project: ServiceProject): Map<string, undefined> {
  const { spec, overlays, arazzo, config, out } = project;
  const locked = Object.keys(readLock(out)?.inputs ?? {}).map((path) =>
    isFolderInput(path) ? folderInput(resolve(out, path)) : resolve(out, path),
  );
  const workflows = [...arazzo, ...arazzoBeside(spec)];
  const named = [spec, ...overlays, ...workflows, ...(config === undefined ? [] : [config])];
  return new Map(
    [...named, ...locked, ...templateFolders(project)].map((path) => [path, undefined]),
  );
}

/** The folders of templates that a project names. */
export const templateFolders = ({ pack, templates }: ServiceProject): string[] => [
  ...(isAbsolute(pack) ? [folderInput(pack)] : []),
  ...(templates === undefined ? [] : [folderInput(templates)]),
];
