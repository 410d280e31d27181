import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createHoleJudge, type HoleJudge } from '../../../src/verify/hole/judge-body.ts';

const folder = fileURLToPath(new URL('service/', import.meta.url));

/** The files of the fixture service, by path. */
export function fixtureFiles(): Map<string, string> {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return new Map(
    paths
      .map((path) => path.replaceAll('\\', '/'))
      .filter((path) => /\.(?:ts|json)$/.test(path))
      .map((path) => [path, readFileSync(join(folder, path), 'utf8')]),
  );
}

/** Packages are found in this repository. */
export const fixtureJudge = (): HoleJudge =>
  createHoleJudge({
    files: fixtureFiles(),
    modules: fileURLToPath(new URL('../../..', import.meta.url)),
  });
