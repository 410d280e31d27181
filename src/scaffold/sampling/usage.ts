import type { Schema } from '../../spec/openapi.ts';
import { referenceTo } from '../typescript/component-reference.ts';

/** `components.schemas` of a description. */
export type Schemas = Readonly<Record<string, Schema | boolean>>;

/** Which way a value travels. */
export type Usage = 'request' | 'response';

/** Whether a member never travels this way: readOnly in requests, writeOnly in responses (OpenAPI 3.1, section 4.8.24). */
export function isHidden(member: Schema | boolean, schemas: Schemas, usage: Usage): boolean {
  return says(member, usage === 'request' ? 'readOnly' : 'writeOnly', schemas, new Set());
}

function says(
  schema: Schema | boolean,
  flag: 'readOnly' | 'writeOnly',
  schemas: Schemas,
  seen: ReadonlySet<string>,
): boolean {
  if (typeof schema === 'boolean') return false;
  if (schema[flag] === true) return true;
  const component = referenceTo(schema);
  const target =
    component === undefined || seen.has(component) || !Object.hasOwn(schemas, component)
      ? undefined
      : schemas[component];
  const inside = component === undefined ? seen : new Set([...seen, component]);
  return (
    (target !== undefined && says(target, flag, schemas, inside)) ||
    (schema.allOf ?? []).some((part) => says(part, flag, schemas, inside))
  );
}
