import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.ts';
import type { SpecDocument } from '../spec/document.ts';
import type { Draft } from './draft.ts';
import { entityOverride, parameterOverride } from './overrides.ts';
import type { RawOperation } from './raw-operations.ts';
import { resolved } from './schema-shape.ts';
import { isSameChoice, toldOperation, toldProperty } from './told.ts';
import type { Entity, Field, Operation } from './types.ts';

/** What was inferred, beside what the description said of it. */
export interface Followed {
  readonly document: SpecDocument;
  readonly raw: readonly RawOperation[];
  /** The operations of {@link raw}, in the same order. */
  readonly operations: readonly Operation[];
  /** The entity that an operation is about, by the operation's id, whether it is live or not. */
  readonly homes: ReadonlyMap<string, string>;
  readonly drafts: readonly Draft[];
  readonly entities: readonly Entity[];
}

/** What the description says in so many words and cannot be so, as warnings with the reason. */
export function unfollowed(inference: Followed): Diagnostic[] {
  const { document, raw, operations } = inference;
  const found = new Map<string, Diagnostic>();
  const warn = (node: object, said: string, why: string) => {
    const source = document.origin(node);
    const location = source && document.locate(source);
    const message = `x-specwright says ${said}, which is not followed: ${why}.`;
    const frame = location && document.frame(location);
    found.set(
      `${source?.file}#${source?.pointer} ${message}`,
      diagnostic('SW2003', 'warning', message, location, frame),
    );
  };
  raw.forEach((one, index) => {
    const operation = operations[index];
    if (!operation) return;
    for (const [said, why] of ofOperation(one, operation, inference))
      warn(one.operation, said, why);
    for (const declared of one.operation.parameters ?? []) {
      const read = operation.parameters.find(
        ({ name, in: place }) => name === declared.name && place === declared.in,
      );
      const { role, ...rest } = parameterOverride(declared['x-specwright']);
      if (role === undefined || !read || !inference.homes.has(operation.id)) continue;
      const isFollowed = isSameChoice({ ...read, role, ...rest }, { ...read });
      if (!isFollowed)
        warn(
          declared,
          `role: ${role}`,
          `${declared.name} is of another type, or the field is none`,
        );
    }
  });
  inference.drafts.forEach((draft, index) => {
    const entity = inference.entities[index];
    if (!entity) return;
    for (const [said, why] of ofEntity(draft, entity, inference))
      warn(resolved(draft.collections[0]?.primary, schemasOf(inference)), said, why);
    for (const field of entity.fields) {
      for (const [said, why] of ofField(field, entity, inference)) warn(field.schema, said, why);
    }
  });
  return [...found.values()];
}

type Refusal = readonly [said: string, why: string];

const schemasOf = ({ document }: Followed) => document.api.components?.schemas ?? {};

function ofOperation(
  raw: RawOperation,
  { id, status, reason = '', page }: Operation,
  { homes }: Followed,
): Refusal[] {
  const said = toldOperation(raw);
  const refusals: Refusal[] = [];
  if (said.live === true && status === 'hole') refusals.push(['live: true', reason]);
  if (typeof said.entity === 'string' && !homes.has(id))
    refusals.push([`entity: ${said.entity}`, 'no body shows what such an entity has']);
  for (const [word, wanted] of Object.entries(said.page ?? {})) {
    const actual = page?.[word as 'style'];
    if (page && wanted !== actual)
      refusals.push([`${word}: ${wanted}`, `its parameters ask for ${String(actual)}`]);
  }
  return refusals;
}

function ofEntity({ collections, known }: Draft, entity: Entity, inference: Followed): Refusal[] {
  const schemas = schemasOf(inference);
  const schema = resolved(collections[0]?.primary, schemas);
  if (schema['x-specwright'] === undefined) return [];
  const said = entityOverride(schema['x-specwright']);
  const isShared =
    inference.drafts.filter(
      ({ collections: [main] }) => resolved(main?.primary, schemas) === schema,
    ).length > 1;
  const shared = 'several entities have this schema';
  const refusals: Refusal[] = [];
  if (said.entity !== undefined && ![entity.name, known].includes(String(said.entity)))
    refusals.push([`entity: ${String(said.entity)}`, isShared ? shared : 'another goes by it']);
  if (said.table !== undefined && said.table !== entity.table)
    refusals.push([`table: ${said.table}`, isShared ? shared : 'another has it']);
  if (said.key !== undefined && !entity.key.fields.includes(said.key))
    refusals.push([
      `key: ${said.key}`,
      isShared ? shared : `${entity.name} has no such property, or its paths name another`,
    ]);
  return refusals;
}

function ofField(field: Field, entity: Entity, inference: Followed): Refusal[] {
  const said = toldProperty(field.schema, schemasOf(inference));
  const refusals: Refusal[] = [];
  const isUnique = entity.unique.some((set) => set.includes(field.name));
  if (said.unique === true && !isUnique && !entity.key.fields.includes(field.name))
    refusals.push(['unique: true', `${field.name} is ${field.type} or not shown`]);
  if (said.generation && !isSameChoice(said.generation, field.generation))
    refusals.push([`generation: ${said.generation.by}`, 'the path fills it']);
  if (said.reference && !field.reference)
    refusals.push([
      `reference: ${said.reference.entity}`,
      'there is no such entity that can be created, or its key is of another type',
    ]);
  if (said.column !== undefined && said.column !== field.column)
    refusals.push([`column: ${said.column}`, 'another property has it']);
  return refusals;
}
