import { componentOf } from '../../model/schema-shape.ts';
import type { Entity, Operation } from '../../model/types.ts';
import { code } from '../code.ts';
import { isGuarded, jsonPatchOf } from './lookup.ts';
import type { Factory, TestPlan } from './test-plan.ts';
import { urlOf } from './test-url.ts';
import { isMembers } from './test-values.ts';

/** What tests change by a JSON Patch: one member, to what another sample has there. */
export function jsonPatchView(
  entity: Entity,
  operation: Operation | undefined,
  get: Operation | undefined,
  factory: Factory,
  plan: TestPlan,
) {
  const content = operation && jsonPatchOf(operation);
  const shape = entity.representations.find(({ name }) => name === content?.representation);
  const [before, after] = factory.samples;
  if (!operation || !content || !shape || !get || !isMembers(before) || !isMembers(after))
    return undefined;
  const sent = entity.representations.find(({ usage }) => usage === 'update')?.schema;
  const found = shape.members.find(({ field: name }) => {
    const value = after[name];
    const field = entity.fields.find((one) => one.name === name);
    return (
      value !== undefined &&
      /^[\w-]+$/.test(name) &&
      field?.reference === undefined &&
      JSON.stringify(value) !== JSON.stringify(before[name]) &&
      (sent === undefined || plan.takes(sent, { [name]: value }))
    );
  });
  const fixed = entity.key.fields.find((name) =>
    entity.representations.some(
      ({ usage, schema, members }) =>
        usage === 'response' &&
        componentOf(schema) === componentOf(shape.schema) &&
        members.some(({ field }) => field === name),
    ),
  );
  if (!found) return undefined;
  return {
    id: operation.id,
    route: `${operation.method.toUpperCase()} ${operation.path}`,
    url: code(urlOf(operation, 'params')),
    contentType: content.mediaType,
    isGuarded: isGuarded(operation),
    status: code(String(operation.success.status)),
    get: { id: get.id, url: code(urlOf(get, 'params')) },
    name: found.field,
    pointer: `/${found.field}`,
    value: code(JSON.stringify(after[found.field])),
    /** A member that no client may change. */
    fixed: fixed !== undefined && /^[\w-]+$/.test(fixed) ? `/${fixed}` : undefined,
  };
}
