import type {
  FilterOperator,
  Generation,
  JsonValue,
  OperationKind,
  ParameterRole,
} from './types.ts';

/** What `x-specwright` may say of an operation. */
export interface OperationOverride {
  readonly kind?: OperationKind;
  /** `false` makes a hole of it. */
  readonly live?: boolean;
}

/** What `x-specwright` may say of a parameter. */
export interface ParameterOverride {
  readonly role?: ParameterRole;
  readonly field?: string;
  readonly operator?: FilterOperator;
}

/** What `x-specwright` may say of a property. */
export interface PropertyOverride {
  readonly unique?: boolean;
  readonly generation?: Generation;
  /** The entity that it refers to, or `false` for none. */
  readonly reference?:
    { readonly entity: string; readonly onDelete?: 'cascade' | 'restrict' } | false;
}

const KINDS: readonly OperationKind[] = [
  'list',
  'get',
  'create',
  'replace',
  'update',
  'delete',
  'exists',
  'upsert',
  'bulk',
  'action',
];

const ROLES: readonly ParameterRole[] = [
  'key',
  'scope',
  'filter',
  'search',
  'sort',
  'order',
  'limit',
  'offset',
  'page',
  'cursor',
  'if-match',
  'if-none-match',
  'idempotency-key',
  'inert',
  'unknown',
];

const OPERATORS: readonly FilterOperator[] = [
  'eq',
  'ne',
  'in',
  'gt',
  'gte',
  'lt',
  'lte',
  'contains',
  'prefix',
];

const GENERATIONS = ['uuid', 'sequence', 'random', 'created-at', 'updated-at', 'version'] as const;

export function operationOverride(value: unknown): OperationOverride {
  const { kind, live } = membersOf(value);
  const known = KINDS.find((name) => name === kind);
  return { ...(known && { kind: known }), ...(typeof live === 'boolean' && { live }) };
}

export function parameterOverride(value: unknown): ParameterOverride {
  const { role, filter } = membersOf(value);
  const { field, operator } = membersOf(filter);
  const known =
    ROLES.find((name) => name === role) ?? (filter === undefined ? undefined : 'filter');
  const compared = OPERATORS.find((name) => name === operator);
  return {
    ...(known && { role: known }),
    ...(typeof field === 'string' && { field }),
    ...(compared && { operator: compared }),
  };
}

export function propertyOverride(value: unknown): PropertyOverride {
  const { unique, generation, reference } = membersOf(value);
  const made = generationOf(generation);
  const target = referenceOf(reference);
  return {
    ...(typeof unique === 'boolean' && { unique }),
    ...(made && { generation: made }),
    ...(target !== undefined && { reference: target }),
  };
}

function generationOf(value: unknown): Generation | undefined {
  const by = GENERATIONS.find((name) => name === value);
  if (by) return { by };
  const members = membersOf(value);
  return Object.hasOwn(members, 'constant')
    ? { by: 'constant', value: members.constant as JsonValue }
    : undefined;
}

function referenceOf(value: unknown): PropertyOverride['reference'] | undefined {
  if (value === false) return false;
  const { entity, onDelete } = membersOf(value);
  if (typeof entity !== 'string') return undefined;
  return { entity, ...((onDelete === 'cascade' || onDelete === 'restrict') && { onDelete }) };
}

const membersOf = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
