import type { Entity, Field, Operation, Representation } from '../../model/types.ts';
import { scopeOf } from './lookup.ts';
import { functionNames } from './names.ts';

/** One way in which rows come to be: by a kind of body, under parents that the path names. */
export interface Insert {
  readonly function: string;
  readonly shape: Representation;
  /** Fields that come from the path, the key among them where a PUT names it. */
  readonly scope: readonly Field[];
  readonly operations: readonly Operation[];
}

/** Whether an operation makes rows: always, or where there is none of that name. */
const makesRows = ({ kind }: Operation): boolean => kind === 'create' || kind === 'upsert';

/** The distinct ways in which operations make rows of an entity, in the operations' order. */
export function insertsOf(entity: Entity, operations: readonly Operation[]): Insert[] {
  const creates = operations.filter(makesRows);
  const groups = Map.groupBy(creates, (create) => {
    const fields = scopeOf(entity, [create]).map(({ name }) => name);
    return JSON.stringify([createShape(entity, create)?.name, fields]);
  });
  const plain = functionNames(entity).insert;
  const taken = new Set<string>();
  return [...groups.values()].flatMap((own) => {
    const [first] = own;
    const shape = first && createShape(entity, first);
    if (!first || !shape) return [];
    const scope = scopeOf(entity, [first]);
    const name = nameOf(plain, shape, scope, taken);
    taken.add(name);
    return [{ function: name, shape, scope, operations: own }];
  });
}

/** `insertStore`, then `insertStoreWithStoreDraft`, then `insertStoreByMerchantId`. */
function nameOf(
  plain: string,
  shape: Representation,
  scope: readonly Field[],
  taken: ReadonlySet<string>,
): string {
  const parents = scope.map(
    ({ identifier }) => `${identifier.charAt(0).toUpperCase()}${identifier.slice(1)}`,
  );
  const body = `${plain}With${shape.name}`;
  const names = [
    plain,
    body,
    `${plain}By${parents.join('And')}`,
    `${body}By${parents.join('And')}`,
  ];
  return names.find((name) => !taken.has(name)) ?? `${body}${taken.size + 1}`;
}

/** The way in which one create makes its rows. */
export const insertOf = (
  entity: Entity,
  operations: readonly Operation[],
  create: Operation,
): Insert | undefined =>
  insertsOf(entity, operations).find((insert) => insert.operations.includes(create));

/** The representation of the body by which an operation creates. */
export function createShape(
  entity: Entity,
  { kind, request }: Operation,
): Representation | undefined {
  const wanted = (request?.contents ?? []).map(({ representation }) => representation);
  const sent = kind === 'upsert' ? 'replace' : 'create';
  return entity.representations.find(({ name, usage }) => usage === sent && wanted.includes(name));
}

/** The function that replaces a row, or makes it by another function: `putLab` beside `insertLab`. */
export const putName = (insert: string): string => insert.replace(/^insert/, 'put');
