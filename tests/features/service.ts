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
  readonly payload?: string | Uint8Array;
}

export interface Answered {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
  readonly rawPayload: Uint8Array;
  json(): unknown;
}

/** A started service. */
export interface Service {
  inject(asked: Asked): Promise<Answered>;
  listen(options: { readonly host: string; readonly port: number }): Promise<string>;
  close(): Promise<void>;
}

interface Modules {
  readonly buildApp: (options: { database: unknown } & Options) => Promise<Service>;
  readonly openDatabase: (url: string) => Promise<unknown>;
}

/** What a service is started with, besides its database. */
type Options = Readonly<Record<string, unknown>>;

/**
 * For `beforeAll`: generates a service, and starts it in this process on an empty database.
 *
 * @param files that a person has written, by their path in the service
 */
export async function serviceOf(
  description: string,
  options: Options = {},
  files: Readonly<Record<string, string>> = {},
): Promise<Service> {
  const folder = lastingFolder();
  writeFiles(folder, { 'it.yaml': description });
  const { code, stderr } = await runCli(['generate', 'it.yaml', '--out', 'it', '--no-test'], {
    cwd: folder,
  });
  if (code !== 0) throw new Error(stderr);
  writeFiles(join(folder, 'it'), files);
  symlinkSync(join(import.meta.dirname, '../../node_modules'), join(folder, 'node_modules'));
  const part = (name: string) =>
    import(pathToFileURL(join(folder, 'it/src', name)).href) as Promise<Modules>;
  const [{ buildApp }, { openDatabase }] = await Promise.all([part('app.ts'), part('database.ts')]);
  const app = await buildApp({ database: await openDatabase(':memory:'), ...options });
  afterAll(() => app.close());
  folders.set(app, folder);
  return app;
}

const folders = new WeakMap<Service, string>();

/** A module of a started service, by its path under `src`. */
export async function moduleOf<Module>(service: Service, name: string): Promise<Module> {
  const path = join(folders.get(service) ?? '', 'it/src', name);
  return (await import(pathToFileURL(path).href)) as Module;
}
