import type { ModelSnapshot } from '../../model/diff/snapshot.ts';
import type { SourceFile } from '../../scaffold/source-file.ts';
import { postgresStatements } from '../print/postgres.ts';
import { remadeTables, sqliteStatements } from '../print/sqlite.ts';
import { sqlComment } from '../sql.ts';
import { DIALECTS } from '../snapshot.ts';
import type { Dialect } from '../storage.ts';
import { nameMigration } from './name-migration.ts';
import type { Migration } from './plan-migration.ts';
import type { SchemaPlan } from './plan-steps.ts';
import type { Risk } from './risks.ts';

/** Stands before what a way back loses; `migrate down` asks first when it reads it. */
export const LOSES = '-- loses: ';

/** A migration's files: SQL for each dialect, and the way back beside it. */
export function migrationFiles(
  migration: Migration,
  number: number,
  model: ModelSnapshot,
): { readonly name: string; readonly files: readonly SourceFile[] } {
  const labels = new Map(
    model.entities.map(({ name, table }) => [
      table,
      name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase(),
    ]),
  );
  const { up, down, risks, risksBack } = migration;
  const main = DIALECTS.map((dialect) => up[dialect].steps).find((steps) => steps.length > 0) ?? [];
  const name = `${String(number).padStart(4, '0')}_${nameMigration(main, (table) => labels.get(table) ?? table)}`;
  const canGoBack = risksBack.every(({ impossible }) => !impossible);
  return {
    name,
    files: DIALECTS.flatMap((dialect) => {
      const path = `migrations/${dialect}/${name}`;
      return [
        { path: `${path}.sql`, text: fileText(up[dialect], dialect, risks.map(contractLine)) },
        ...(canGoBack
          ? [
              {
                path: `${path}.down.sql`,
                text: fileText(down[dialect], dialect, lossLines(risks, risksBack)),
              },
            ]
          : []),
      ];
    }),
  };
}

const contractLine = ({ what }: Risk): string => sqlComment(`Allowed: ${what}.`);

/** What the way back drops, and what the way there has dropped already. */
const lossLines = (risks: readonly Risk[], risksBack: readonly Risk[]): string[] => [
  ...risksBack
    .filter(({ code }) => code === 'SW5501' || code === 'SW5502')
    .map(({ what }) => `${LOSES}${sqlComment(what).slice(3)}`),
  ...risks
    .filter(({ code }) => code === 'SW5501' || code === 'SW5502')
    .map(({ what }) => sqlComment(`What was dropped does not come back: ${what}.`)),
];

function fileText(plan: SchemaPlan, dialect: Dialect, lines: readonly string[]): string {
  const statements = dialect === 'sqlite' ? sqliteStatements(plan) : postgresStatements(plan);
  const head = [
    ...lines,
    ...(dialect === 'sqlite' && remadeTables(plan).size > 0
      ? ['-- Tables are made anew: apply this with pragma foreign_keys = off.']
      : []),
    ...(statements.length === 0
      ? ['-- Nothing changes here: the number is that of the other dialect.']
      : []),
  ];
  return `${[...head, ...statements].join('\n')}\n`;
}
