import type { Schema } from '../spec/openapi.ts';
import { fieldTypeOf } from './field-type.ts';
import { generationOf, initialValue } from './first-value.ts';
import { identifier, sqlName } from './names.ts';
import { propertyOverride } from './overrides.ts';
import type { Collected } from './properties.ts';
import { randomFor } from './random-text.ts';
import { unwrapNull } from './schema-shape.ts';
import type { Sketch } from './sketch.ts';
import type { Evidence, Field, FieldType, Generation } from './types.ts';
import { resourceNameTemplate } from './which-key.ts';
import { writeOnlyPaths } from './write-only.ts';

/** One property as a field: its type, who writes it, and what it starts as. */
export function fieldOf(
  sketch: Sketch,
  property: string,
  found: Collected,
  keys: readonly string[],
): Field {
  const { schemas, document } = sketch;
  const { schema } = found;
  const { schema: plain, nullable: mayBeNull } = unwrapNull(schema, schemas);
  const type = fieldTypeOf(schema, schemas);
  const isKey = keys.includes(property);
  const nullable = mayBeNull && !isKey;
  // What one schema only shows, another may bring.
  const readOnly = found.sent === undefined && isReadOnly(plain, schema);
  const isSent =
    !readOnly && ['create', 'replace', 'update'].some((usage) => found.uses.has(usage as 'create'));
  const fallback = plain.default ?? schema.default;
  const source = document.origin(schema);
  const evidence: Evidence[] = [];
  const note = (choice: string, because: string, confidence: Evidence['confidence']) =>
    evidence.push({
      choice: `"${property}" ${choice}`,
      because,
      confidence,
      ...(source && { source }),
    });

  const generation = whichGeneration(sketch, property, found, {
    type,
    isKey,
    isSent,
    readOnly,
    nullable,
    note,
  });
  const writeOnly = isWriteOnly(sketch, found, plain);
  if (found.isTwoThings)
    note('is stored and not shown', 'it is sent in one form and shown in another', 'likely');
  else if (writeOnly && plain.writeOnly !== true)
    note('is stored and not shown', 'no answer has it', 'likely');
  const isAlwaysSet =
    isKey ||
    (found.required.has('create') && !readOnly) ||
    (fallback !== undefined && fallback !== null) ||
    (generation !== undefined && !nullable);
  const values = (plain.enum ?? []).filter((value): value is string => typeof value === 'string');
  return {
    name: property,
    identifier: sketch.identifiers.take(identifier(property)),
    column: sketch.columns.take(sqlName(property)),
    type,
    schema,
    mergeable: type === 'json' && plain.type === 'object',
    unshown: type === 'json' ? writeOnlyPaths(schema, schemas) : [],
    ...(type === 'enum' && { values }),
    ...(plain.description !== undefined &&
      plain.description !== '' && { description: plain.description }),
    required: isAlwaysSet && !nullable,
    nullable,
    readOnly: readOnly || (!isSent && !isKey),
    writeOnly,
    hidden: false,
    ...(fallback !== undefined && { default: fallback as NonNullable<Field['default']> }),
    ...(generation && { generation }),
    ...(source && { source }),
    evidence,
  };
}

const isReadOnly = (plain: Schema, schema: Schema): boolean =>
  plain.readOnly === true || schema.readOnly === true;

/** Never shown: it says so, no answer has it, or answers have it in another form. */
function isWriteOnly({ uses }: Sketch, found: Collected, plain: Schema): boolean {
  const hasAnswers = uses.some(({ usage }) => usage === 'response');
  return (
    found.isTwoThings ||
    plain.writeOnly === true ||
    found.schema.writeOnly === true ||
    (hasAnswers && !found.uses.has('response'))
  );
}

interface Traits {
  readonly type: FieldType;
  readonly isKey: boolean;
  readonly isSent: boolean;
  readonly readOnly: boolean;
  readonly nullable: boolean;
  readonly note: (choice: string, because: string, confidence: Evidence['confidence']) => void;
}

/** What the service puts in when the client sends nothing. */
function whichGeneration(
  sketch: Sketch,
  property: string,
  found: Collected,
  { type, isKey, isSent, readOnly, nullable, note }: Traits,
): Generation | undefined {
  const { schemas } = sketch;
  const { schema: plain } = unwrapNull(found.schema, schemas);
  const told = propertyOverride(plain['x-specwright'] ?? found.schema['x-specwright']).generation;
  if (told) {
    note(`starts by ${told.by}`, 'the description says so in x-specwright', 'certain');
    return told;
  }
  const isRequiredToCreate = found.required.has('create') && !readOnly;
  const template = property === 'name' ? resourceNameTemplate(found.schema, schemas) : undefined;
  if (template !== undefined && !isKey) {
    note(`is ${template}`, 'its description gives its format (AIP-122)', 'certain');
    return { by: 'template', template };
  }
  if (isKey) return isRequiredToCreate ? undefined : keyGeneration(sketch, plain, type);
  const own =
    told === false || isSent ? undefined : generationOf(property, found.schema, type, schemas);
  if (own) {
    note(
      `is made by the service: ${own.by}`,
      'no request brings it, and its name and type say what it is',
      'likely',
    );
    return own;
  }
  const hasDefault = plain.default !== undefined || found.schema.default !== undefined;
  const isOwed =
    found.required.has('response') &&
    !nullable &&
    !isRequiredToCreate &&
    !hasDefault &&
    isEverCreated(sketch);
  return isOwed && told !== false
    ? firstValue(sketch, property, found.schema, type, note)
    : undefined;
}

/** What there is one of begins without anybody creating it. */
const isEverCreated = ({ isSingleton, uses }: Sketch): boolean =>
  isSingleton || uses.some(({ usage }) => usage === 'create');

function keyGeneration(sketch: Sketch, schema: Schema, type: FieldType): Generation | undefined {
  if (type === 'integer' || type === 'bigint' || type === 'number') return { by: 'sequence' };
  if (type === 'uuid') return { by: 'uuid' };
  if (schema.pattern !== undefined) {
    const random = randomFor(schema);
    if (!random) sketch.unsupplied.push('a key that matches its pattern');
    return random;
  }
  const example = String(schema.examples?.[0] ?? '');
  return /^[0-9a-f]{8}-[0-9a-f]{4}-/i.test(example)
    ? { by: 'uuid' }
    : (randomFor(schema) ?? { by: 'random' });
}

/** A neutral value for what must be in every answer and nobody sends. */
function firstValue(
  sketch: Sketch,
  property: string,
  schema: Schema,
  type: FieldType,
  note: Traits['note'],
): Generation | undefined {
  if (type === 'date-time' || type === 'date') {
    note('is when it was created', 'answers must have it, and no request must bring it', 'likely');
    return { by: 'created-at' };
  }
  const value = initialValue(schema, type, sketch.schemas);
  if (value === undefined) {
    sketch.unsupplied.push(property);
    return undefined;
  }
  note(
    `starts as ${JSON.stringify(value)}`,
    'answers must have it, and no request must bring it',
    'likely',
  );
  sketch.starts.push({ property, value, schema });
  return { by: 'constant', value };
}
