import { answerTable } from '../../model/idempotency.ts';
import type { ServiceModel } from '../../model/types.ts';
import type { SqlNames } from '../sql-names.ts';
import type { Column, Table } from './types.ts';

const column = (name: string, notNull: boolean): Column => ({
  name,
  kind: 'string',
  type: 'text',
  notNull,
  counted: false,
});

/** Where a service keeps what it has answered to requests with idempotency keys. */
export function answerTableOf(model: ServiceModel, names: SqlNames): Table | undefined {
  const name = answerTable(model);
  if (name === undefined) return undefined;
  return {
    name,
    columns: [
      column('id', true),
      column('fingerprint', true),
      { ...column('status', false), kind: 'integer', type: 'integer' },
      column('headers', false),
      column('body', false),
      column('created_at', true),
      column('owner', false),
      column('leased_until', false),
    ],
    primaryKey: { name: names.take(`${name}_pkey`), columns: ['id'] },
    unique: [],
    indexes: [
      {
        name: names.take(`${name}_created_at_idx`),
        columns: [{ column: 'created_at', direction: 'asc', instant: false }],
      },
    ],
  };
}
