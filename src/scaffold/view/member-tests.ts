import type { Entity, Representation } from '../../model/types.ts';
import { code } from '../code.ts';
import { isBig } from './field-type.ts';

/** Members that only the service writes, with values that a client might try. */
export function forcedMembers(entity: Entity, shape: Representation, shown: ReadonlySet<string>) {
  const sent = new Set(shape.members.map(({ field }) => field));
  const members = entity.fields
    .filter(({ name, readOnly }) => readOnly && shown.has(name) && !sent.has(name))
    .flatMap((field): [string, string | number][] => {
      if (['string', 'uuid', 'date-time', 'date'].includes(field.type))
        return [[field.name, 'forced by a client']];
      return field.type === 'integer' && !isBig(field) ? [[field.name, 987654321]] : [];
    });
  return members.length === 0 ? undefined : code(JSON.stringify(Object.fromEntries(members)));
}

/** Members that clients send and nobody is shown, as a list. */
export function secretMembers(entity: Entity, shape: Representation) {
  const sent = new Set(shape.members.map(({ field }) => field));
  const names = entity.fields.filter(({ name, writeOnly }) => writeOnly && sent.has(name));
  return names.length === 0 ? undefined : code(JSON.stringify(names.map(({ name }) => name)));
}
