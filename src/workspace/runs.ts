import { appendFileSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { contentHash } from './content-hash.ts';
import { statePaths } from './service-folder.ts';
import { systemCode, workspaceError } from './workspace-error.ts';

const NAME = /^(\d{4,})-[0-9a-f]{8}$/;

/** The runs of a service by id, the oldest first. */
export function listRuns(service: string): string[] {
  try {
    return readdirSync(statePaths(service).runs)
      .filter((name) => name.endsWith('.jsonl'))
      .map((name) => name.slice(0, -'.jsonl'.length))
      .filter((name) => NAME.test(name))
      .sort();
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return [];
    throw error;
  }
}

/** The id of the next run: its number, and a hash of what it is asked. No clock and no chance in it. */
export function nextRun(service: string, asked: unknown): string {
  const last = listRuns(service).at(-1);
  const number = Number(NAME.exec(last ?? '')?.[1] ?? 0) + 1;
  return `${String(number).padStart(4, '0')}-${contentHash(JSON.stringify(asked)).slice(0, 8)}`;
}

/** Adds one line to a run's record. */
export function recordInRun(service: string, run: string, event: object): void {
  const { runs } = statePaths(service);
  mkdirSync(runs, { recursive: true });
  appendFileSync(join(runs, `${run}.jsonl`), `${JSON.stringify(event)}\n`);
}

/**
 * The events of a run. A last line that was cut short is left out.
 *
 * @throws WorkspaceError when there is no such run, or when its record is damaged
 */
export function readRun(service: string, run: string): unknown[] {
  const known = listRuns(service);
  if (!known.includes(run))
    throw workspaceError(
      'SW6020',
      known.length === 0
        ? `There is no run ${run}, and no other. specwright fill makes one.`
        : `There is no run ${run}. The last ones are ${known.slice(-5).join(', ')}.`,
    );
  const path = join(statePaths(service).runs, `${run}.jsonl`);
  const lines = readFileSync(path, 'utf8').split('\n').slice(0, -1);
  return lines.map((line, index) => {
    try {
      return JSON.parse(line) as unknown;
    } catch (error) {
      throw workspaceError(
        'SW6020',
        `Line ${index + 1} of ${path} is no JSON. The run cannot be taken up again.`,
        { cause: error },
      );
    }
  });
}
