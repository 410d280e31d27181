import type { Parameter, Schema } from '../spec/openapi.ts';
import { unwrap } from './envelope.ts';
import { sameName, singular, squash, wordsOf } from './names.ts';
import { objectShape } from './object-shape.ts';
import { type RawOperation, scopesOf } from './raw-operations.ts';
import { isReceipt, isSaidToBeKey } from './receipts.ts';
import { resolved, type Schemas } from './schema-shape.ts';
import type { Sketch } from './sketch.ts';
import { SAID, toldOperation } from './told.ts';
import type { Field, Generation, Key } from './types.ts';
import type { Collection } from './which-entity.ts';
import { type KeyChoice, whichKey } from './which-key.ts';

/** The field that tells one item from another; hidden where only the path knows it. */
export function keyFields(sketch: Sketch, told: string | undefined): string[] {
  // The path that goes by the entity's name knows its key best.
  const isNamed = ({ word }: Collection) => Number(sameName(singular(word), sketch.name));
  const withItems = sketch.collections
    .filter(({ itemParameter }) => itemParameter !== undefined)
    .sort((one, other) => isNamed(other) - isNamed(one) || one.path.length - other.path.length);
  const choices = withItems.map((collection) => inferredKey(sketch, collection));
  const own = choices[0]?.property;
  const names = withItems.map((collection, index) => {
    const choice = choices[index] ?? inferredKey(sketch, collection);
    // Paths that go by another property go on doing so.
    const said = told !== own && choice.property === own ? told : undefined;
    const chosen = toldKey(sketch, collection, said, choice) ?? choice;
    // Beside a key that is shown, what another path goes by is none that the service could make.
    const isForeign = index > 0 && own !== undefined && chosen.property === undefined;
    return isForeign ? undefined : keyOf(sketch, collection, chosen);
  });
  const [first] = names;
  return [first ?? ownKey(sketch, told)];
}

function inferredKey(sketch: Sketch, collection: Collection): KeyChoice {
  const { itemParameter = '', word } = collection;
  const declared = sketch.declared(collection, itemParameter);
  const choose = (properties: Sketch['properties']): KeyChoice =>
    whichKey(itemParameter, sketch.name, word, properties, declared, sketch.schemas);
  const choice = choose(sketch.properties);
  const isShown = (name: string): boolean =>
    sketch.properties.get(name)?.uses.has('response') === true;
  if (choice.property === undefined || isShown(choice.property)) return choice;
  const shown = new Map([...sketch.properties].filter(([name]) => isShown(name)));
  // What a client goes by is what it is shown, and not what a request calls alike.
  const other = choose(shown);
  return other.property !== undefined && other.confidence === 'certain' ? other : choice;
}

function keyOf(sketch: Sketch, collection: Collection, choice: KeyChoice): string {
  const parameter = collection.itemParameter ?? '';
  const declared = sketch.declared(collection, parameter);
  const name = choice.property ?? hiddenKey(sketch, parameter, declared).name;
  const source = declared && sketch.document.origin(declared);
  // Methods of one path may call its parameter by different names: `{id}` and `{shelf.id}`.
  for (const { itemParameter = parameter } of collection.items)
    sketch.byParameter.set(`${collection.path} ${itemParameter}`, name);
  sketch.evidence.push({
    choice: `key is "${name}"`,
    because: choice.because,
    confidence: choice.confidence,
    ...(source && { source }),
  });
  return name;
}

/** The key that the description names for a path, else for the entity, where it is another one. */
function toldKey(
  { properties }: Sketch,
  { operations, items }: Collection,
  told: string | undefined,
  inferred: KeyChoice,
): KeyChoice | undefined {
  const ofPath = [...items, ...operations].map((operation) => toldOperation(operation).key);
  const said = [...ofPath, told].find((key) => key !== undefined && properties.has(key));
  return said === undefined || said === inferred.property
    ? undefined
    : { property: said, because: SAID, confidence: 'certain' };
}

/** A key that no body shows; resource names (AIP-122) are computed from it. */
function hiddenKey(sketch: Sketch, parameter: string, declared: Parameter | undefined): Field {
  const known = sketch.hidden.find(({ generation }) => generation !== undefined);
  if (known) return known;
  const { type, format } = resolved(declared?.schema, sketch.schemas);
  const isNumber = [type].flat().some((one) => one === 'integer' || one === 'number');
  const schema: Schema = isNumber
    ? { type: 'integer' }
    : { type: 'string', ...(format !== undefined && { format }) };
  const generation: Generation = {
    by: isNumber ? 'sequence' : format === 'uuid' ? 'uuid' : 'random',
  };
  return sketch.hide(parameter, schema, generation, 'only the path knows it');
}

