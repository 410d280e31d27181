import { syncBuiltinESMExports } from 'node:module';
import type { DatabaseSync, DatabaseSyncOptions } from 'node:sqlite';

// Loaded before anything else in each process that runs a service's code. It closes what Node's
// permission model leaves open there: SQLite and V8 open files by themselves, and signals reach
// any process. What is kept of the originals stands in this module's scope only.

const { apply, construct } = Reflect;
const { defineProperty, setPrototypeOf } = Object;
// Not by import: what was imported before it is changed keeps the names as they were.
const sqlite = process.getBuiltinModule('node:sqlite');
const v8 = process.getBuiltinModule('node:v8');
const { SQLITE_ATTACH, SQLITE_DENY, SQLITE_OK } = sqlite.constants;
const Database = sqlite.DatabaseSync;
const { setAuthorizer, open } = Database.prototype;

/** `VACUUM INTO` attaches its target, so this covers it too; a plain `VACUUM` attaches ''. */
const refuseFiles = (action: number, file: string | null): number =>
  action === SQLITE_ATTACH && file !== '' && file !== ':memory:' ? SQLITE_DENY : SQLITE_OK;

function confine(database: DatabaseSync): void {
  // Node 24.10 brought authorizers.
  if (setAuthorizer !== undefined) apply(setAuthorizer, database, [refuseFiles]);
}

/**
 * Stands for `DatabaseSync`. Neither a subclass nor a proxy of it: both give the original away,
 * the one as its prototype, the other through `util.inspect` with `showProxy`.
 */
function Guarded(path: unknown, options?: DatabaseSyncOptions): DatabaseSync {
  if (new.target === undefined) throw new TypeError('DatabaseSync is called with new.');
  if (path !== ':memory:') throw denied('node:sqlite opens ":memory:" only');
  // The original's own prototype, so that nothing the caller made stands between.
  const database: DatabaseSync = construct(Database, [path, { ...options }]);
  if (database.isOpen) confine(database);
  if (new.target !== Guarded) setPrototypeOf(database, new.target.prototype);
  return database;
}
defineProperty(Guarded, 'name', { value: 'DatabaseSync' });
defineProperty(Guarded, 'prototype', { value: Database.prototype });

defineProperty(Database.prototype, 'constructor', { value: Guarded });
defineProperty(Database.prototype, 'open', {
  value(this: DatabaseSync) {
    apply(open, this, []);
    confine(this);
  },
});
defineProperty(Database.prototype, 'setAuthorizer', {
  value: refuse('DatabaseSync.setAuthorizer'),
});
defineProperty(sqlite, 'DatabaseSync', { value: Guarded });
defineProperty(sqlite, 'backup', { value: refuse('sqlite.backup') });

// Some flags make V8 write files, others take its own checks away.
defineProperty(v8, 'setFlagsFromString', { value: refuse('v8.setFlagsFromString') });

for (const name of ['kill', '_kill', '_debugProcess', '_debugEnd']) {
  defineProperty(process, name, { value: refuse(`process.${name}`) });
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
