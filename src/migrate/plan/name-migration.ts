import type { Step } from './steps.ts';

/** Longer names are cut. */
const MAX_LENGTH = 60;

/** What tables are called in names of migrations: `book` for `books`. */
export type LabelOf = (table: string) => string;

/** A name for a migration, from what it does: `add_book_subtitle`. */
export function nameMigration(steps: readonly Step[], label: LabelOf): string {
  const isMain = mainSteps(steps);
  const phrases = RANKS.map((kinds) =>
    steps
      .filter((step) => kinds.includes(step.do) && isMain(step))
      .flatMap((step) => phrase(step, label)),
  );
  // Keys and indexes follow from tables and columns, unless they are all there is.
  const [tables = [], columns = [], ...rest] = phrases;
  const main = [...tables, ...columns];
  const told = main.length > 0 ? main : (rest.find((some) => some.length > 0) ?? []);
  const [first = 'change_schema', second, ...more] = [...new Set(told)];
  const both = `${first}_and_${second ?? ''}`;
  const whole = second === undefined ? first : both;
  const isWhole = more.length === 0 && whole.length <= MAX_LENGTH;
  const name = isWhole ? whole : `${first.slice(0, MAX_LENGTH - '_and_more'.length)}_and_more`;
  return name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .slice(0, MAX_LENGTH);
}

/** What is said first: what a reader of the folder looks for. */
const RANKS: readonly (readonly Step['do'][])[] = [
  ['rename table', 'create table', 'drop table'],
  ['rename column', 'add column', 'drop column', 'alter column', 'drop check', 'add check'],
  ['drop key', 'add key', 'drop reference', 'add reference'],
  ['drop index', 'create index', 'rename index', 'rename constraint'],
  ['create instant'],
];

/** Tells steps from those that come with a new table or column, or are one half of a rename. */
function mainSteps(steps: readonly Step[]): (step: Step) => boolean {
  const made = new Set(
    steps.flatMap((step) => {
      if (step.do === 'create table') return [step.table.name];
      return step.do === 'add column' ? [`${step.table}.${step.column.name}`] : [];
    }),
  );
  return (step) => {
    switch (step.do) {
      case 'rename table':
      case 'rename column':
        return !step.from.endsWith('__new');
      case 'add check':
      case 'add reference':
        return !made.has(step.table) && !made.has(`${step.table}.${step.column}`);
      case 'create index':
        return !made.has(step.table);
      default:
        return true;
    }
  };
}

function phrase(step: Step, label: LabelOf): string {
  switch (step.do) {
    case 'rename table':
      return `rename_${step.from}_to_${final(step.to)}`;
    case 'rename column':
      return `rename_${label(step.table)}_${step.from}_to_${final(step.to)}`;
    case 'create table':
      return `create_${step.table.name}`;
    case 'drop table':
      return `drop_${step.table.name}`;
    case 'add column':
      return `add_${label(step.table)}_${step.column.name}`;
    case 'drop column':
      return `drop_${label(step.table)}_${step.column.name}`;
    case 'alter column':
      return `change_${label(step.table)}_${step.after.name}`;
    case 'drop check':
    case 'add check':
    case 'drop reference':
    case 'add reference':
      return `change_${label(step.table)}_${step.column}`;
    case 'drop key':
    case 'add key':
      return `change_${label(step.table)}_keys`;
    case 'drop index':
    case 'create index':
    case 'rename index':
    case 'rename constraint':
      return `index_${label(step.table)}`;
    case 'create instant':
      return 'compare_times';
  }
}

/** Without the mark of a name between. */
const final = (name: string): string => name.replace(/__new$/, '');
