import { sqlName, typeName } from './names.ts';
import type {
  FilterOperator,
  Generation,
  JsonValue,
  OperationKind,
  PageStyle,
  ParameterRole,
} from './types.ts';

/** What `x-specwright` may say of an operation, or of a path for all its operations. */
export interface OperationOverride {
  readonly kind?: OperationKind;
  /** `false` makes a hole of it; `true` serves it although it has business rules. */
  readonly live?: boolean;
  /** The entity that the operation is about, or `false` for none. */
  readonly entity?: string | false;
  /** The property that tells the items of the path apart. */
  readonly key?: string;
  /** How a list is cut into pages; the sizes where its parameters leave them open. */
  readonly page?: PageOverride;
}

export interface PageOverride {
  readonly style?: PageStyle['style'];
  readonly defaultSize?: number;
  readonly maximumSize?: number;
}

/** What `x-specwright` may say of the schema that an entity is read from. */
export interface EntityOverride {
  /** The entity's name, or `false` for a schema that is none. */
  readonly entity?: string | false;
  readonly table?: string;
  /** The property that tells one from another. */
  readonly key?: string;
}

/** What `x-specwright` may say of a parameter. */
export interface ParameterOverride {
  readonly role?: ParameterRole;
  readonly field?: string;
  readonly operator?: FilterOperator;
  readonly searches?: readonly string[];
}

/** What `x-specwright` may say of a property. */
export interface PropertyOverride {
  readonly unique?: boolean;
  /** What the service puts in, or `false` for nothing. */
  readonly generation?: Generation | false;
  /** The entity that it refers to, or `false` for none. */
  readonly reference?:
    { readonly entity: string; readonly onDelete?: 'cascade' | 'restrict' } | false;
  readonly column?: string;
}

const list = <Value extends string>(text: string): readonly Value[] => text.split(' ') as Value[];

export const KINDS = list<OperationKind>(
  'list get create replace update delete exists upsert bulk action',
);
export const ROLES = list<ParameterRole>(
  'key scope filter search sort order limit offset page cursor if-match if-none-match idempotency-key inert unknown',
);
export const OPERATORS = list<FilterOperator>('eq ne in gt gte lt lte contains prefix');
export const STYLES = list<PageStyle['style']>('none limit offset page cursor');
export const GENERATIONS = [
  'uuid',
  'sequence',
  'random',
  'created-at',
  'updated-at',
  'version',
] as const;

/** The words that each place understands. */
export const VOCABULARY = {
  operation: ['kind', 'live', 'entity', 'key', 'page'],
  parameter: ['role', 'filter', 'field', 'operator', 'searches'],
  schema: ['unique', 'generation', 'reference', 'column', 'entity', 'table', 'key'],
} as const;

const one = <Value extends string>(values: readonly Value[], value: unknown): Value | undefined =>
  value === undefined ? undefined : values.find((known) => known === value);

export function operationOverride(value: unknown): OperationOverride {
  const { kind, live, entity, key, page } = membersOf(value);
  const known = one(KINDS, kind);
  const pages = pageOf(page);
  return {
    ...(known && { kind: known }),
    ...(typeof live === 'boolean' && { live }),
    ...(isEntity(entity) && { entity }),
    ...(typeof key === 'string' && { key }),
    ...(pages && { page: pages }),
  };
}

/** `cursor`, `{ style: cursor, defaultSize: 50, maximumSize: 200 }` */
function pageOf(value: unknown): PageOverride | undefined {
  const { style, defaultSize, maximumSize } = membersOf(
    typeof value === 'string' ? { style: value } : value,
  );
  const known = one(STYLES, style);
  const isWrong = (style !== undefined && !known) || [defaultSize, maximumSize].some(isNoSize);
  if (isWrong || (known ?? defaultSize ?? maximumSize) === undefined) return undefined;
  return {
    ...(known && { style: known }),
    ...(typeof defaultSize === 'number' && { defaultSize }),
    ...(typeof maximumSize === 'number' && { maximumSize }),
  };
}

const isNoSize = (size: unknown): boolean =>
  size !== undefined && !(typeof size === 'number' && Number.isSafeInteger(size) && size > 0);

/** Names that code and SQL can take as they are; PostgreSQL knows 63 characters. */
const isEntity = (value: unknown): value is string | false =>
  value === false || (typeof value === 'string' && typeName(value, '') === value);
const isSqlName = (value: unknown): value is string =>
  typeof value === 'string' &&
  /^[a-z]\w{0,62}$/.test(value) &&
  value === value.toLowerCase() &&
  sqlName(value) !== `${value}_`;

export function entityOverride(value: unknown): EntityOverride {
  const { entity, table, key } = membersOf(value);
  return {
    ...(isEntity(entity) && { entity }),
    ...(isSqlName(table) && { table }),
    ...(typeof key === 'string' && { key }),
  };
}

export function parameterOverride(value: unknown): ParameterOverride {
  const said = membersOf(value);
  const inner = membersOf(said.filter);
  const role = one(ROLES, said.role) ?? (said.filter === undefined ? undefined : 'filter');
  const field = inner.field ?? said.field;
  const operator = one(OPERATORS, inner.operator ?? said.operator);
  const { searches } = said;
  return {
    ...(role && { role }),
    ...(typeof field === 'string' && { field }),
    ...(operator && { operator }),
    ...(Array.isArray(searches) && {
      searches: [...new Set(searches.filter((name) => typeof name === 'string'))],
    }),
  };
}

export function propertyOverride(value: unknown): PropertyOverride {
  const { unique, generation, reference, column } = membersOf(value);
  const made = generation === false ? false : generationOf(generation);
  const target = referenceOf(reference);
  return {
    ...(typeof unique === 'boolean' && { unique }),
    ...(made !== undefined && { generation: made }),
    ...(target !== undefined && { reference: target }),
    ...(isSqlName(column) && { column }),
  };
}

/** `uuid`, `{ constant: 0 }`, `{ template: 'memos/{memo}' }`, `{ random: { prefix: 'pet_' } }` */
function generationOf(value: unknown): Generation | undefined {
  const by = one(GENERATIONS, value);
  if (by) return { by };
  const { template, random, ...members } = membersOf(value);
  if (Object.hasOwn(members, 'constant'))
    return { by: 'constant', value: members.constant as JsonValue };
  if (typeof template === 'string') return { by: 'template', template };
  if (random === undefined) return undefined;
  const { prefix, alphabet, length } = membersOf(random);
  return {
    by: 'random',
    ...(typeof prefix === 'string' && { prefix }),
    ...(typeof alphabet === 'string' && { alphabet }),
    ...(typeof length === 'number' && { length }),
  };
}

function referenceOf(value: unknown): PropertyOverride['reference'] | undefined {
  if (value === false) return false;
  const { entity, onDelete } = membersOf(typeof value === 'string' ? { entity: value } : value);
  if (typeof entity !== 'string') return undefined;
  return { entity, ...((onDelete === 'cascade' || onDelete === 'restrict') && { onDelete }) };
}

const NOTHING: Readonly<Record<string, unknown>> = {};

const membersOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : NOTHING;
