import { join } from 'node:path';

/** Where Specwright keeps what it knows about a generated service, inside the service's folder. */
export const STATE_FOLDER = '.specwright';

/** Paths of Specwright's own files in a service's folder. All but `local` ones are committed. */
export function statePaths(service: string) {
  const state = join(service, STATE_FOLDER);
  const local = join(state, 'local');
  return {
    state,
    /** Names every generated file. */
    lock: join(state, 'lock.json'),
    /** Pristine texts by their hash. */
    base: join(state, 'base'),
    /** What became of each run of fill; git ignores it. */
    runs: join(state, 'runs'),
    /** For this machine only; git ignores it. */
    local,
    ignore: join(state, '.gitignore'),
    /** Held by the run that writes. */
    runLock: join(local, 'run.lock'),
    /** Exists from the moment a write counts until it is done. */
    journal: join(local, 'journal.json'),
    /** What the journal moves into place. */
    staging: join(local, 'staging'),
    /** What the last run came to. */
    lastRun: join(local, 'last-run.json'),
  };
}
