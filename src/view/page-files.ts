import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import { NotReady } from '../not-ready.ts';

/** One file of the page. */
export interface PageFile {
  readonly type: string;
  readonly content: Buffer;
}

/** The files of the page by their address; the page itself has the empty one. */
export type PageFiles = ReadonlyMap<string, PageFile>;

/** What the build makes, all of it. */
const FILES: readonly (readonly [address: string, name: string, type: string])[] = [
  ['', 'index.html', 'text/html; charset=utf-8'],
  ['app.js', 'app.js', 'text/javascript; charset=utf-8'],
  ['app.css', 'app.css', 'text/css; charset=utf-8'],
];

const isCheckout = import.meta.url.endsWith('.ts');

/** The folder of the built page: `dist/view`, beside this file when installed. */
function builtFolder(): string {
  const here = dirname(fileURLToPath(import.meta.url));
  return isCheckout ? join(here, '..', '..', 'dist', 'view') : join(here, 'view');
}

/**
 * Reads the built page. In a checkout it is built first, if its sources are newer.
 *
 * @throws NotReady when it is not there
 */
export async function pageFiles(): Promise<PageFiles> {
  const folder = builtFolder();
  if (isCheckout && !isFresh(folder)) {
    const { build } = await import('vite');
    await build({ configFile: join(sourceFolder(), 'vite.config.ts'), logLevel: 'error' });
  }
  if (!existsSync(join(folder, 'index.html')))
    throw new NotReady([
      diagnostic(
        'SW7605',
        'error',
        `The page is not in ${folder}. Install specwright again, or in a checkout run npm run build:view.`,
      ),
    ]);
  return new Map(
    FILES.map(([address, name, type]) => [
      address,
      { type, content: readFileSync(join(folder, name)) },
    ]),
  );
}

/** The sources of the page, in a checkout. */
const sourceFolder = (): string =>
  join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'page');

function isFresh(folder: string): boolean {
  const page = join(folder, 'index.html');
  if (!existsSync(page)) return false;
  const built = statSync(page).mtimeMs;
  return readdirSync(sourceFolder(), { recursive: true, encoding: 'utf8' }).every(
    (name) => statSync(join(sourceFolder(), name)).mtimeMs <= built,
  );
}
