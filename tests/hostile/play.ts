/**
 * Starts services and says what sang: `node play.ts FOLDER…` prints a line of JSON for each. A
 * canary sings when a description's text was run: a global, a table or a file by the name `sung`.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';

interface App {
  inject(request: object): Promise<{ readonly statusCode: number; readonly payload: string }>;
  close(): Promise<void>;
}

interface Service {
  readonly buildApp: (options: { database: unknown }) => Promise<App>;
  readonly openDatabase: (url: string) => Promise<unknown>;
}

/** What became of one service. */
export interface Played {
  readonly folder: string;
  readonly statuses: readonly number[];
  readonly docs: string;
  readonly tables: readonly string[];
  readonly sung: boolean;
}

async function play(folder: string): Promise<Played> {
  const load = async (path: string) =>
    (await import(pathToFileURL(join(folder, path)).href)) as Service;
  const { openDatabase } = await load('src/database.ts');
  const { buildApp } = await load('src/app.ts');
  const file = join(folder, 'played.sqlite');
  const app = await buildApp({ database: await openDatabase(`file:${file}`) });
  const requests = ['/healthz', '/docs', '/openapi.json', '/things'];
  const answers = await Promise.all(requests.map((url) => app.inject({ method: 'GET', url })));
  await app.close();
  const database = new DatabaseSync(file, { readOnly: true });
  const rows = database.prepare(`select name from sqlite_master where type = 'table'`).all();
  database.close();
  return {
    folder,
    statuses: answers.map(({ statusCode }) => statusCode),
    docs: answers[1]?.payload ?? '',
    tables: rows.map(({ name }) => String(name)),
    sung: 'sung' in globalThis || existsSync(join(folder, 'sung')) || existsSync('sung'),
  };
}

for (const folder of process.argv.slice(2))
  process.stdout.write(`${JSON.stringify(await play(folder))}\n`);
