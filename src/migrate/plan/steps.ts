import type { Check, Column, ForeignKey, Index, KeyConstraint, Table } from '../schema/types.ts';

/** One change of a database. Tables and columns go by their new names once they are renamed. */
export type Step =
  | { readonly do: 'rename table'; readonly from: string; readonly to: string }
  | {
      readonly do: 'rename column';
      readonly table: string;
      readonly from: string;
      readonly to: string;
    }
  /** The function by which PostgreSQL compares date-times. */
  | { readonly do: 'create instant' }
  | {
      readonly do: 'drop reference' | 'add reference';
      readonly table: string;
      readonly column: string;
      readonly reference: ForeignKey;
    }
  | { readonly do: 'drop index' | 'create index'; readonly table: string; readonly index: Index }
  | {
      readonly do: 'drop check' | 'add check';
      readonly table: string;
      readonly column: string;
      readonly check: Check;
    }
  | {
      readonly do: 'drop key' | 'add key';
      readonly table: string;
      readonly primary: boolean;
      readonly key: KeyConstraint;
    }
  | { readonly do: 'drop table' | 'create table'; readonly table: Table }
  | {
      readonly do: 'rename constraint';
      readonly table: string;
      readonly from: string;
      readonly to: string;
    }
  | {
      readonly do: 'rename index';
      readonly table: string;
      readonly from: Index;
      readonly to: Index;
    }
  | { readonly do: 'add column' | 'drop column'; readonly table: string; readonly column: Column }
  | {
      readonly do: 'alter column';
      readonly table: string;
      readonly before: Column;
      readonly after: Column;
    };

/** The order in which steps can be taken: what leans on something goes before it and comes after it. */
const ORDER: readonly Step['do'][] = [
  'rename table',
  'rename column',
  'create instant',
  'drop reference',
  'drop index',
  'drop check',
  'drop key',
  'drop table',
  'rename constraint',
  'rename index',
  'create table',
  'add column',
  'alter column',
  'drop column',
  'add key',
  'add check',
  'add reference',
  'create index',
];

/** Steps in an order in which they can be taken; those of a kind stay as they are. */
export const inOrder = (steps: readonly Step[]): Step[] =>
  ORDER.flatMap((kind) => steps.filter((step) => step.do === kind));

/** The table that a step is about, by its new name. */
export function tableOf(step: Step): string | undefined {
  if (step.do === 'create instant') return undefined;
  if (step.do === 'rename table') return step.to;
  return typeof step.table === 'string' ? step.table : step.table.name;
}
