import { type Namespace, typeName } from './names.ts';
import { type Draft, membersOf, type ShapeUse } from './draft.ts';
import { componentOf, type Schemas } from './schema-shape.ts';
import type { Representation } from './types.ts';

/** A draft with its representations, and which body is which. */
export interface ShapedDraft {
  readonly draft: Draft;
  readonly representations: readonly Representation[];
  /** The representation's name for a body of an operation. */
  readonly nameOf: (use: ShapeUse) => string | undefined;
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
  return { draft, representations, nameOf: (use) => names.get(keyOf(use, schemas)) };
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
