import { spawnSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { resolveServices } from '../../src/config/resolve-services.ts';
import { generate } from '../../src/pipeline.ts';
import { readSpec } from '../../src/spec/read-spec.ts';
import type { Played } from './play.ts';
import { type Api, description, type Position } from './positions.ts';

/** One text in one place. */
export interface Case {
  readonly position: Position;
  readonly payload: string;
  readonly text: string;
}

/** A folder for services, which find the packages of this repository. */
export function workFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'specwright-hostile-')));
  symlinkSync(
    fileURLToPath(new URL('../../node_modules', import.meta.url)),
    join(folder, 'node_modules'),
  );
  return folder;
}

/** The description with all of these texts in their places. */
export function withTexts(cases: readonly Case[]): Api {
  const api = description();
  cases.forEach(({ position, text }, index) => position.put(api, text, index));
  return api;
}

const write = (folder: string, api: Api): string => {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'api.json'), JSON.stringify(api));
  return folder;
};

/** Reads the description of some texts: what is wrong with it is located. */
export function readTexts(folder: string, cases: readonly Case[]) {
  return readSpec('api.json', { cwd: write(folder, withTexts(cases)) });
}

/** Groups of texts that make valid descriptions together. */
export async function validTogether(folder: string, cases: readonly Case[]): Promise<Case[][]> {
  if (cases.length === 0) return [];
  const { ok } = await readTexts(folder, cases);
  if (ok) return [[...cases]];
  if (cases.length === 1) return [];
  const middle = Math.ceil(cases.length / 2);
  return [
    ...(await validTogether(folder, cases.slice(0, middle))),
    ...(await validTogether(folder, cases.slice(middle))),
  ];
}

/** Generates a service, as the command line would. */
export async function generateTexts(folder: string, cases: readonly Case[]) {
  write(folder, withTexts(cases));
  const [project] = await resolveServices({
    cwd: folder,
    specs: ['api.json'],
    out: join(folder, 'out'),
    config: undefined,
    overlays: undefined,
    allowRemote: undefined,
    strict: undefined,
    test: false,
  });
  if (project === undefined) throw new Error('The description makes no service.');
  return generate(project, {});
}

/** Starts services in one process, in which each canary can sing for itself. */
export function playAll(cwd: string, folders: readonly string[]): Played[] {
  const script = fileURLToPath(new URL('play.ts', import.meta.url));
  const { stdout, stderr, status } = spawnSync(process.execPath, [script, ...folders], {
    cwd,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  if (status !== 0) throw new Error(stderr);
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Played);
}

/** All files of a service by their path, but for what Specwright keeps for itself. */
export function filesOf(folder: string): Map<string, string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return new Map(
    entries
      .filter((entry) => entry.isFile() && !entry.parentPath.includes('.specwright'))
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [path.slice(folder.length + 1), readFileSync(path, 'utf8')]),
  );
}
