import type { Diagnostic, SourceLocation } from '../../diagnostics/diagnostic.ts';
import { diagnostic } from '../../diagnostics/diagnostic.ts';
import { diffSnapshots } from '../../model/diff/diff-models.ts';
import type { PlaceOf } from '../../model/diff/renames.ts';
import { isSameJson } from '../../model/diff/stable-json.ts';
import type { Rename } from '../../model/diff/types.ts';
import type { SourceFile } from '../../scaffold/source-file.ts';
import type { DatabaseSchema } from '../schema/types.ts';
import { DIALECTS, type SchemaSnapshot } from '../snapshot.ts';
import type { Dialect } from '../storage.ts';
import { between } from './between.ts';
import { type Identity, identityOf, ownTables, reversed, sameNames } from './identity.ts';
import { migrationFiles } from './migration-files.ts';
import { planSteps, type SchemaPlan } from './plan-steps.ts';
import { rename } from './rename.ts';
import { type Risk, risksOf } from './risks.ts';
import { breaking } from './running-instances.ts';

export interface MigrationRequest {
  readonly before: SchemaSnapshot;
  readonly after: SchemaSnapshot;
  /** The number of the first new migration. */
  readonly next: number;
  readonly renames?: readonly Rename[];
  /** Take steps that lose data or may fail on what the rows hold. */
  readonly allowDestructive?: boolean;
  /** Where the description says something. */
  readonly place?: PlaceOf;
}

export interface MigrationPlan {
  /** New migrations, one file a dialect, with the way back beside where there is one. */
  readonly files: readonly SourceFile[];
  readonly diagnostics: readonly Diagnostic[];
  /** A person must answer first; there are no files then. */
  readonly isPending: boolean;
}

/** One migration: how each dialect gets there and back. */
export interface Migration {
  readonly up: Readonly<Record<Dialect, SchemaPlan>>;
  readonly down: Readonly<Record<Dialect, SchemaPlan>>;
  /** What the way there risks, and what the way back does. */
  readonly risks: readonly Risk[];
  readonly risksBack: readonly Risk[];
}

/**
 * Works out how databases of one generation become those of the next. What is safe comes first, in
 * a migration of its own; what loses data or depends on it comes after, and only when allowed.
 */
export function planMigration(request: MigrationRequest): MigrationPlan {
  const { before, next, allowDestructive = false, place = () => undefined } = request;
  const after = withKept(before, request.after);
  const diff = diffSnapshots(before.model, after.model, {
    renames: request.renames ?? [],
    place,
  });
  const identity = [...identityOf(diff), ...ownTables(before, after)];
  const renamed = both((dialect) =>
    rename(before.databases[dialect], after.databases[dialect], identity),
  );
  const risks = distinct(
    DIALECTS.flatMap((dialect) =>
      risksOf(renamed[dialect].schema, after.databases[dialect], dialect),
    ),
  );
  const located = locator(after, place);
  const questions = [
    ...diff.diagnostics.filter(({ severity }) => severity === 'error'),
    ...risks
      .filter(({ impossible }) => impossible || !allowDestructive)
      .map((risk) => question(risk, located(risk))),
  ];
  if (questions.length > 0) {
    const hints = diff.diagnostics.filter(({ severity }) => severity !== 'error');
    return { files: [], diagnostics: [...questions, ...hints], isPending: true };
  }

  const namesBefore = (dialect: Dialect) => renamed[dialect].identity;
  const migrations = (
    risks.length === 0
      ? [migration(before.databases, after.databases, namesBefore, [])]
      : inTwo(before.databases, after.databases, renamed, risks)
  ).filter(({ up }) => DIALECTS.some((dialect) => up[dialect].steps.length > 0));
  const written = migrations.map((one, index) => migrationFiles(one, next + index, after.model));
  return {
    files: written.flatMap(({ files }) => files),
    diagnostics: [
      ...diff.diagnostics,
      ...written.flatMap(({ name }, index) => breaking(name, migrations[index]?.up.postgres)),
    ],
    isPending: false,
  };
}

