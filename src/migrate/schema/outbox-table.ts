import { outboxTable } from '../../model/outbox.ts';
import type { ServiceModel } from '../../model/types.ts';
import type { SqlNames } from '../sql-names.ts';
import type { Column, Table } from './types.ts';

const text = (name: string, notNull: boolean): Column => ({
  name,
  kind: 'string',
  type: 'text',
  notNull,
  counted: false,
});

const integer = (name: string): Column => ({
  ...text(name, true),
  kind: 'integer',
  type: 'integer',
});

/** Where a service keeps what it has to send until it has arrived. */
export function outboxTableOf(model: ServiceModel, names: SqlNames): Table | undefined {
  const name = outboxTable(model);
  if (name === undefined) return undefined;
  return {
    name,
    columns: [
      text('id', true),
      text('event', true),
      text('method', true),
      text('url', true),
      text('type', false),
      text('body', false),
      integer('guarded'),
      integer('attempts'),
      text('created_at', true),
      text('due_at', false),
      text('failure', false),
    ],
    primaryKey: { name: names.take(`${name}_pkey`), columns: ['id'] },
    unique: [],
    indexes: [
      {
        name: names.take(`${name}_due_at_idx`),
        columns: [{ column: 'due_at', direction: 'asc', instant: false }],
      },
    ],
  };
}
