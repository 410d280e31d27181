import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { cp, mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { openPolicy } from '../open-policy.ts';
import { freePort } from '../free-port.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** What `openapi.json` of a service says, as far as credentials and judging need it. */
export interface Described {
  readonly paths?: Readonly<Record<string, Readonly<Record<string, DescribedOperation>>>>;
  readonly components?: { readonly securitySchemes?: Readonly<Record<string, Scheme>> };
  readonly security?: readonly object[];
}

export interface DescribedOperation {
  readonly parameters?: readonly { readonly in: string }[];
  readonly requestBody?: {
    readonly content?: Readonly<Record<string, unknown>>;
  };
  readonly responses?: Readonly<Record<string, unknown>>;
  readonly security?: readonly object[];
}

export interface Scheme {
  readonly type: string;
  readonly scheme?: string;
}

export interface RunningService {
  readonly url: string;
  readonly described: Described;
  /** A folder that goes away when the service stops. */
  readonly folder: string;
  stop(): Promise<void>;
}

/** The credential that a running service knows for each scheme; `user:` makes it one of HTTP Basic. */
export const CREDENTIAL = { user: 'user', password: 'a-key-of-the-tests' } as const;

export interface StartOptions {
  /** A service of the description that has business logic. */
  readonly existing?: string | undefined;
  readonly pack?: string | undefined;
}

/** Generates the service of a description and starts it on an empty SQLite database. */
export async function startService(
  spec: string,
  { existing, pack = 'fastify' }: StartOptions = {},
): Promise<RunningService> {
  const folder = await mkdtemp(join(tmpdir(), 'specwright-conformance-'));
  const stop = () => rm(folder, { recursive: true, force: true });
  try {
    await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
    const out = join(folder, 'service');
    if (existing !== undefined && existsSync(existing))
      // Tests that a model proposed are of the pack that they were written for.
      await cp(existing, out, {
        recursive: true,
        filter: (file) => !file.endsWith(join('tests', 'proposed')),
      });
    await specwright([
      'generate',
      spec,
      '--out',
      out,
      '--root',
      dirname(spec),
      '--pack',
      pack,
      '--no-test',
      '--quiet',
    ]);
    openPolicy(out);
    const described = JSON.parse(await readFile(join(out, 'openapi.json'), 'utf8')) as Described;
    const service = await startProcess(out, await readFile(join(out, '.env.example'), 'utf8'));
    return {
      url: service.url,
      described,
      folder,
      stop: async () => {
        await service.stop();
        await stop();
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function specwright(args: readonly string[]): Promise<void> {
  const child = spawn(process.execPath, ['src/cli/main.ts', ...args], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`specwright ${args.join(' ')} ended with ${code}.`);
}

async function startProcess(folder: string, variables: string) {
  const port = await freePort();
  const { user, password } = CREDENTIAL;
  const credentials = Array.from(variables.matchAll(/^AUTH_\w+/gm), ([name]) => [
    name,
    `${user}:${password},${password}`,
  ]);
  const child = spawn(process.execPath, [await entryOf(folder)], {
    cwd: folder,
    env: {
      PATH: process.env.PATH,
      PORT: String(port),
      DATABASE_URL: `file:${join(folder, '../conformance.sqlite')}`,
      // A tool that asks as fast as it can is no reason to answer 503.
      MAXIMUM_DELAY: '0',
      ...Object.fromEntries(credentials),
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await listening(createInterface({ input: child.stdout }), folder);
  child.stdout.resume();
  return {
    url: `http://127.0.0.1:${port}`,
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}

/** What starts the service: its source, or where Node cannot run that, what is built of it. */
async function entryOf(folder: string): Promise<string> {
  const manifest = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as {
    scripts: { start: string };
  };
  const entry = manifest.scripts.start.replace(/^node /, '');
  if (entry.startsWith('src/')) return entry;
  const rolldown = join(root, 'node_modules/rolldown/bin/cli.mjs');
  const child = spawn(process.execPath, [rolldown, '--config'], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`The build of ${folder} ended with ${code}.`);
  return entry;
}

async function listening(lines: AsyncIterable<string>, folder: string): Promise<void> {
  for await (const line of lines) if (line.includes('Server listening')) return;
  throw new Error(`The service in ${folder} did not start.`);
}
