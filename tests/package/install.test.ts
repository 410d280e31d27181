import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { petsYaml } from '../cli/run-cli.ts';
import { writeFiles } from '../workspace/temporary-folder.ts';

const root = join(import.meta.dirname, '../..');
const top = realpathSync(mkdtempSync(join(tmpdir(), 'specwright-package-')));
/** A checkout's layout is no sign of one: people keep their projects under `src` too. */
const project = join(top, 'src', 'shop');

const run = (file: string, argv: readonly string[], cwd = project) =>
  spawnSync(file, argv, { cwd, encoding: 'utf8', maxBuffer: 1 << 26 });

/** What npm prints; without it, there is nothing to test. */
function npm(argv: readonly string[], cwd = project): string {
  const { status, stdout, stderr } = run('npm', argv, cwd);
  if (status !== 0) throw new Error(`npm ${argv.join(' ')} failed: ${stderr}`);
  return stdout;
}

const registry = run('npm', ['ping', '--fetch-timeout=10000', '--fetch-retries=0'], root);
const isReachable = registry.status === 0;

const MOST_BYTES = 5 * 1024 * 1024;
let unpacked = 0;

describe.skipIf(!isReachable)(
  'the package (skipped where the npm registry is out of reach)',
  () => {
    beforeAll(() => {
      mkdirSync(project, { recursive: true });
      const packed = npm(['pack', '--json', '--pack-destination', top], root);
      const [found] = JSON.parse(packed.slice(packed.indexOf('[\n'))) as {
        filename: string;
        unpackedSize: number;
      }[];
      unpacked = found?.unpackedSize ?? 0;
      writeFiles(project, {
        'package.json': '{"name":"shop","private":true,"type":"module"}',
        'pets.yaml': petsYaml,
        'specwright.config.ts': `import { defineConfig, type Project } from 'specwright';
const project: Project = { services: [{ spec: 'pets.yaml', out: 'services/pets' }] };
export default defineConfig(project);
`,
        'ask.ts': `import { check, explain, generate, type GenerateResult } from 'specwright';
const results: readonly GenerateResult[] = await generate({ test: false });
const [state] = await check();
const told = await explain({ spec: 'pets.yaml' });
console.log(results[0]?.outcome, state?.outcome, told.outcome === 'done' ? told.model.name : '');
`,
        'tsconfig.json':
          '{"compilerOptions":{"module":"nodenext","target":"es2024","strict":true,"noEmit":true,"types":["node"]},"files":["ask.ts","specwright.config.ts"]}',
      });
      const tarball = join(top, found?.filename ?? '');
      npm(['install', '--prefer-offline', '--no-audit', tarball]);
    });
    afterAll(() => rmSync(top, { recursive: true, force: true }));

    const command = ['node_modules/specwright/bin/specwright.js'];

    test('is small', () => {
      process.stdout.write(`unpacked: ${unpacked} bytes\n`);
      expect(unpacked).toBeGreaterThan(100_000);
      expect(unpacked).toBeLessThan(MOST_BYTES);
    });

    test('generates the services of a configuration that imports from it, and tests them', () => {
      const { status, stdout, stderr } = run(process.execPath, [...command, 'generate']);
      expect(status, stderr).toBe(0);
      expect(stdout).toMatch(/Tests +(\d+) of \1 passed/);
      expect(existsSync(join(project, 'services/pets/src/app.ts'))).toBe(true);
      expect(run(process.execPath, [...command, 'check', '--out', 'services/pets']).status).toBe(0);
    });

    test('is of the version that its package says', () => {
      const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
        version: string;
      };
      expect(run(process.execPath, [...command, '--version']).stdout).toBe(`${version}\n`);
    });

    test('is a library with types, which prints nothing', () => {
      const { status, stdout, stderr } = run(process.execPath, ['ask.ts']);
      expect({ status, stdout, stderr }).toEqual({
        status: 0,
        stdout: 'unchanged current pets\n',
        stderr: '',
      });
      const compiled = run(process.execPath, ['node_modules/typescript/bin/tsc', '-p', '.']);
      expect({ status: compiled.status, stdout: compiled.stdout }).toEqual({
        status: 0,
        stdout: '',
      });
    });
  },
);
