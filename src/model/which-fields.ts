import type { Schema } from '../spec/openapi.ts';
import { fieldTypeOf } from './field-type.ts';
import { fileOf } from './file-parts.ts';
import { identifier, sqlName } from './names.ts';
import type { Collected } from './properties.ts';
import { renamedFrom } from './renamed-from.ts';
import { unwrapNull } from './schema-shape.ts';
import type { Sketch } from './sketch.ts';
import type { Evidence, Field } from './types.ts';
import { toldProperty } from './told.ts';
import { isOwedByMaker, whichGeneration } from './which-generation.ts';
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
  const file = fileOf(schema);
  const type = file ? 'json' : fieldTypeOf(schema, schemas);
  const isKey = keys.includes(property);
  const nullable = mayBeNull && !isKey;
  // What one schema only shows, another may bring.
  const readOnly = found.sent === undefined && isReadOnly(plain, schema);
  const isSent =
    !readOnly && ['create', 'replace', 'update'].some((usage) => found.uses.has(usage as 'create'));
  const source = document.origin(schema);
  const evidence: Evidence[] = [];
  const note = (choice: string, because: string, confidence: Evidence['confidence']) =>
    evidence.push({
      choice: `"${property}" ${choice}`,
      because,
      confidence,
      ...(source && { source }),
    });

  const traits = { type, isKey, isSent, readOnly, nullable };
  const generation = whichGeneration(sketch, property, found, traits, note);
  // A key that the service makes is another one each time.
  const isOwnKey = isKey && generation !== undefined;
  // What is left out is what a request says of it, where an answer says something else.
  const brought = unwrapNull(found.sent, schemas).schema.default;
  const fallback = isOwnKey ? undefined : (brought ?? plain.default ?? schema.default);
  const writeOnly = isWriteOnly(sketch, found, plain);
  if (found.isTwoThings)
    note('is stored and not shown', 'it is sent in one form and shown in another', 'likely');
  else if (writeOnly && plain.writeOnly !== true)
    note('is stored and not shown', 'no answer has it', 'likely');
  const isAlwaysSet =
    isKey ||
    (isOwedByMaker(sketch, found) && !readOnly) ||
    (fallback !== undefined && fallback !== null) ||
    (generation !== undefined && !nullable);
  const former = renamedFrom(schema, found.sent);
  const values = (plain.enum ?? []).filter((value): value is string => typeof value === 'string');
  return {
    name: property,
    identifier: sketch.identifiers.take(identifier(property)),
    column: sketch.columns.take(toldProperty(schema, schemas).column ?? sqlName(property)),
    type,
    ...(file && { file }),
    schema,
    mergeable: type === 'json' && plain.type === 'object',
    unshown: type === 'json' ? writeOnlyPaths(schema, schemas) : [],
    ...(type === 'enum' && { values }),
    ...(plain.description !== undefined &&
      plain.description !== '' && { description: plain.description }),
    ...(former !== undefined && { renamedFrom: former }),
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
