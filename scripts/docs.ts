/**
 * Builds the documentation site into `docs/.vitepress/dist`: `npm run docs`. VitePress and what it
 * brings are packages of `docs` alone, installed from the lock there when they are not yet.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const docs = join(import.meta.dirname, '../docs');
const site = join(docs, '.vitepress/dist');

function run(command: string, argv: readonly string[]): void {
  const { status, error } = spawnSync(command, argv, { cwd: docs, stdio: 'inherit' });
  if (status !== 0)
    throw new Error(
      `${command} ${argv.join(' ')} failed: ${error?.message ?? `exit code ${status}`}`,
    );
}

/** What a page would load from elsewhere: tags with an address, and addresses in style sheets. */
function loadedFromElsewhere(): string[] {
  return readdirSync(site, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(?:html|css)$/.test(file))
    .flatMap((file) => {
      const found = readFileSync(join(site, file), 'utf8').match(
        /<(?:script|link|img|iframe)\b[^>]*?(?:src|href)="(?:https?:)?\/\/[^"]*"|url\(["']?(?:https?:)?\/\/[^)]*\)/g,
      );
      return (found ?? []).map((what) => `${file}: ${what}`);
    });
}

if (!existsSync(join(docs, 'node_modules/vitepress')))
  run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund']);
run(process.execPath, ['node_modules/vitepress/bin/vitepress.js', 'build']);
const elsewhere = loadedFromElsewhere();
if (elsewhere.length > 0)
  throw new Error(`the site loads from elsewhere:\n${elsewhere.join('\n')}`);
