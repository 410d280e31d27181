import type { Parameter, Schema } from '../spec/openapi.ts';
import { sameName, singular, squash } from './names.ts';
import { type RawOperation, scopesOf } from './raw-operations.ts';
import { resolved } from './schema-shape.ts';
import type { Sketch } from './sketch.ts';
import type { Field } from './types.ts';

/** Fields for the path parameters of parents, of every path that leads to the entity. */
export function scopeFields(sketch: Sketch, keys: readonly string[]): string[] {
  const found: string[] = [];
  for (const collection of sketch.collections) {
    for (const operation of [...collection.operations, ...collection.items]) {
      for (const scope of scopesOf(operation.path, operation.itemParameter)) {
        const place = `${collection.path} ${scope.parameter}`;
        const declared = sketch.declared(collection, scope.parameter);
        const others = new Set(
          [...sketch.byParameter].flatMap(([at, field]) =>
            at !== place && at.startsWith(`${collection.path} `) ? [field] : [],
          ),
        );
        // The last parameter of a list's path may be part of the key, which it narrows.
        const isOwn =
          operation.itemParameter === undefined && operation.path.endsWith(`{${scope.parameter}}`);
        const taken = new Set(isOwn ? others : [...keys, ...others]);
        const field =
          sketch.byParameter.get(place) ?? scopeField(sketch, scope, operation, declared, taken);
        sketch.byParameter.set(place, field);
        if (!found.includes(field) && !keys.includes(field)) found.push(field);
      }
    }
  }
  if (sketch.isSingleton && found.length === 0)
    found.push(
      sketch.hide(
        'id',
        { type: 'integer' },
        { by: 'constant', value: 1 },
        'there is one for the whole service',
      ).name,
    );
  return found;
}

/** Names that say no more than that something is told apart by them. */
const BARE = /^(?:id|uuid|slug|name|key|code|number)$/i;

/** The property that holds the parent's key, else a hidden field. */
function scopeField(
  sketch: Sketch,
  scope: { readonly parameter: string; readonly word: string },
  { path }: RawOperation,
  declared: Parameter | undefined,
  /** Fields that are the key, or that another parameter of the same path is. */
  taken: ReadonlySet<string>,
): string {
  const parent = singular(scope.word);
  const isBare = BARE.test(scope.parameter);
  const usable = [...sketch.properties.keys()].filter(
    (name) => !taken.has(name) && sketch.isComparable(name, declared),
  );
  const candidates = [
    isBare ? '' : scope.parameter,
    `${parent}Id`,
    `${parent}_id`,
    isBare ? `${parent} ${scope.parameter}` : '',
    BARE.test(parent) ? '' : parent,
  ].filter((candidate) => candidate !== '');
  for (const candidate of candidates) {
    const property = usable.find((name) => sameName(name, candidate));
    if (property !== undefined) return property;
  }
  const short = usable.filter((name) => isShortFor(name, parent));
  if (short.length === 1 && short[0] !== undefined) return short[0];
  const base = isBare && parent !== '' ? `${parent} ${scope.parameter}` : scope.parameter;
  const known = sketch.hidden.find(({ name }) => sameName(name, base) && !taken.has(name));
  if (known) return known.name;
  const because = `the path ${path} puts it under its ${parent === '' ? 'parent' : parent}`;
  return sketch.hide(base, plainSchema(sketch, declared), undefined, because).name;
}

/** `appid` of an application. */
function isShortFor(property: string, parent: string): boolean {
  const start = /^(.{3,})id$/.exec(squash(property))?.[1];
  return start !== undefined && squash(parent).startsWith(start);
}

function plainSchema({ schemas }: Sketch, declared: Parameter | undefined): Schema {
  const { type, format } = resolved(declared?.schema, schemas);
  const isNumber = [type].flat().some((one) => one === 'integer' || one === 'number');
  return isNumber ? { type: 'integer' } : { type: 'string', ...(format === 'uuid' && { format }) };
}

/** Whether every create puts the entity under this parent. */
export function everyCreateSets({ collections, byParameter }: Sketch, field: string): boolean {
  const creates = collections.flatMap(({ path, operations }) =>
    operations.filter(({ method }) => method === 'post').map((operation) => ({ path, operation })),
  );
  return (
    creates.length > 0 &&
    creates.every(({ path, operation }) =>
      scopesOf(operation.path, operation.itemParameter).some(
        ({ parameter }) => byParameter.get(`${path} ${parameter}`) === field,
      ),
    )
  );
}

/**
 * A field that the path fills: the service has nothing of its own to put there. What answers owe is
 * needed all the same, also by who creates under another path.
 */
export function asScope(
  { generation, ...field }: Field,
  isAlwaysSet: boolean,
  isOwed: boolean,
): Field {
  const kept = generation?.by === 'constant' ? { generation } : {};
  return {
    ...field,
    ...kept,
    required:
      (field.required && !field.hidden && (generation === undefined || isOwed)) || isAlwaysSet,
    nullable: field.nullable && !isAlwaysSet,
  };
}
