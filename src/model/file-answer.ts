import type { RawOperation } from './raw-operations.ts';
import { componentOf } from './schema-shape.ts';
import type { Found } from './success.ts';
import type { Entity, FileAccess } from './types.ts';

/** What an operation on a file of a row answers: the file, the row, or nothing. */
export function fileAnswer(
  raw: RawOperation,
  { what }: FileAccess,
  entity: Entity | undefined,
): Found {
  const none: Found = { body: { kind: 'none' } };
  const { operation, success } = raw;
  if (operation.parameters?.some(({ in: place, name }) => place === 'header' && VERSION.test(name)))
    return { ...none, obstacle: 'which version of the file its headers name is not described' };
  if (what === 'read') {
    const [mediaType] = Object.keys(operation.responses?.[success.status]?.content ?? {});
    return { ...none, ...(mediaType !== undefined && { mediaType }) };
  }
  if (success.onlyOther) return { ...none, obstacle: 'its answer is not JSON' };
  if (!success.body) return none;
  const { mediaType, schema } = success.body;
  const component = componentOf(schema);
  const shape = entity?.representations.find(
    (known) =>
      known.usage === 'response' &&
      component !== undefined &&
      componentOf(known.schema) === component,
  );
  if (!shape) return { ...none, obstacle: 'its answer is not the entity' };
  return {
    mediaType,
    body: { kind: 'entity', representation: shape.name, path: [], envelope: [] },
  };
}

/** A condition that a file alone could meet otherwise than its row. */
const VERSION = /^if-match$/i;
