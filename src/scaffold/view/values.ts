import type {
  Entity,
  Field,
  Generation,
  JsonValue,
  Member,
  Representation,
} from '../../model/types.ts';
import { propertyName } from '../encode.ts';
import { FILES } from './helper-files.ts';
import type { Imports } from './imports.ts';
import { hasColumn, isFilled, isLink, isOptional, member } from './field-type.ts';

/**
 * The columns of a new row: what the client sends, else the default, else what the service makes.
 * @param scope fields that come from the path
 */
export function insertValues(
  entity: Entity,
  shape: Representation | undefined,
  scope: ReadonlyMap<string, string>,
  imports: Imports,
): string[] {
  return entity.fields.filter(hasColumn).flatMap((field) => {
    const value = insertValue(field, entity, shape, scope, imports);
    return value === undefined ? [] : [`${propertyName(field.column)}: ${value}`];
  });
}

function insertValue(
  field: Field,
  entity: Entity,
  shape: Representation | undefined,
  scope: ReadonlyMap<string, string>,
  imports: Imports,
): string | undefined {
  const fromPath = scope.get(field.name);
  if (fromPath !== undefined) return fromPath;
  const sent = shape?.members.find(({ field: name }) => name === field.name);
  const own = ownValue(field, imports);
  if (!sent) return own ?? (isFilled(field) ? undefined : 'null');
  const input = member('input', field.name);
  if (field.generation?.by === 'sequence')
    return `${input} ?? ${nextInLine(entity, field, imports)}`;
  if (sent.required && !field.nullable && !sent.nullable)
    return encoded(field, input, false, imports);
  return own === undefined
    ? encoded(field, input, true, imports)
    : orOwn(field, input, own, sent, imports);
}

/** What a client sends, else what the service puts in by itself. */
function orOwn(
  field: Field,
  input: string,
  own: string,
  { nullable }: Member,
  imports: Imports,
): string {
  if (field.type !== 'json') return `${input} ?? ${own}`;
  const isMissing = `${input} === undefined${nullable ? ` || ${input} === null` : ''}`;
  return `${isMissing} ? ${own} : ${encoded(field, input, false, imports)}`;
}

/** What the service puts in by itself: the default, or what it generates. */
function ownValue(field: Field, imports: Imports): string | undefined {
  if (field.default !== undefined && field.default !== null) return literal(field, field.default);
  if (field.generation) return generated(field, field.generation, imports);
  return undefined;
}

function generated(field: Field, generation: Generation, imports: Imports): string | undefined {
  switch (generation.by) {
    case 'uuid':
      imports.add('node:crypto', 'randomUUID');
      return 'randomUUID()';
    case 'random':
      if (generation.alphabet !== undefined) {
        imports.add(FILES.random, 'randomText');
        const text = `randomText(${stringLiteralOf(generation.alphabet)}, ${generation.length ?? 20})`;
        return generation.prefix ? `\`${generation.prefix}\${${text}}\`` : text;
      }
      imports.add('node:crypto', 'randomBytes');
      return "randomBytes(16).toString('base64url')";
    case 'created-at':
    case 'updated-at':
      return now(field);
    case 'version':
      return field.type === 'string' ? "'1'" : '1';
    case 'constant':
      return generation.value === null ? 'null' : literal(field, generation.value);
    case 'sequence':
      return undefined;
    case 'template':
      return undefined;
  }
}

/** The point in time of a change, in the field's own type. */
export function now(field: Field): string {
  if (field.type === 'date') return 'new Date().toISOString().slice(0, 10)';
  if (field.type === 'integer') {
    return field.schema.format === 'int32' ? 'Math.floor(Date.now() / 1000)' : 'Date.now()';
  }
  if (field.type === 'bigint' || field.type === 'number') return 'Date.now()';
  return 'new Date().toISOString()';
}

/**
 * Where clients may choose numbers too, the next one follows the highest; in the lower half, so that
 * a client who takes the highest number of all does not leave the others without.
 */
function nextInLine(entity: Entity, field: Field, imports: Imports): string {
  imports.add('kysely', 'sql');
  const [column, table] = [stringLiteralOf(field.column), stringLiteralOf(entity.table)];
  const ref = `\${sql.ref(${column})}`;
  return `sql<number>\`(select coalesce(max(${ref}), 0) + 1 from \${sql.table(${table})} where ${ref} < ${half(field)})\``;
}

/** Half of the numbers that a field has and JavaScript counts by one. */
const half = ({ schema }: Field): number => 2 ** (schema.format === 'int32' ? 30 : 52);

function literal(field: Field, value: JsonValue): string {
  if (field.type === 'json') return stringLiteralOf(JSON.stringify(value));
  return typeof value === 'string' ? stringLiteralOf(value) : JSON.stringify(value);
}

/** A single-quoted TypeScript literal; JSON's escapes are TypeScript's. */
const stringLiteralOf = (text: string): string =>
  `'${JSON.stringify(text)
    .slice(1, -1)
    .replace(/\\"/g, '"')
    .replace(/'/g, "\\'")
    .replace(/[\u2028\u2029]/g, (c) => (c === '\u2028' ? '\\u2028' : '\\u2029'))}'`;

