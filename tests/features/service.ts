import { cpSync, globSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { plainModules } from '../../src/sandbox/plain-modules.ts';
import { runCli } from '../cli/run-cli.ts';
import { atEnd } from '../support/at-end.ts';
import { lastingFolder, writeFiles } from '../workspace/temporary-folder.ts';

/** The pack that services are generated with: what a service does is the same with each. */
const PACK = process.env.SPECWRIGHT_PACK ?? 'fastify';

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

/** NestJS tells where it listens when it is asked. */
interface NestService extends Omit<Service, 'listen'> {
  listen(options: { readonly host: string; readonly port: number }): Promise<unknown>;
  getUrl(): Promise<string>;
}

interface Modules {
  readonly buildApp: (options: { database: unknown } & Options) => Promise<Service | NestService>;
  readonly openDatabase: (url: string) => Promise<unknown>;
}

/** What a service is started with, besides its database. */
type Options = Readonly<Record<string, unknown>>;

/** A service that is generated, and not started yet. */
export interface Generated {
  readonly folder: string;
  /** A module of it, by its path under `src`. */
  module<Module>(name: string): Promise<Module>;
  /** Starts it in this process. */
  start(url: string, options?: Options): Promise<Service>;
  /** What a table of a `file:` database holds. */
  rows(url: string, table: string): Record<string, unknown>[];
  files(): string[];
}

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
  const generated = await generatedService(description, files);
  const app = await generated.start(':memory:', options);
  atEnd(() => app.close());
  modules.set(app, generated);
  return app;
}

/**
 * For `beforeAll`: generates a service.
 *
 * @param description its text, or its files by their paths, of which `it.yaml` is the first
 */
export async function generatedService(
  description: string | Readonly<Record<string, string>>,
  files: Readonly<Record<string, string>> = {},
): Promise<Generated> {
  const root = lastingFolder();
  writeFiles(root, typeof description === 'string' ? { 'it.yaml': description } : description);
  const argv = ['generate', 'it.yaml', '--pack', PACK, '--out', 'it', '--no-test'];
  const { code, stderr } = await runCli(argv, { cwd: root });
  if (code !== 0) throw new Error(stderr);
  const folder = join(root, 'it');
  writeFiles(folder, files);
  symlinkSync(join(import.meta.dirname, '../../node_modules'), join(root, 'node_modules'));
  let plain: Promise<string> | undefined;
  const load = async (name: string): Promise<unknown> => {
    plain ??= plainFolder(folder);
    return import(pathToFileURL(join(await plain, 'src', name)).href);
  };
  return {
    folder,
    module: async <Module>(name: string) => (await load(name)) as Module,
    start: async (url, options = {}) => {
      const [{ buildApp }, { openDatabase }] = (await Promise.all([
        load('app.ts'),
        load('database.ts'),
      ])) as [Modules, Modules];
      return asService(await buildApp({ database: await openDatabase(url), ...options }));
    },
    rows: (url, table) => {
      const database = new DatabaseSync(url.replace(/^file:/, ''), { readOnly: true });
      const rows = database.prepare(`select * from "${table}"`).all();
      database.close();
      return rows;
    },
    files: () =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
        (path) => !path.startsWith('.specwright'),
      ),
  };
}

function asService(app: Service | NestService): Service {
  if (!('getUrl' in app)) return app;
  return {
    inject: (asked) => app.inject(asked),
    listen: async (options) => {
      await app.listen(options);
      return app.getUrl();
    },
    close: () => app.close(),
  };
}

/** The folder of a service, or a copy of it where Node cannot import its source. */
async function plainFolder(folder: string): Promise<string> {
  const paths = ['tsconfig.json', ...globSync('src/**/*.ts', { cwd: folder })];
  const sources = paths.map((path) => ({ path, text: readFileSync(join(folder, path), 'utf8') }));
  const plain = await plainModules(sources);
  if (!plain) return folder;
  const copy = `${folder}-plain`;
  cpSync(folder, copy, { recursive: true });
  writeFiles(copy, Object.fromEntries(plain.files.map(({ path, text }) => [path, text])));
  return copy;
}

const modules = new WeakMap<Service, Generated>();

/** A module of a started service, by its path under `src`. */
export async function moduleOf<Module>(service: Service, name: string): Promise<Module> {
  const generated = modules.get(service);
  if (!generated) throw new Error('The service is not one of serviceOf.');
  return generated.module<Module>(name);
}

/** For `beforeAll`: writes business logic where a file of a service waits for it. */
export function written(
  { folder }: Generated,
  file: string,
  open: RegExp | string,
  logic: string,
): void {
  const path = join(folder, file);
  const text = readFileSync(path, 'utf8');
  const filled = text.replace(open, logic);
  if (filled === text) throw new Error(`Nothing waits in ${file}:\n${text}`);
  writeFileSync(path, filled);
}
