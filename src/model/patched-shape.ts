import type { Schema } from '../spec/openapi.ts';
import type { Draft } from './draft.ts';
import { type Namespace } from './names.ts';
import type { RawOperation } from './raw-operations.ts';
import { isJsonPatch } from './request-body.ts';
import { componentOf, type Schemas } from './schema-shape.ts';
import type { Field, Representation } from './types.ts';

/**
 * What a JSON Patch may change: the members that are shown, and that a replacement or a change
 * brings too, or a create where there is neither. Nothing where no patch asks for it, or where what
 * is shown has no name, or is a file.
 */
export function patchedShape(
  { name, collections, uses, fields, key }: Draft,
  representations: readonly Representation[],
  types: Namespace,
  schemas: Schemas,
): Representation | undefined {
  const all = collections.flatMap(({ operations, items }) => [...operations, ...items]);
  const patch = all.find((operation) => takesJsonPatch(operation, schemas));
  const get = all.find(({ method, path }) => method === 'get' && path === patch?.path);
  const shown = uses.find(({ operation, usage }) => operation === get && usage === 'response');
  const component = shown && componentOf(shown.schema);
  const representation = representations.find(
    ({ usage, schema }) => usage === 'response' && componentOf(schema) === component,
  );
  if (component === undefined || !representation) return undefined;
  const sent = sentNames(representations);
  const isOpen = (field: Field): boolean =>
    sent.has(field.name) && !field.readOnly && !key.fields.includes(field.name);
  const open = new Map(fields.filter(isOpen).map((field) => [field.name, field]));
  const members = representation.members.filter(({ field }) => open.has(field));
  if (members.length === 0 || [...open.values()].some(({ file }) => file)) return undefined;
  return {
    name: types.take(`${name}Patched`),
    usage: 'replace',
    schema: representation.schema,
    members,
  };
}

/** The fields that clients send of what is there; those that they make it of, where nothing changes it. */
function sentNames(representations: readonly Representation[]): ReadonlySet<string> {
  const namesOf = (usages: readonly Representation['usage'][]) =>
    representations
      .filter(({ usage }) => usages.includes(usage))
      .flatMap(({ members }) => members.map(({ field }) => field));
  const changed = namesOf(['replace', 'update']);
  return new Set(changed.length > 0 ? changed : namesOf(['create']));
}

const takesJsonPatch = ({ method, operation }: RawOperation, schemas: Schemas): boolean =>
  method === 'patch' &&
  Object.entries(operation.requestBody?.content ?? {}).some(([mediaType, { schema }]) =>
    isJsonPatch(mediaType, schema as Schema | boolean | undefined, schemas),
  );
