import type { Operation, ServiceModel } from './types.ts';

/** An operation that answers a repeated request as it did the first time. */
export interface Repeatable {
  readonly operation: string;
  /** The header that carries the key, in lower case. */
  readonly header: string;
}

/** The operations whose description declares an idempotency key. */
export function repeatableOperations(model: ServiceModel): Repeatable[] {
  return model.resources.flatMap(({ operations }) =>
    operations.flatMap((operation) => {
      const header = keyHeader(operation);
      return header === undefined ? [] : [{ operation: operation.id, header }];
    }),
  );
}

/** The header that carries an operation's key, in lower case. */
export function keyHeader({ method, parameters }: Operation): string | undefined {
  const declared = parameters.find(
    ({ role, in: place }) => role === 'idempotency-key' && place === 'header',
  );
  return ['get', 'head', 'options', 'trace'].includes(method)
    ? undefined
    : declared?.name.toLowerCase();
}

/** The table of the answers that may be asked for again, under a name that no entity has. */
export function answerTable(model: ServiceModel): string | undefined {
  if (repeatableOperations(model).length === 0) return undefined;
  const taken = new Set(model.entities.map(({ table }) => table));
  let name = 'idempotent_answer';
  while (taken.has(name)) name = `${name}_`;
  return name;
}
