import { operationsAbout } from '../../model/by-entity.ts';
import { type Code, code } from '../code.ts';
import { isServed } from '../../model/is-served.ts';
import type { Entity, Operation, ServiceModel } from '../../model/types.ts';
import { isItemOperation } from './lookup.ts';
import { entityNames } from './names.ts';

/** What `src/http/access.ts` says of operations: those about one row, by its type, and the others. */
export interface AccessView {
  readonly rows: readonly {
    readonly stored: string;
    /** How the file imports it, under a name that it does not use itself. */
    readonly imported: Code;
    readonly file: string;
    readonly operations: readonly string[];
    /** Those that may find none, and make it. */
    readonly puts: readonly string[];
  }[];
  readonly others: readonly string[];
}

/** Whether an operation finds one row, which may then be asked about. */
export const hasRow = (operation: Operation): boolean =>
  isServed(operation) && operation.entity !== undefined && isItemOperation(operation);

/** Whether an operation puts a row, whether one of that name is there or not. */
export const putsRow = (operation: Operation): boolean =>
  hasRow(operation) && operation.kind === 'upsert';

/** Whether an operation changes one row that is there. */
export const changesRow = (operation: Operation): boolean =>
  hasRow(operation) &&
  !['get', 'exists'].includes(operation.kind) &&
  operation.file?.what !== 'read';

/** The name of a list's condition, which no filter of the entity has. */
export const conditionName = ({ fields }: Entity): string =>
  fields.some(({ identifier }) => identifier === 'permitted') ? 'permittedRows' : 'permitted';

/** What `src/http/access.ts` declares or imports. */
const TAKEN = new Set(['Access', 'Authorize', 'Database', 'Expression', 'SqlBool', 'Verdict']);

export function accessView(model: ServiceModel): AccessView {
  const operations = model.resources.flatMap((resource) => resource.operations);
  const rows = model.entities.flatMap((entity) => {
    const own = operationsAbout(model, entity).filter(hasRow);
    const { stored: exported } = entityNames(entity);
    const stored = TAKEN.has(exported) ? `${exported}Row` : exported;
    const imported = code(stored === exported ? stored : `${exported} as ${stored}`);
    return own.length === 0
      ? []
      : [
          {
            stored,
            imported,
            file: entity.file,
            operations: own.filter((one) => !putsRow(one)).map(({ id }) => id),
            puts: own.filter(putsRow).map(({ id }) => id),
          },
        ];
  });
  const known = new Set(rows.flatMap(({ operations: own, puts }) => [...own, ...puts]));
  return { rows, others: operations.map(({ id }) => id).filter((id) => !known.has(id)) };
}
