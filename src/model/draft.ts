import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.ts';
import type { SpecDocument } from '../spec/document.ts';
import { composeKey, isKeyTold, keyFields } from './key-fields.ts';
import type { ShapeUse } from './properties.ts';
import { asScope, everyCreateSets, scopeFields } from './scope-fields.ts';
import { Sketch } from './sketch.ts';
import type { ToldGroup } from './told-entities.ts';
import type { Evidence, Field, Key } from './types.ts';
import type { Collection } from './which-entity.ts';
import { fieldOf } from './which-fields.ts';

/** An entity with its fields, before others refer to it. */
export interface Draft {
  /** The entity's name, which the description may say. */
  readonly name: string;
  /** The name that is inferred: paths and properties go by it, whatever the entity is called. */
  readonly known: string;
  readonly table: string | undefined;
  readonly collections: readonly Collection[];
  readonly uses: readonly ShapeUse[];
  readonly fields: readonly Field[];
  readonly key: Key;
  readonly singleton: boolean;
  readonly evidence: readonly Evidence[];
  readonly diagnostics: readonly Diagnostic[];
  /** Fields for path parameters, by the path of the collection and the parameter's name. */
  readonly byParameter: ReadonlyMap<string, string>;
  /** Fields that must be there, and that neither a client nor the service can supply. */
  readonly unsupplied: readonly string[];
  /** Whether an answer or a `Location` tells the key, so that a client can ask for an item. */
  readonly isKeyTold: boolean;
}

/** Finds the fields and the key of one entity from all its bodies and paths. */
export function draftEntity(
  { name: known, collections, uses, told }: ToldGroup,
  document: SpecDocument,
): Draft {
  const name = told.entity === undefined || told.entity === false ? known : told.entity;
  const sketch = new Sketch(known, collections, uses, document);
  const keys = sketch.isSingleton ? [] : keyFields(sketch, told.key);
  const scopes = scopeFields(sketch, keys);
  const shown = [...sketch.properties].map(([property, found]) =>
    fieldOf(sketch, property, found, keys),
  );
  const fields = [...sketch.hidden, ...shown].map((field) =>
    scopes.includes(field.name) && !keys.includes(field.name)
      ? asScope(
          field,
          sketch.isSingleton || everyCreateSets(sketch, field.name),
          sketch.properties.get(field.name)?.required.has('response') === true,
        )
      : field,
  );
  const key = composeKey(sketch, keys, scopes, fields);
  return {
    name,
    known,
    table: told.table,
    collections,
    uses,
    fields: ordered(fields, key),
    key,
    singleton: sketch.isSingleton,
    evidence: sketch.evidence,
    diagnostics: startFindings(name, sketch),
    byParameter: sketch.byParameter,
    unsupplied: sketch.unsupplied,
    isKeyTold: isKeyTold(sketch, key, fields),
  };
}

/** Keys first, then what is hidden, then as described. */
function ordered(fields: readonly Field[], key: Key): Field[] {
  const rank = ({ name, hidden }: Field) => (key.fields.includes(name) ? 0 : hidden ? 1 : 2);
  return [...fields].sort((one, other) => rank(one) - rank(other));
}

/** What starts neutral, told once for each entity. */
function startFindings(name: string, { starts, document }: Sketch): Diagnostic[] {
  const [first] = starts;
  if (!first) return [];
  const source = document.origin(first.schema);
  const location = source && document.locate(source);
  const all = starts
    .map(({ property, value }) => `${property} as ${JSON.stringify(value)}`)
    .join(', ');
  return [
    diagnostic(
      'SW2001',
      'info',
      `Every ${name} must show what no request must bring: it starts with ${all}. Say otherwise with default, or with x-specwright: { generation }.`,
      location,
    ),
  ];
}