const both = <Value>(of: (dialect: Dialect) => Value): Record<Dialect, Value> => ({
  sqlite: of('sqlite'),
  postgres: of('postgres'),
});

/** The later schemas, in which the tables that stay as they were are the very same ones. */
const withKept = (before: SchemaSnapshot, after: SchemaSnapshot): SchemaSnapshot => ({
  ...after,
  databases: both((dialect) => {
    const known = new Map(before.databases[dialect].tables.map((table) => [table.name, table]));
    const tables = after.databases[dialect].tables.map((table) => {
      const was = known.get(table.name);
      return was && isSameJson(was, table) ? was : table;
    });
    return { ...after.databases[dialect], tables };
  }),
});

/** All that is safe first, and then what is not. */
function inTwo(
  before: Databases,
  after: Databases,
  renamed: Readonly<Record<Dialect, ReturnType<typeof rename>>>,
  risks: readonly Risk[],
): Migration[] {
  const middle = both((dialect) => between(renamed[dialect].schema, after[dialect], risks));
  return [
    migration(before, middle, (dialect) => renamed[dialect].identity, []),
    migration(middle, after, (dialect) => sameNames(middle[dialect], after[dialect]), risks),
  ];
}

type Databases = Readonly<Record<Dialect, DatabaseSchema>>;

function migration(
  from: Databases,
  to: Databases,
  identity: (dialect: Dialect) => Identity,
  risks: readonly Risk[],
): Migration {
  const down = both((dialect) =>
    planSteps(to[dialect], from[dialect], reversed(identity(dialect))),
  );
  return {
    up: both((dialect) => planSteps(from[dialect], to[dialect], identity(dialect))),
    down,
    risks,
    risksBack: distinct(
      DIALECTS.flatMap((dialect) => risksOf(down[dialect].current, from[dialect], dialect)),
    ),
  };
}

/** One and the same risk shows in both dialects, mostly. */
const distinct = (risks: readonly Risk[]): Risk[] => [
  ...new Map(
    risks.map((risk) => [JSON.stringify([risk.code, risk.table, risk.column, risk.detail]), risk]),
  ).values(),
];

function question({ code, what, impossible }: Risk, location: SourceLocation | undefined) {
  const said = `${what.charAt(0).toUpperCase()}${what.slice(1)}.`;
  const advice = impossible
    ? 'No migration is written for it: give the field a new name, so that both are there for a while, and move the values.'
    : ADVICE[code];
  return diagnostic(code, 'error', `${said} ${advice}`, location);
}

const ALLOW = 'run the command again with --allow-destructive';

const ADVICE: Readonly<Record<string, string>> = {
  SW5501: `If its rows are no longer needed, ${ALLOW}.`,
  SW5502: `If they are no longer needed, ${ALLOW}.`,
  SW5503: `If they hold none, or it may be lost, ${ALLOW}; the migration stops at values that cannot be converted.`,
  SW5504: `Give it a default, or make it optional. If every row will have a value by then, ${ALLOW}: the migration stops at rows that have none.`,
  SW5505: `If no row holds other values, ${ALLOW}: the migration stops at rows that do.`,
  SW5506: `If no two rows are alike, ${ALLOW}: the migration stops at rows that are.`,
  SW5507: `If rows are told apart by it, ${ALLOW}: the migration stops at rows that are not.`,
  SW5508: `If every row does, ${ALLOW}: the migration stops at rows that do not.`,
  SW5509: `If every row is, ${ALLOW}: the migration stops at rows that are not.`,
};

/** Where the description speaks of the table and the column that a risk is about. */
function locator({ model }: SchemaSnapshot, place: PlaceOf) {
  return ({ table, column }: Risk): SourceLocation | undefined => {
    const entity = model.entities.find((one) => one.table === table);
    const field = entity?.fields.find((one) => one.column === column);
    return entity && place(entity.name, field?.name);
  };
}
