import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.ts';
import { jsonDiagnostic } from '../diagnostics/reporters/json.ts';
import { MigrationError } from '../migrate/apply/migrations.ts';
import {
  lastWayBack,
  migrationsOf,
  type MigrationState,
  migrationState,
  openServiceDatabase,
} from '../migrate/apply/service-database.ts';
import { readLock } from '../workspace/lockfile.ts';
import { WorkspaceError } from '../workspace/workspace-error.ts';
import { ExitCode } from './exit-code.ts';
import { printedJson } from './json-report.ts';
import { table } from './table.ts';
import { printDiagnostics, type Terminal } from './terminal.ts';

export type MigrateAction = 'status' | 'up' | 'down';

export interface MigrateArguments {
  /** The service's folder; the current one by default. */
  readonly out?: string;
  /** `file:PATH` or `postgres://…`; by default what the service itself would take. */
  readonly databaseUrl?: string;
  readonly allowDestructive?: boolean;
  readonly json?: boolean;
  readonly quiet?: boolean;
}

/** A finding that ends the command. */
class Stop extends Error {
  readonly found: Diagnostic;

  constructor(found: Diagnostic) {
    super(found.message);
    this.found = found;
  }
}

/** `specwright migrate status|up|down` on the database of one service. */
export async function migrateCommand(
  action: MigrateAction,
  given: MigrateArguments,
  terminal: Terminal,
): Promise<number> {
  const service = resolve(terminal.cwd, given.out ?? '.');
  try {
    const url = databaseUrl(service, given, terminal.cwd);
    if (action === 'up') await openServiceDatabase(url).migrate(await migrationsOf(service, url));
    if (action === 'down') await takeBack(service, url, given);
    const state = await migrationState(service, url);
    report(state, given, terminal);
    return action === 'status' && state.pending.length > 0 ? ExitCode.look : ExitCode.done;
  } catch (error) {
    const found = findingsOf(error);
    if (given.json === true)
      terminal.out(
        printedJson([{ applied: [], pending: [], diagnostics: found.map(jsonDiagnostic) }]),
      );
    printDiagnostics(terminal, found, given.quiet);
    return found.some(({ code }) => code === 'SW6016') ? ExitCode.usage : ExitCode.look;
  }
}

function report(state: MigrationState, { json, quiet }: MigrateArguments, terminal: Terminal) {
  if (json === true) terminal.out(printedJson([{ ...state, diagnostics: [] }]));
  else if (quiet !== true)
    terminal.out(
      table([
        ...state.applied.map((name) => ['applied', name]),
        ...state.pending.map((name) => ['pending', name]),
      ]),
    );
}

/** What the service itself takes: its environment, else a file in its own folder. */
function databaseUrl(service: string, given: MigrateArguments, cwd: string): string {
  const lock = readLock(service);
  if (lock === undefined || !existsSync(join(service, 'migrations')))
    throw new Stop(
      diagnostic(
        'SW6016',
        'error',
        `${given.out ?? '.'} holds no service that Specwright generated. Name its folder with --out.`,
      ),
    );
  if (given.databaseUrl !== undefined) return absolute(given.databaseUrl, cwd);
  return absolute(process.env['DATABASE_URL'] ?? `file:${lock.service}.sqlite`, service);
}

const absolute = (url: string, folder: string): string =>
  /^(?:postgres(?:ql)?:|:memory:$)/.test(url)
    ? url
    : `file:${resolve(folder, url.replace(/^file:/, ''))}`;

async function takeBack(service: string, url: string, given: MigrateArguments): Promise<void> {
  const last = await lastWayBack(service, url);
  if (!last) return;
  if (last.text === undefined)
    throw new Stop(
      diagnostic(
        'SW5523',
        'error',
        `${last.name} has no way back: what was there before it cannot be made from what is there now. Bring back a copy of the database, or write a migration that goes on from here.`,
      ),
    );
  if (last.loses.length > 0 && given.allowDestructive !== true)
    throw new Stop(
      diagnostic(
        'SW5524',
        'error',
        `Taking ${last.name} back loses data: ${last.loses.join('; ')}. If it is no longer needed, run the command again with --allow-destructive.`,
      ),
    );
  await openServiceDatabase(url).takeBack(last.name, last.text);
}

const CODES = { changed: 'SW5521', parted: 'SW5522', failed: 'SW5525' } as const;

/** What a person can put right; everything else is a fault of ours. */
function findingsOf(error: unknown): readonly Diagnostic[] {
  if (error instanceof Stop) return [error.found];
  if (error instanceof WorkspaceError) return error.diagnostics;
  if (error instanceof MigrationError)
    return [diagnostic(CODES[error.kind], 'error', error.message)];
  if (error instanceof Error && 'code' in error)
    return [
      diagnostic(
        'SW5526',
        'error',
        `The database cannot be opened: ${error.message || String(error.code)}. Check --database-url, or DATABASE_URL.`,
      ),
    ];
  throw error;
}
