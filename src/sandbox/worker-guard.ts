import { syncBuiltinESMExports } from 'node:module';
import type { DatabaseSync } from 'node:sqlite';

// Loaded before anything else in each process that runs a service's code. It closes what Node's
// permission model leaves open there: SQLite opens files by itself, and signals reach any process.

const { apply, construct } = Reflect;
// Not by import: what was imported before it is changed keeps the names as they were.
const sqlite = process.getBuiltinModule('node:sqlite');
const { SQLITE_ATTACH, SQLITE_DENY, SQLITE_OK } = sqlite.constants;
const Database = sqlite.DatabaseSync;
const { setAuthorizer, open } = Database.prototype;

/** `VACUUM INTO` attaches its target, so this covers it too; a plain `VACUUM` attaches ''. */
const refuseFiles = (action: number, file: string | null): number =>
  action === SQLITE_ATTACH && file !== '' && file !== ':memory:' ? SQLITE_DENY : SQLITE_OK;

function confine(database: DatabaseSync): DatabaseSync {
  // Node 24.10 brought authorizers.
  if (database.isOpen && setAuthorizer !== undefined) apply(setAuthorizer, database, [refuseFiles]);
  return database;
}

const Guarded = new Proxy(Database, {
  construct(target, args, newTarget) {
    if (args[0] !== ':memory:') throw denied('node:sqlite opens ":memory:" only');
    return confine(construct(target, args, newTarget));
  },
});

Object.defineProperty(Database.prototype, 'constructor', { value: Guarded });
Object.defineProperty(Database.prototype, 'open', {
  value(this: DatabaseSync) {
    apply(open, this, []);
    confine(this);
  },
});
Object.defineProperty(Database.prototype, 'setAuthorizer', {
  value: refuse('DatabaseSync.setAuthorizer'),
});
Object.defineProperty(sqlite, 'DatabaseSync', { value: Guarded });
Object.defineProperty(sqlite, 'backup', { value: refuse('sqlite.backup') });

for (const name of ['kill', '_kill', '_debugProcess', '_debugEnd']) {
  Object.defineProperty(process, name, { value: refuse(`process.${name}`) });
}
syncBuiltinESMExports();

// A loop that prints would otherwise fill this process's memory instead of meeting the limit.
for (const stream of [process.stdout, process.stderr]) {
  const handle: unknown = Reflect.get(stream, '_handle');
  if (handle !== null && typeof handle === 'object' && 'setBlocking' in handle) {
    if (typeof handle.setBlocking === 'function') apply(handle.setBlocking, handle, [true]);
  }
}

function refuse(what: string): () => never {
  return () => {
    throw denied(`${what} is not available`);
  };
}

function denied(what: string): Error {
  return Object.assign(
    new Error(`Access to this API has been restricted: ${what} in the sandbox.`),
    {
      code: 'ERR_ACCESS_DENIED',
    },
  );
}
