import type { Schema } from '../spec/openapi.ts';
import { generationOf, hasStrictFormat, initialValue } from './first-value.ts';
import type { Collected } from './properties.ts';
import { randomFor } from './random-text.ts';
import { resolved, type Schemas, unwrapNull } from './schema-shape.ts';
import type { Sketch } from './sketch.ts';
import { isSameChoice, SAID, toldProperty } from './told.ts';
import type { Confidence, FieldType, Generation, JsonValue } from './types.ts';
import { resourceNameTemplate } from './which-key.ts';

/** What is known of a property when it is asked who writes it. */
export interface Traits {
  readonly type: FieldType;
  readonly isKey: boolean;
  readonly isSent: boolean;
  readonly readOnly: boolean;
  readonly nullable: boolean;
}

export type Note = (choice: string, because: string, confidence: Confidence) => void;

/** What is concluded of one property, before anything comes of it. */
interface Conclusion {
  readonly generation?: Generation;
  readonly note?: Parameters<Note>;
  /** A neutral first value, which is told to the user. */
  readonly start?: JsonValue;
  /** What has to be there and nobody supplies. */
  readonly unsupplied?: string;
}

/** What the service puts in when the client sends nothing; what the description says is stronger. */
export function whichGeneration(
  sketch: Sketch,
  property: string,
  found: Collected,
  traits: Traits,
  note: Note,
): Generation | undefined {
  const told = toldProperty(found.schema, sketch.schemas).generation;
  const concluded = conclude(sketch, property, found, traits);
  if (told !== undefined && !isSameChoice(told, concluded.generation)) {
    if (told === false) {
      note('is nothing that the service makes', SAID, 'certain');
      return undefined;
    }
    note(`starts by ${told.by}`, SAID, 'certain');
    return told;
  }
  if (concluded.note) note(...concluded.note);
  if (concluded.unsupplied !== undefined) sketch.unsupplied.push(concluded.unsupplied);
  if (concluded.start !== undefined)
    sketch.starts.push({ property, value: concluded.start, schema: found.schema });
  return concluded.generation;
}

function conclude(
  sketch: Sketch,
  property: string,
  found: Collected,
  { type, isKey, isSent, readOnly, nullable }: Traits,
): Conclusion {
  const { schemas } = sketch;
  const { schema: plain } = unwrapNull(found.schema, schemas);
  const isRequiredToCreate = isOwedByMaker(sketch, found) && !readOnly;
  const template = property === 'name' ? resourceNameTemplate(found.schema, schemas) : undefined;
  if (template !== undefined && !isKey)
    return {
      generation: { by: 'template', template },
      note: [`is ${template}`, 'its description gives its format (AIP-122)', 'certain'],
    };
  if (isKey)
    return isRequiredToCreate || isNamedByPut(sketch)
      ? {}
      : keyGeneration(firstForm(asInPath(sketch, property, plain), schemas), type);
  const own = isSent ? undefined : generationOf(property, found.schema, type, schemas);
  if (own)
    return {
      generation: own,
      note: [
        `is made by the service: ${own.by}`,
        'no request brings it, and its name and type say what it is',
        'likely',
      ],
    };
  const hasDefault = plain.default !== undefined || found.schema.default !== undefined;
  const isOwed =
    found.required.has('response') &&
    !nullable &&
    !isRequiredToCreate &&
    !hasDefault &&
    isEverCreated(sketch);
  return isOwed ? firstValue(sketch, property, found.schema, type) : {};
}

/** Whether nothing is made without a value of it. */
export const isOwedByMaker = (sketch: Sketch, { required }: Collected): boolean =>
  required.has(isNamedByPut(sketch) ? 'replace' : 'create');

/** What there is one of begins without anybody creating it. */
const isEverCreated = ({ isSingleton, uses }: Sketch): boolean =>
  isSingleton || uses.some(({ usage, makes }) => usage === 'create' || makes === true);

/** Whether things are made by a PUT to the name that a client gives them, and by nothing else. */
const isNamedByPut = ({ uses }: Sketch): boolean =>
  uses.some(({ makes }) => makes) && !uses.some(({ usage }) => usage === 'create');

/** A key in the form that its path asks for, where its own schema leaves that open. */
function asInPath(sketch: Sketch, property: string, own: Schema): Schema {
  if (own.type !== 'string' || own.pattern !== undefined || hasStrictFormat(own)) return own;
  const collection = sketch.collections.find(
    ({ path, itemParameter }) => sketch.byParameter.get(`${path} ${itemParameter}`) === property,
  );
  const declared =
    collection?.itemParameter === undefined
      ? undefined
      : sketch.declared(collection, collection.itemParameter);
  const { format, pattern } = resolved(declared?.schema, sketch.schemas);
  return {
    ...own,
    ...(format !== undefined && { format }),
    ...(pattern !== undefined && { pattern }),
  };
}

/** The first of several forms that a key may have: one is enough to make keys by. */
function firstForm(key: Schema, schemas: Schemas): Schema {
  const { anyOf, oneOf, ...own } = key;
  const [first] = anyOf ?? oneOf ?? [];
  return typeof first === 'object' ? { ...unwrapNull(first, schemas).schema, ...own } : key;
}

function keyGeneration(schema: Schema, type: FieldType): Conclusion {
  if (schema.enum !== undefined || schema.const !== undefined)
    return { unsupplied: 'a key that is one of a few values' };
  if (type === 'integer' || type === 'bigint' || type === 'number')
    return { generation: { by: 'sequence' } };
  if (type === 'uuid' || schema.format === 'uuid') return { generation: { by: 'uuid' } };
  if (schema.format !== undefined && hasStrictFormat(schema))
    return { unsupplied: `a key in the format ${schema.format}` };
  const random = randomFor(schema);
  if (schema.pattern !== undefined)
    return random ? { generation: random } : { unsupplied: 'a key that matches its pattern' };
  const example = String(schema.examples?.[0] ?? '');
  return {
    generation: /^[0-9a-f]{8}-[0-9a-f]{4}-/i.test(example)
      ? { by: 'uuid' }
      : (random ?? { by: 'random' }),
  };
}

/** A neutral value for what must be in every answer and nobody sends. */
function firstValue(
  { schemas }: Sketch,
  property: string,
  schema: Schema,
  type: FieldType,
): Conclusion {
  const because = 'answers must have it, and no request must bring it';
  if (type === 'date-time' || type === 'date')
    return {
      generation: { by: 'created-at' },
      note: ['is when it was created', because, 'likely'],
    };
  const value = initialValue(schema, type, schemas);
  if (value === undefined) return { unsupplied: property };
  return {
    generation: { by: 'constant', value },
    note: [`starts as ${JSON.stringify(value)}`, because, 'likely'],
    start: value,
  };
}