/** A value as its column stores it. */
function encoded(field: Field, value: string, mayLack: boolean, imports: Imports): string {
  if (field.type !== 'json') return mayLack ? `${value} ?? null` : value;
  imports.add(FILES.json, 'jsonColumn');
  if (field.file) {
    imports.add(FILES.blobs, 'stored');
    const isThere = isFilled(field) && !mayLack;
    if (field.file === 'many')
      return isThere ? `JSON.stringify(${value}.map(stored))` : `jsonColumn(${value}?.map(stored))`;
    return isThere
      ? `JSON.stringify(stored(${value}))`
      : `jsonColumn(${value} && stored(${value}))`;
  }
  return isFilled(field) && !mayLack ? `JSON.stringify(${value})` : `jsonColumn(${value})`;
}

/** The columns that a full replacement sets: what is left out falls back to its default or to null. */
export function replaceValues(entity: Entity, shape: Representation, imports: Imports): string[] {
  const keys = new Set(entity.key.fields);
  const sent = entity.fields.filter(hasColumn).filter(({ name }) => !keys.has(name));
  return sent.flatMap((field) => {
    const known = shape.members.find(({ field: name }) => name === field.name);
    if (!known || field.readOnly) return ownUpdate(field, imports);
    const input = member('input', field.name);
    const fallback =
      field.default === undefined || field.default === null
        ? undefined
        : literal(field, field.default);
    const own = fallback ?? (known.nullable ? ownValue(field, imports) : undefined);
    const value =
      known.required && !field.nullable && !known.nullable
        ? encoded(field, input, false, imports)
        : own === undefined
          ? encoded(field, input, !isFilled(field), imports)
          : orOwn(field, input, own, known, imports);
    return [`${propertyName(field.column)}: ${value}`];
  });
}

/** The columns that a partial change sets; what is `undefined` stays. */
export function updateValues(
  entity: Entity,
  shape: Representation,
  merges: boolean,
  imports: Imports,
): string[] {
  const keys = new Set(entity.key.fields);
  const columns = entity.fields.filter(hasColumn).filter(({ name }) => !keys.has(name));
  return columns.flatMap((field) => {
    const known = shape.members.find(({ field: name }) => name === field.name);
    if (!known || field.readOnly) return ownUpdate(field, imports);
    const value = changed(field, merges, imports);
    const isMerged = merges && isMergeable(field);
    // What is emptied starts anew.
    const own =
      known.nullable && isFilled(field) && !isMerged ? ownValue(field, imports) : undefined;
    const input = member('changes', field.name);
    return [
      `${propertyName(field.column)}: ${own === undefined ? value : `${input} === null ? ${own} : ${value}`}`,
    ];
  });
}

function changed(field: Field, merges: boolean, imports: Imports): string {
  const input = member('changes', field.name);
  if (field.type !== 'json') return input;
  if (merges && isMergeable(field)) {
    imports.add(FILES.patch, 'mergePatch');
    imports.add(FILES.json, 'jsonColumn');
    const merged = `jsonColumn(mergePatch(${member('current', field.name)}, ${input}))`;
    return `${input} === undefined ? undefined : ${isFilled(field) ? `${merged} ?? '{}'` : merged}`;
  }
  if (isFilled(field)) return `${input} === undefined ? undefined : JSON.stringify(${input})`;
  imports.add(FILES.json, 'jsonColumn');
  return `${input} === undefined ? undefined : jsonColumn(${input})`;
}

/** Objects merge member by member (RFC 7396); all else is replaced. */
export const isMergeable = (field: Field): boolean => field.mergeable;

/** What a change itself changes. */
function ownUpdate(field: Field, imports: Imports): string[] {
  if (field.generation?.by === 'updated-at')
    return [`${propertyName(field.column)}: ${now(field)}`];
  if (field.generation?.by !== 'version' || field.type === 'string') return [];
  imports.add('kysely', 'sql');
  return [
    `${propertyName(field.column)}: sql<number>\`\${sql.ref(${stringLiteralOf(field.column)})} + 1\``,
  ];
}

/** The columns that every change sets, whatever it changes. */
export const touchedValues = (entity: Entity, imports: Imports): string[] =>
  entity.fields.filter(hasColumn).flatMap((field) => ownUpdate(field, imports));

/** Whether an update may set no column at all, which SQL does not allow. */
export const mayBeEmpty = (entity: Entity): boolean =>
  !entity.fields.some(
    ({ generation }) => generation?.by === 'updated-at' || generation?.by === 'version',
  );

/** The same of a replacement: every column that it sets must have a value, and need not be sent. */
export const mayReplaceNothing = (entity: Entity, shape: Representation): boolean =>
  mayBeEmpty(entity) &&
  entity.fields
    .filter(hasColumn)
    .filter(({ name, readOnly }) => !readOnly && !entity.key.fields.includes(name))
    .every((field) => {
      const known = shape.members.find(({ field: name }) => name === field.name);
      return !known || (!known.required && isFilled(field) && field.default === undefined);
    });

export { FILES, isLink, isOptional };
