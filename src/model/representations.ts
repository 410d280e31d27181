import type { Schema } from '../spec/openapi.ts';
import { type Namespace, typeName } from './names.ts';
import type { Draft } from './draft.ts';
import { fits } from './fits.ts';
import { objectShape } from './object-shape.ts';
import type { ShapeUse } from './properties.ts';
import { patchedShape } from './patched-shape.ts';
import { componentOf, type Schemas, unwrapNull } from './schema-shape.ts';
import type { Field, Member, Representation } from './types.ts';

/** A draft with its representations, and which body is which. */
export interface ShapedDraft {
  readonly draft: Draft;
  readonly representations: readonly Representation[];
  /** The representation's name for a body of an operation. */
  readonly nameOf: (use: ShapeUse) => string | undefined;
  /** The representation of what a JSON Patch may change, where there are such patches. */
  readonly patched: string | undefined;
}

const SUFFIX = { response: '', create: 'Create', replace: 'Replace', update: 'Update' } as const;

/** One representation for each distinct body, named after the description's schema where it has a name. */
export function representationsOf(draft: Draft, types: Namespace, schemas: Schemas): ShapedDraft {
  const names = new Map<string, string>();
  const representations: Representation[] = [];
  const isNew = new Set<string>([draft.name.toLowerCase()]);
  for (const use of [...draft.uses].sort(
    (one, other) => Number(one.usage !== 'response') - Number(other.usage !== 'response'),
  )) {
    const key = keyOf(use, schemas);
    if (names.has(key)) continue;
    const members = membersOf(use.schema, use.usage, draft.fields, schemas);
    const same = representations.find(
      (known) =>
        known.usage === use.usage && JSON.stringify(known.members) === JSON.stringify(members),
    );
    if (same) {
      names.set(key, same.name);
      continue;
    }
    const wanted = wantedName(draft, use, isNew);
    const name = wanted === draft.name && !isNew.has('taken') ? wanted : types.take(wanted);
    if (name === draft.name) isNew.add('taken');
    names.set(key, name);
    representations.push({ name, usage: use.usage, schema: use.schema, members });
  }
  const patched = patchedShape(draft, representations, types, schemas);
  return {
    draft,
    representations: [...representations, ...(patched ? [patched] : [])],
    nameOf: (use) => names.get(keyOf(use, schemas)),
    patched: patched?.name,
  };
}

const keyOf = ({ usage, schema }: ShapeUse, _schemas: Schemas): string =>
  `${usage} ${componentOf(schema) ?? JSON.stringify(schema)}`;

function wantedName(draft: Draft, use: ShapeUse, isNew: ReadonlySet<string>): string {
  const component = componentOf(use.schema);
  const own = component === undefined ? undefined : typeName(component);
  if (use.usage === 'response') {
    if (!isNew.has('taken')) return draft.name;
    return own === undefined || own === draft.name ? `${draft.name}View` : own;
  }
  return own === undefined || own.toLowerCase() === draft.name.toLowerCase()
    ? `${draft.name}${SUFFIX[use.usage]}`
    : own;
}

/** The members of a body that are fields of the entity. */
export function membersOf(
  schema: Schema,
  usage: Representation['usage'],
  fields: readonly Field[],
  schemas: Schemas,
): Member[] {
  const shown = new Map(fields.filter(({ hidden }) => !hidden).map((field) => [field.name, field]));
  return [...(objectShape(schema, schemas)?.properties ?? [])].flatMap(
    ([name, { schema: own, required }]): Member[] => {
      const field = shown.get(name);
      if (!field) return [];
      if (usage === 'response') {
        // What no request brings is stored as it is shown.
        const isKept = field.readOnly && field.schema === own;
        const isShown = !field.writeOnly && (isKept || fits(field.schema, own, schemas));
        if (!isShown) return [];
        const isNeverNull = field.nullable && !unwrapNull(own, schemas).nullable;
        return [{ field: name, required, ...(isNeverNull && { nullable: false }) }];
      }
      const isOwned =
        unwrapNull(own, schemas).schema.readOnly === true ||
        field.generation?.by === 'template' ||
        (field.readOnly && field.generation !== undefined);
      if (isOwned) return [];
      const isEmptied = !field.nullable && unwrapNull(own, schemas).nullable && mayBeEmptied(field);
      return [{ field: name, required, ...(isEmptied && { nullable: true }) }];
    },
  );
}

/** Whether a field that is never null has something to fall back to where a client sends null. */
const mayBeEmptied = ({
  required,
  default: fallback,
  generation,
  reference,
  file,
}: Field): boolean =>
  reference?.many !== true &&
  file === undefined &&
  (!required || fallback !== undefined || generation !== undefined);
