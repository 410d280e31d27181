import type { Entity, Representation } from '../../model/types.ts';
import { code } from '../code.ts';
import { isBig } from './field-type.ts';
import type { TestPlan } from './test-plan.ts';
import { isMembers } from './test-values.ts';

/**
 * Members that only the service writes, with values that a client might try; nothing where bodies
 * may have no members but their own, so that such a request is refused whole.
 */
export function forcedMembers(
  entity: Entity,
  shape: Representation,
  shown: ReadonlySet<string>,
  plan: TestPlan,
) {
  const sent = new Set(shape.members.map(({ field }) => field));
  const members = entity.fields
    .filter(({ name, readOnly }) => readOnly && shown.has(name) && !sent.has(name))
    .flatMap((field): [string, string | number][] => {
      if (['string', 'uuid', 'date-time', 'date'].includes(field.type))
        return [[field.name, 'forced by a client']];
      return field.type === 'integer' && !isBig(field) ? [[field.name, 987654321]] : [];
    });
  const forced = Object.fromEntries(members);
  const body = plan.value(entity, shape, 0, true);
  const isClosed = isMembers(body) && !plan.takes(shape.schema, { ...body, ...forced });
  return members.length === 0 || isClosed ? undefined : code(JSON.stringify(forced));
}

/** Members that clients send and nobody is shown, as a list. */
export function secretMembers(entity: Entity, shape: Representation) {
  const sent = new Set(shape.members.map(({ field }) => field));
  const names = entity.fields.filter(({ name, writeOnly }) => writeOnly && sent.has(name));
  return names.length === 0 ? undefined : code(JSON.stringify(names.map(({ name }) => name)));
}
