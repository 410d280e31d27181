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
  /** The entity that the path holds, or `false` for none. */
  readonly entity?: string | false;
  /** The property that tells the items of the path apart. */
  readonly key?: string;
  readonly page?: PageStyle['style'];
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
}

const list = <Value extends string>(text: string): readonly Value[] => text.split(' ') as Value[];

const KINDS = list<OperationKind>(
  'list get create replace update delete exists upsert bulk action',
);
const ROLES = list<ParameterRole>(
  'key scope filter search sort order limit offset page cursor if-match if-none-match idempotency-key inert unknown',
);
const OPERATORS = list<FilterOperator>('eq ne in gt gte lt lte contains prefix');
const STYLES = list<PageStyle['style']>('none limit offset page cursor');
const GENERATIONS = ['uuid', 'sequence', 'random', 'created-at', 'updated-at', 'version'] as const;

/** The words that each place understands. */
export const VOCABULARY = {
  operation: ['kind', 'live', 'entity', 'key', 'page'],
  parameter: ['role', 'filter', 'field', 'operator', 'searches'],
  schema: ['unique', 'generation', 'reference'],
} as const;

const one = <Value extends string>(values: readonly Value[], value: unknown): Value | undefined =>
  values.find((known) => known === value);

export function operationOverride(value: unknown): OperationOverride {
  const { kind, live, entity, key, page } = membersOf(value);
  const known = one(KINDS, kind);
  const style = one(STYLES, page);
  return {
    ...(known && { kind: known }),
    ...(typeof live === 'boolean' && { live }),
    ...((typeof entity === 'string' || entity === false) && { entity }),
    ...(typeof key === 'string' && { key }),
    ...(style && { page: style }),
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
      searches: searches.filter((name) => typeof name === 'string'),
    }),
  };
}

export function propertyOverride(value: unknown): PropertyOverride {
  const { unique, generation, reference } = membersOf(value);
  const made = generation === false ? false : generationOf(generation);
  const target = referenceOf(reference);
  return {
    ...(typeof unique === 'boolean' && { unique }),
    ...(made !== undefined && { generation: made }),
    ...(target !== undefined && { reference: target }),
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

const membersOf = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
