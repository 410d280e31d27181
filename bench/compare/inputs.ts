import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const root = fileURLToPath(new URL('../..', import.meta.url));
const corpus = join(root, '../shared/corpus/train/real');
/** Where GitHub's description is published; bench/github.ts reads the same. */
const GITHUB = { package: '@octokit/openapi', version: '23.0.2' };

/** A description that every tool is given. */
export interface Input {
  readonly name: string;
  /** The version of OpenAPI that it is written in. */
  readonly written: string;
  readonly path: string;
  /** It is generated and type-checked, and no more. */
  readonly isVast: boolean;
}

const ownInput = (name: string, written: string, path: string): Input => ({
  name,
  written,
  path: join(root, path),
  isVast: false,
});

const realInput = (file: string, written: string): Input => ({
  name: file.replace(/\.\w+$/, ''),
  written,
  path: join(corpus, file),
  isVast: false,
});

/** The description on which business logic is written and then generated again. */
export const EDITED: Input = ownInput('shop', '3.0', 'bench/compare/shop.yaml');

export const INPUTS: readonly Input[] = [
  EDITED,
  ownInput('bookstore', '3.1', 'specs/bookstore.yaml'),
  realInput('gotify.json', '2.0'),
  realInput('redocly-museum.yaml', '3.1'),
];

/**
 * Those that are on this machine; GitHub's is fetched from the npm registry, once.
 *
 * @param tell is told which are not there
 */
export async function inputsThatAreHere(tell: (text: string) => void): Promise<readonly Input[]> {
  const here = INPUTS.filter(({ path }) => existsSync(path));
  for (const { name, path } of INPUTS)
    if (!existsSync(path)) tell(`skipped: ${name}, since ${path} is not there`);
  try {
    return [...here, await github()];
  } catch (error) {
    tell(`skipped: github, since it cannot be fetched: ${String(error)}`);
    return here;
  }
}

async function github(): Promise<Input> {
  const folder = join(tmpdir(), `specwright-compare-github-${GITHUB.version}`);
  const path = join(folder, 'node_modules', GITHUB.package, 'generated/api.github.com.json');
  if (!existsSync(path) || statSync(path).size === 0) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true }));
    const flags = ['install', '--no-audit', '--no-fund', '--ignore-scripts', '--save-exact'];
    const wanted = `${GITHUB.package}@${GITHUB.version}`;
    await promisify(execFile)('npm', [...flags, wanted], { cwd: folder });
  }
  return { name: 'github', written: '3.0', path, isVast: true };
}
