import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Tool } from './tool.ts';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../..', import.meta.url));
const LIMIT_MS = 280_000;

/** The folder of a tool, or why there is none. */
export type Installed = { readonly home: string } | { readonly missing: string };

/**
 * Installs a tool into a temporary folder of its own, once for each set of versions. No script of a
 * package is run.
 */
export async function install(tool: Tool): Promise<Installed> {
  for (const command of tool.needs ?? []) {
    const there = await run(command, ['-version']).then(
      () => true,
      () => false,
    );
    if (!there) return { missing: `${command} is not on this machine` };
  }
  const manifest = JSON.stringify({
    private: true,
    dependencies: tool.packages ?? {},
    overrides: tool.overrides ?? {},
  });
  const wanted = JSON.stringify([manifest, tool.python ?? {}]);
  const version = createHash('sha256').update(wanted).digest('hex').slice(0, 12);
  const home = join(tmpdir(), `specwright-compare-${version}`);
  const complete = join(home, '.complete');
  if (existsSync(complete)) return { home };
  mkdirSync(home, { recursive: true });
  writeFileSync(join(home, 'package.json'), manifest);
  try {
    if (tool.packages !== undefined) {
      const flags = ['--no-audit', '--no-fund', '--ignore-scripts', '--save-exact'];
      await run('npm', ['install', ...flags], { cwd: home, timeout: LIMIT_MS });
    } else if (!existsSync(join(home, 'node_modules'))) {
      symlinkSync(join(root, 'node_modules'), join(home, 'node_modules'));
    }
    if (tool.python !== undefined) await installPython(home, tool.python);
    writeFileSync(complete, '');
    return { home };
  } catch (error) {
    return { missing: `it cannot be installed: ${reasonOf(error)}` };
  }
}

async function installPython(home: string, packages: Readonly<Record<string, string>>) {
  await run('python3', ['-m', 'venv', join(home, 'python')]);
  const wanted = Object.entries(packages).map(([name, version]) => `${name}==${version}`);
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check'];
  await run(join(home, 'python/bin/python'), [...pip, ...wanted], { timeout: LIMIT_MS });
}

/** Installs what the manifest of a generated project names. */
export async function installProject(folder: string): Promise<string | undefined> {
  const flags = ['--no-audit', '--no-fund', '--ignore-scripts'];
  try {
    await run('npm', ['install', ...flags], { cwd: folder, timeout: LIMIT_MS });
    return undefined;
  } catch (error) {
    return reasonOf(error);
  }
}

/** The line of a failed command that says what is wrong. */
function reasonOf(error: unknown): string {
  const said = error instanceof Error ? error.message : String(error);
  const lines = said
    .split('\n')
    .filter((line) => /\S/.test(line) && !line.startsWith('Command failed'));
  return (lines.find((line) => /error/i.test(line) && !/code/.test(line)) ?? said).trim();
}
