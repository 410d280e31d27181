import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll } from 'vitest';
import { runCli } from '../cli/run-cli.ts';
import { lastingFolder, writeFiles } from '../workspace/temporary-folder.ts';

/** What is asked of a service. */
export interface Asked {
  readonly method?: string;
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly payload?: string;
}

export interface Answered {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
  json(): unknown;
}

/** A started service. */
export interface Service {
  inject(asked: Asked): Promise<Answered>;
  close(): Promise<void>;
}

interface Modules {
  readonly buildApp: (options: { database: unknown }) => Promise<Service>;
  readonly openDatabase: (url: string) => Promise<unknown>;
}

/** For `beforeAll`: generates a service, and starts it in this process on an empty database. */
export async function serviceOf(description: string): Promise<Service> {
  const folder = lastingFolder();
  writeFiles(folder, { 'it.yaml': description });
  const { code, stderr } = await runCli(['generate', 'it.yaml', '--out', 'it', '--no-test'], {
    cwd: folder,
  });
  if (code !== 0) throw new Error(stderr);
  symlinkSync(join(import.meta.dirname, '../../node_modules'), join(folder, 'node_modules'));
  const part = (name: string) =>
    import(pathToFileURL(join(folder, 'it/src', name)).href) as Promise<Modules>;
  const [{ buildApp }, { openDatabase }] = await Promise.all([part('app.ts'), part('database.ts')]);
  const app = await buildApp({ database: await openDatabase(':memory:') });
  afterAll(() => app.close());
  return app;
}
