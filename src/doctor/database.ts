import { accessSync, constants } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { type Check, error, ok } from './check.ts';

const LONGEST_MS = 5000;

/** What a service would meet at `DATABASE_URL`. Nothing is written, and no password is shown. */
export async function checkDatabase(url: string | undefined, cwd: string): Promise<Check> {
  if (url === undefined || url === '')
    return ok('database', 'DATABASE_URL is not set: services use a SQLite file of their own');
  return /^postgres(?:ql)?:/.test(url) ? checkPostgres(url) : checkFile(url, cwd);
}

function checkFile(url: string, cwd: string): Check {
  if (url === ':memory:') return ok('database', 'SQLite in memory: gone when the service ends');
  const folder = dirname(resolve(cwd, url.replace(/^file:/, '')));
  try {
    accessSync(folder, constants.W_OK);
    return ok('database', 'a SQLite file');
  } catch {
    return error(
      'database',
      'the folder of the SQLite file cannot be written',
      'Name a file in a folder that is there and yours: DATABASE_URL=file:data.sqlite.',
    );
  }
}

async function checkPostgres(url: string): Promise<Check> {
  const host = URL.parse(url)?.host ?? '';
  if (host === '')
    return error(
      'database',
      'DATABASE_URL is no address',
      'Write it as postgres://user:password@host:5432/database, with special characters encoded.',
    );
  const { default: pg } = await import('pg');
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: LONGEST_MS,
    query_timeout: LONGEST_MS,
  });
  // A connection that is cut afterwards is no fault: the answer is there, or has failed by itself.
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ version: string }>('show server_version');
    const version: unknown = Object.values(rows[0] ?? {})[0];
    return ok('database', `PostgreSQL ${String(version)} at ${host}`);
  } catch (cause) {
    const [found, advice] = whyNot(cause);
    return error('database', `${found} at ${host}`, advice);
  } finally {
    await client.end();
  }
}

/** By code: the text of an error may repeat what stands in the address. */
function whyNot(cause: unknown): readonly [found: string, advice: string] {
  const code = String(Reflect.get(Object(cause), 'code') ?? '');
  const known = REASONS[code];
  if (known) return known;
  return [
    `PostgreSQL cannot be used${code === '' ? '' : ` (${code})`}`,
    'Check DATABASE_URL, and that the server takes connections.',
  ];
}

const REASONS: Readonly<Record<string, readonly [found: string, advice: string]>> = {
  ECONNREFUSED: ['nothing listens', 'Start PostgreSQL, or correct host and port in DATABASE_URL.'],
  ENOTFOUND: ['there is no such host', 'Correct the host in DATABASE_URL.'],
  EAI_AGAIN: ['there is no such host', 'Correct the host in DATABASE_URL.'],
  '28P01': ['the password is refused', 'Correct user and password in DATABASE_URL.'],
  '28000': ['the user is refused', 'Correct the user in DATABASE_URL, or allow it to log in.'],
  '3D000': ['there is no such database', 'Create it (createdb), or correct DATABASE_URL.'],
};
