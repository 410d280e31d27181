import { componentOf } from '../../model/schema-shape.ts';
import type { Entity, JsonValue, Operation } from '../../model/types.ts';
import { code } from '../code.ts';
import { isGuarded, jsonPatchOf } from './lookup.ts';
import type { Factory, TestPlan } from './test-plan.ts';
import { urlOf } from './test-url.ts';
import { isMembers } from './test-values.ts';

/** A step of a patch that has a value (RFC 6902, section 4). */
interface Step {
  readonly op: 'add' | 'test';
  readonly path: string;
  readonly value: JsonValue;
}

const asJson = (steps: readonly Step[]): JsonValue => steps.map((step) => ({ ...step }));

/** Descriptions say of values what type they have, now and then. */
const OTHERS: readonly JsonValue[] = [['surely not'], 'surely not', { surely: 'not' }];

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
  const takes = (steps: readonly Step[]): boolean =>
    content.schema === undefined || plan.takes(content.schema, asJson(steps));
  const found = shape.members.find(({ field: name }) => {
    const value = after[name];
    const path = `/${name}`;
    const field = entity.fields.find((one) => one.name === name);
    return (
      value !== undefined &&
      /^[\w-]+$/.test(name) &&
      field?.reference === undefined &&
      JSON.stringify(value) !== JSON.stringify(before[name]) &&
      (sent === undefined || plan.takes(sent, { [name]: value })) &&
      takes([
        { op: 'add', path, value: before[name] ?? null },
        { op: 'test', path, value: before[name] ?? null },
        { op: 'add', path, value },
      ])
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
  const pointer = `/${found.field}`;
  const value = after[found.field] ?? null;
  const other = OTHERS.find((one) =>
    takes([
      { op: 'add', path: pointer, value },
      { op: 'test', path: pointer, value: one },
    ]),
  );
  return {
    id: operation.id,
    route: `${operation.method.toUpperCase()} ${operation.path}`,
    url: code(urlOf(operation, 'params')),
    contentType: content.mediaType,
    isGuarded: isGuarded(operation),
    status: code(String(operation.success.status)),
    get: { id: get.id, url: code(urlOf(get, 'params')) },
    name: found.field,
    pointer,
    value: code(JSON.stringify(value)),
    /** What the member never is; nothing where no patch may say so. */
    other: other === undefined ? undefined : code(JSON.stringify(other)),
    /** A member that no client may change. */
    fixed: fixed !== undefined && /^[\w-]+$/.test(fixed) ? `/${fixed}` : undefined,
  };
}
