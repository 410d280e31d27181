import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { seeded } from '../../../bench/merge/random.ts';
import { changedDescription, syntheticDescription } from '../../../bench/synthetic.ts';
import { lockService } from '../../../src/workspace/run-lock.ts';
import { recover } from '../../../src/workspace/write-tree.ts';

const LAUNCHER = join(import.meta.dirname, '..', '..', '..', 'scripts', 'specwright.js');
const ENTITIES = 3;
/** Every so many rounds a whole run follows, instead of its first step only. */
const WHOLE_RUNS = 10;

export interface CrashRounds {
  readonly old: number;
  readonly new: number;
  /** Runs that ended before they could be killed; they count as no round. */
  readonly whole: number;
  /** Trees that were neither, by round. */
  readonly broken: readonly string[];
}

interface Run {
  readonly code: number | null;
  readonly stderr: string;
  /** Milliseconds from the begin of the writing to the end. */
  readonly writing: number;
}

/**
 * Kills `generate` at random moments of its writing phase, and looks each time at what the next run
 * makes of the folder: it must be the old tree or the new one, to the byte.
 */
export async function crashRounds(rounds: number, seed: number): Promise<CrashRounds> {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'specwright-crash-')));
  try {
    return await crashIn(root, rounds, seed);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

async function crashIn(root: string, rounds: number, seed: number): Promise<CrashRounds> {
  const random = seeded(seed);
  const service = join(root, 'service');
  const description = (fields: number): void =>
    writeFileSync(
      join(root, 'api.json'),
      fields === 0 ? syntheticDescription(ENTITIES) : changedDescription(ENTITIES, fields),
    );
  description(0);
  await whole(root);
  cpSync(service, join(root, 'old'), { recursive: true });
  const oldTree = treeOf(service);
  description(1);
  // The longest delay; shorter from then on when a run was done before.
  let { writing } = await whole(root);
  const newTree = treeOf(service);

  const seen = { old: 0, new: 0, whole: 0 };
  const broken: string[] = [];
  for (let round = 1; round <= rounds;) {
    rmSync(service, { recursive: true });
    cpSync(join(root, 'old'), service, { recursive: true });
    const delay = random() * writing;
    const killed = await generate(root, delay);
    if (killed.code !== null) {
      seen.whole++;
      writing *= 0.9;
      continue;
    }
    const lock = await lockService(service);
    await recover(service);
    lock.release();
    const tree = treeOf(service);
    const isOld = isSame(tree, oldTree);
    if (isOld) seen.old++;
    else if (isSame(tree, newTree)) seen.new++;
    else broken.push(`round ${round} after ${delay.toFixed(1)} ms: ${difference(tree, newTree)}`);
    if (round % WHOLE_RUNS === 0) {
      await whole(root);
      if (!isSame(treeOf(service), newTree)) broken.push(`round ${round}: the next run`);
    }
    round++;
  }
  return { ...seen, broken };
}

async function whole(root: string): Promise<Run> {
  const run = await generate(root);
  if (run.code !== 0) throw new Error(`generate ended with ${String(run.code)}: ${run.stderr}`);
  return run;
}

/** Runs `generate`; killed that many milliseconds after it has begun to write, if told so. */
async function generate(root: string, killAfter?: number): Promise<Run> {
  const argv = [LAUNCHER, 'generate', 'api.json', '--out', 'service', '--no-test'];
  const child = spawn(process.execPath, argv, {
    cwd: root,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, SPECWRIGHT_CACHE: join(root, 'cache') },
  });
  let stderr = '';
  let began: number | undefined;
  let timer: NodeJS.Timeout | undefined;
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
    if (began !== undefined || !stderr.includes(': writing')) return;
    began = performance.now();
    if (killAfter !== undefined) timer = setTimeout(() => child.kill('SIGKILL'), killAfter);
  });
  await once(child, 'close');
  clearTimeout(timer);
  return { code: child.exitCode, stderr, writing: performance.now() - (began ?? Infinity) };
}

/** What a repository would hold of the service; what is for this machine only does not count. */
function treeOf(service: string): ReadonlyMap<string, string> {
  const paths = readdirSync(service, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(service.length + 1))
    .filter((path) => !path.startsWith(join('.specwright', 'local')))
    .sort();
  return new Map(paths.map((path) => [path, readFileSync(join(service, path), 'latin1')]));
}

type Tree = ReadonlyMap<string, string>;

const isSame = (one: Tree, other: Tree): boolean => difference(one, other) === '';

/** Paths in which two trees differ. */
const difference = (one: Tree, other: Tree): string =>
  [...new Set([...one.keys(), ...other.keys()])]
    .filter((path) => one.get(path) !== other.get(path))
    .join(', ');
