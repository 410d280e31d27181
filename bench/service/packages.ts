import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';

/** What only the other contenders and the load need; the rest is what generated services name. */
const FOREIGN = {
  '@nestjs/common': '11.2.10',
  '@nestjs/core': '11.2.10',
  '@nestjs/platform-fastify': '11.2.8',
  autocannon: '9.0.0',
  'class-transformer': '0.5.1',
  'class-validator': '0.15.1',
  express: '5.3.0',
  'json-server': '0.17.4',
  'reflect-metadata': '0.2.2',
  rxjs: '7.8.2',
};

/**
 * A temporary folder with all packages of all contenders, installed once for each set of
 * versions, and the contenders themselves, so that their imports lead there.
 */
export function installContenders(service: string): string {
  const { dependencies } = JSON.parse(readFileSync(join(service, 'package.json'), 'utf8')) as {
    dependencies: Record<string, string>;
  };
  const manifest = JSON.stringify({
    private: true,
    type: 'module',
    dependencies: { ...dependencies, ...FOREIGN },
  });
  const version = createHash('sha256').update(manifest).digest('hex').slice(0, 12);
  const folder = join(tmpdir(), `specwright-bench-packages-${version}`);
  if (!existsSync(join(folder, 'node_modules', '.package-lock.json'))) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'package.json'), manifest);
    execFileSync('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts'], {
      cwd: folder,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  }
  const here = fileURLToPath(new URL('contenders', import.meta.url));
  cpSync(here, join(folder, 'contenders'), { recursive: true });
  cpSync(service, join(folder, 'service'), {
    recursive: true,
    filter: (path) => !path.includes('node_modules'),
  });
  // Decorators are no JavaScript yet.
  buildSync({
    entryPoints: [join(here, 'nest.ts')],
    outfile: join(folder, 'contenders', 'nest.js'),
    tsconfigRaw: { compilerOptions: { experimentalDecorators: true } },
    target: 'es2022',
  });
  return folder;
}
