import type { Entity, Field, Operation, Parameter } from '../../model/types.ts';
import type { Schema } from '../../spec/openapi.ts';
import { code } from '../code.ts';
import { propertyName, stringLiteral } from '../encode.ts';
import type { TestPlan } from './test-plan.ts';
import { urlOf } from './test-url.ts';

/** An item's URL with a key that nothing has. */
export function missingView(
  get: Operation,
  entity: Entity,
  scope: ReadonlySet<string | undefined>,
  plan: TestPlan,
) {
  const key = get.parameters.find(({ role }) => role === 'key');
  const field = entity.fields.find(({ name }) => name === key?.field);
  const value = key && missingKey(key, field);
  if (!field || value === undefined || scope.has(field.name)) return undefined;
  return {
    id: get.id,
    url: code(urlOf(get, 'params')),
    key: code(propertyName(field.name)),
    value: code(value),
    told: plan.tellsMissing(get, entity.label),
  };
}

/** A value of a parameter that no key is; nothing where only some values are allowed. */
export function missingKey({ schema }: Parameter, field?: Field): string | undefined {
  const type = [schema.type].flat()[0];
  if (type !== 'string' && type !== undefined)
    return isInside(MISSING_NUMBER, schema) ? String(MISSING_NUMBER) : undefined;
  if (schema.pattern !== undefined || schema.enum) return undefined;
  // A text that is no UUID cannot even be looked for by PostgreSQL.
  if (schema.format === 'uuid' || field?.type === 'uuid')
    return "'3f2b8c1e-5d4a-4b6f-9e7d-ffffffffffff'";
  const text = 'missing-1'.padEnd(schema.minLength ?? 0, '1');
  return stringLiteral(text.slice(0, schema.maxLength));
}

const MISSING_NUMBER = 999_999;

function isInside(value: number, { minimum, maximum, multipleOf, ...rest }: Schema): boolean {
  const { exclusiveMinimum = -Infinity, exclusiveMaximum = Infinity } = rest;
  return (
    value >= (minimum ?? value) &&
    value <= (maximum ?? value) &&
    value > exclusiveMinimum &&
    value < exclusiveMaximum &&
    value % (multipleOf ?? 1) === 0 &&
    rest.enum === undefined
  );
}

/** A parent that is not there, for what is listed under it or created in it. */
export function orphanView(list: Operation, entity: Entity, plan: TestPlan) {
  const parent = list.parameters.findLast(
    ({ role, in: place }) => place === 'path' && role === 'scope',
  );
  const field = entity.fields.find(({ name }) => name === parent?.field);
  const value = parent && missingKey(parent, field);
  if (parent?.field === undefined || value === undefined || !plan.parentOf(list, entity))
    return undefined;
  return {
    key: code(propertyName(parent.field)),
    value: code(value),
    told: plan.tellsMissing(list, plan.parentOf(list, entity)?.label ?? ''),
  };
}

/** The same for an operation that there may be. */
export const missingOf = (
  operation: Operation | undefined,
  entity: Entity,
  scope: ReadonlySet<string | undefined>,
  plan: TestPlan,
) => operation && missingView(operation, entity, scope, plan);
