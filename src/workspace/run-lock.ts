import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { dirname, join, relative, sep } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { removeEmptyFolder } from './journal.ts';
import { statePaths } from './service-folder.ts';
import { systemCode, workspaceError, writeFailure } from './workspace-error.ts';

/** Held while a run reads, plans and writes a service's folder, so that two runs do not mix. */
export interface RunLock {
  /** @throws WorkspaceError when another run has taken the lock over, thinking this one dead */
  assertHeld(): void;
  release(): void;
}

export interface RunLockOptions {
  /** How long to wait for another run. */
  readonly waitMs?: number;
  /** Called once, when there is another run to wait for. */
  readonly onWait?: (pid: number) => void;
  readonly signal?: AbortSignal;
}

const WAIT_MS = 120_000;
const POLL_MS = 50;

/**
 * Takes the lock of a service's folder; waits for a run that holds it, and takes over from one
 * that is dead. Makes the folder when it is not there.
 *
 * @throws WorkspaceError when another run holds it for longer than `waitMs`
 */
export async function lockService(service: string, options: RunLockOptions = {}): Promise<RunLock> {
  const token = `${process.pid} ${randomUUID()}`;
  const folders = new CreatedFolders(service);
  const deadline = performance.now() + (options.waitMs ?? WAIT_MS);
  let hasSaid = false;
  for (;;) {
    options.signal?.throwIfAborted();
    folders.make();
    if (tryLock(service, token)) return heldLock(service, token, folders);
    const holder = readHolder(service);
    if (holder !== undefined && !isAlive(holder.pid)) {
      breakLock(service, holder.token);
      continue;
    }
    if (!hasSaid && holder !== undefined) {
      options.onWait?.(holder.pid);
      hasSaid = true;
    }
    if (performance.now() > deadline) throw stillHeld(service, holder?.pid);
    await delay(POLL_MS, undefined, options.signal === undefined ? {} : { signal: options.signal });
  }
}

function heldLock(service: string, token: string, folders: CreatedFolders): RunLock {
  const { runLock } = statePaths(service);
  const isHeld = () => readHolder(service)?.token === token;
  return {
    assertHeld() {
      if (!isHeld())
        throw workspaceError(
          'SW6007',
          `Another run has taken over ${service}. Nothing was written: run the command again.`,
        );
    },
    release() {
      if (isHeld()) rmSync(runLock, { force: true });
      folders.removeEmpty();
    },
  };
}

/** The lock appears with its content, so that nobody sees it empty. */
function tryLock(service: string, token: string): boolean {
  const { runLock } = statePaths(service);
  const draft = `${runLock}.${process.pid}`;
  try {
    writeFileSync(draft, token);
    linkSync(draft, runLock);
    return true;
  } catch (error) {
    const code = systemCode(error) ?? '';
    if (code === 'EEXIST' || code === 'ENOENT') return false;
    // A file system without hard links.
    if (['EPERM', 'ENOTSUP', 'ENOSYS', 'EMLINK'].includes(code))
      return tryExclusive(runLock, token);
    throw writeFailure(error, service);
  } finally {
    rmSync(draft, { force: true });
  }
}

function tryExclusive(path: string, token: string): boolean {
  try {
    writeFileSync(path, token, { flag: 'wx' });
    return true;
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return false;
    throw writeFailure(error, path);
  }
}

interface Holder {
  readonly pid: number;
  readonly token: string;
}

function readHolder(service: string): Holder | undefined {
  try {
    const token = readFileSync(statePaths(service).runLock, 'utf8');
    const pid = Number.parseInt(token, 10);
    return Number.isSafeInteger(pid) && pid > 0 ? { pid, token } : undefined;
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it is there, and somebody else's.
    return systemCode(error) === 'EPERM';
  }
}

/**
 * Removes the lock of a dead run. Moved away first, so that of several runs that try, one succeeds;
 * one that moved a newer lock by accident puts it back, and its holder checks before it commits.
 */
function breakLock(service: string, token: string): void {
  const { runLock } = statePaths(service);
  const away = `${runLock}.dead.${process.pid}`;
  try {
    renameSync(runLock, away);
    if (readFileSync(away, 'utf8') !== token) linkSync(away, runLock);
  } catch (error) {
    if (!['ENOENT', 'EEXIST'].includes(systemCode(error) ?? '')) throw error;
  } finally {
    rmSync(away, { force: true });
  }
}

function stillHeld(service: string, pid: number | undefined) {
  const who = pid === undefined ? 'Another run' : `Another run (process ${pid})`;
  const { runLock } = statePaths(service);
  return workspaceError(
    'SW6007',
    `${who} still works on ${service}. Wait for it to end; if it is no run of Specwright, delete ${runLock}.`,
  );
}

/** Folders that were made for the lock; the ones that stay empty go with it. */
class CreatedFolders {
  readonly #service: string;
  #outermost: string | undefined;

  constructor(service: string) {
    this.#service = service;
  }

  make(): void {
    try {
      const created = mkdirSync(statePaths(this.#service).local, { recursive: true });
      if (
        created !== undefined &&
        (this.#outermost === undefined || created.length < this.#outermost.length)
      )
        this.#outermost = created;
    } catch (error) {
      throw writeFailure(error, this.#service);
    }
  }

  removeEmpty(): void {
    const { local, state } = statePaths(this.#service);
    if (!removeEmptyFolder(local) || !removeEmptyFolder(state)) return;
    const outermost = this.#outermost;
    if (outermost === undefined) return;
    for (let folder = this.#service; isWithin(outermost, folder); folder = join(folder, '..')) {
      if (!removeEmptyFolder(folder)) return;
    }
  }
}

function isWithin(outer: string, path: string): boolean {
  const inside = relative(outer, path);
  return (
    inside === '' || (inside !== '..' && !inside.startsWith(`..${sep}`) && dirname(outer) !== outer)
  );
}