/** Where no path names an item: an id of its own, or a hidden one. */
function ownKey(sketch: Sketch, told: string | undefined): string {
  const names = [...sketch.properties.keys()];
  const lastWord = wordsOf(sketch.name).at(-1) ?? '';
  const own =
    names.find((name) => /^(?:id|uuid|guid|pk)$/i.test(name)) ??
    names.find((name) => sameName(name, `${sketch.name}Id`) || sameName(name, `${lastWord}Id`));
  if (told !== undefined && told !== own && sketch.properties.has(told)) {
    sketch.evidence.push({ choice: `key is "${told}"`, because: SAID, confidence: 'certain' });
    return told;
  }
  if (own === undefined)
    return sketch.hide(
      'id',
      { type: 'integer' },
      { by: 'sequence' },
      'rows need a key, and the description names none',
    ).name;
  sketch.evidence.push({
    choice: `key is "${own}"`,
    because: 'its name says so, and no path names an item',
    confidence: 'likely',
  });
  return own;
}

/** Keys that clients choose are unique within their parent only. */
export function composeKey(
  sketch: Sketch,
  keys: readonly string[],
  scopes: readonly string[],
  fields: readonly Field[],
): Key {
  if (sketch.isSingleton) return { fields: scopes };
  const isGenerated = keys.every(
    (name) => fields.find((field) => field.name === name)?.generation !== undefined,
  );
  const isAlwaysUnder = sketch.collections.every(({ items }) =>
    items.every(({ path, itemParameter }) => scopesOf(path, itemParameter).length > 0),
  );
  if ((isGenerated && !isTie(sketch, keys, scopes, fields)) || !isAlwaysUnder)
    return { fields: keys };
  return {
    fields: [...scopes.filter((scope) => fields.some(({ name }) => name === scope)), ...keys],
  };
}

/**
 * `/files/{fileId}/links/{objectId}`, where a link shows both ids and a client brings the second:
 * what ties two things together is told by both.
 */
function isTie(
  { name, collections, uses, schemas }: Sketch,
  keys: readonly string[],
  scopes: readonly string[],
  fields: readonly Field[],
): boolean {
  const [key = ''] = keys;
  const other = /^(.{3,})id$/.exec(squash(key))?.[1];
  const own = [name, wordsOf(name).at(-1) ?? '', ...collections.map(({ word }) => singular(word))];
  if (keys.length !== 1 || other === undefined || own.some((word) => sameName(word, other)))
    return false;
  const isShown = (wanted: string): boolean =>
    fields.some((field) => field.name === wanted && !field.hidden && !field.readOnly);
  const isBrought = uses.some(
    ({ usage, schema }) =>
      usage === 'create' && objectShape(schema, schemas)?.properties.has(key) === true,
  );
  return isBrought && isShown(key) && scopes.length > 0 && scopes.every(isShown);
}

/**
 * Whether an answer, a `Location` or its own create tells a client the key, so that it can ask for
 * an item.
 */
export function isKeyTold(
  { collections, uses, schemas }: Sketch,
  key: Key,
  fields: readonly Field[],
): boolean {
  const isBrought = (name: string): boolean =>
    uses.some(
      ({ usage, schema }) =>
        usage === 'create' && objectShape(schema, schemas)?.properties.has(name) === true,
    );
  const isSecret = ({ name, generation, hidden, writeOnly }: Field): boolean =>
    generation !== undefined && (hidden || (writeOnly && !isBrought(name)));
  const isShown = !fields.some((field) => key.fields.includes(field.name) && isSecret(field));
  if (isShown || fields.some(({ generation }) => generation?.by === 'template')) return true;
  return collections.some((collection) =>
    collection.operations.some(
      (operation) =>
        operation.method === 'post' &&
        (tellsLocation(operation.operation) || tellsKey(operation, collection, schemas)),
    ),
  );
}

/** `POST /orders` that answers `{ orderId }`, or the id alone. */
function tellsKey(
  { operation, success, word }: RawOperation,
  { primary, itemParameter, entityName }: Collection,
  schemas: Schemas,
): boolean {
  const { description = '' } = operation.responses?.[success.status] ?? {};
  const found = unwrap(success.body?.schema, schemas, singular(word), 'unlikely');
  return (
    isSaidToBeKey(resolved(success.body?.schema, schemas), description) ||
    (found?.kind === 'entity' &&
      isReceipt(found.schema, primary, { word, itemParameter, entityName }, schemas))
  );
}

const tellsLocation = ({ responses }: RawOperation['operation']): boolean =>
  Object.entries(responses ?? {}).some(
    ([status, { headers }]) =>
      status.startsWith('2') && Object.keys(headers ?? {}).some((name) => /^location$/i.test(name)),
  );
