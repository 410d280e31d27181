import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { SpecDocument } from '../spec/document.ts';
import { type Draft, draftEntity, type ShapeUse } from './draft.ts';
import { groupCollections, type Group } from './groups.ts';
import {
  kebabCase,
  Namespace,
  typeName,
  fileName,
  identifier,
  pascalCase,
  plural,
  sqlName,
  wordsOf,
} from './names.ts';
import { OperationInference } from './operations.ts';
import { withListPaths } from './list-paths.ts';
import { rawOperations, type RawOperation } from './raw-operations.ts';
import { linkDrafts } from './which-relations.ts';
import type { InferOptions } from './options.ts';
import { representationsOf } from './representations.ts';
import type { Entity, Operation, Resource, ServiceModel } from './types.ts';
import { bodiesOf, findCollections } from './which-entity.ts';
import { propertyOverride } from './overrides.ts';
import { ErrorShapes } from './which-error-shape.ts';
import { whichSchemes } from './which-security.ts';

export interface Inference {
  readonly model: ServiceModel;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Works out the service behind a description: what it stores, under which keys, and what each
 * operation does to it. Whatever is not sure becomes a hole with the reason.
 */
export function inferModel(
  document: SpecDocument,
  { supports = [] }: InferOptions = {},
): Inference {
  const { api } = document;
  const schemas = api.components?.schemas ?? {};
  const raw = withListPaths(rawOperations(document, supports.includes('form-bodies')), schemas);
  const known = new Map(raw.map((operation) => [operation, bodiesOf(operation, schemas)]));
  const bodies = (operation: RawOperation) =>
    known.get(operation) ?? { request: undefined, response: undefined };
  const collections = findCollections(raw, bodies, schemas);
  const groups = groupCollections(collections, bodies, schemas);

  const names = new Namespace();
  const drafts = new Map<Group, Draft>();
  for (const group of groups)
    drafts.set(group, draftEntity(names.take(group.name), group.collections, group.uses, document));
  const linked = linkDrafts([...drafts.values()], schemas);

  const types = new Namespace();
  for (const draft of linked) types.take(draft.name);
  const shaped = linked.map((draft) => representationsOf(draft, types, schemas));
  const entities = nameEntities(
    shaped.map(({ draft, representations }) => ({ draft, representations })),
  );

  const errors = new ErrorShapes(schemas);
  const ids = operationIds(raw);
  for (const operation of raw) errors.add(ids.get(operation) ?? '', operation.operation);
  const { shapes, shapesOf } = errors.finish();

  const inference = new OperationInference({
    document,
    shaped,
    entities,
    bodies,
    ids,
    errorShapesOf: shapesOf,
    supports,
  });
  const operations = raw.map((operation) => inference.operation(operation));
  const resources = groupResources(raw, operations, entities);
  const model: ServiceModel = {
    name: fileName(api.info.title, 'service'),
    title: api.info.title,
    version: api.info.version,
    ...(api.info.description !== undefined && { description: api.info.description }),
    entities: used(entities, operations),
    resources,
    schemas,
    securitySchemes: whichSchemes(api),
    errorShapes: shapes,
  };
  const diagnostics = linked
    .filter(({ name }) => model.entities.some((entity) => entity.name === name))
    .flatMap((draft) => draft.diagnostics);
  return { model, diagnostics };
}

/** Entities that a live operation serves, and those that these refer to. */
function used(entities: readonly Entity[], operations: readonly Operation[]): Entity[] {
  const wanted = new Set(
    operations.filter(({ status }) => status === 'live').map(({ entity }) => entity),
  );
  return entities
    .filter(({ name }) => wanted.has(name))
    .map((entity) => ({
      ...entity,
      fields: entity.fields.map((field) => {
        if (!field.reference || wanted.has(field.reference.entity)) return field;
        const { reference: _gone, ...rest } = field;
        return rest;
      }),
    }));
}

interface Shaped {
  readonly draft: Draft;
  readonly representations: Entity['representations'];
}

function nameEntities(shaped: readonly Shaped[]): Entity[] {
  const plurals = new Namespace();
  const files = new Namespace();
  const tables = new Namespace();
  return shaped.map(({ draft, representations }) => {
    const words = wordsOf(draft.name).join(' ');
    const many = draft.singleton ? draft.name : pascalCase(plural(words));
    return {
      name: draft.name,
      plural: plurals.take(many === draft.name && !draft.singleton ? `${many}List` : many),
      label: words,
      file: files.take(fileName(kebabCase(draft.name))),
      table: tables.take(sqlName(draft.singleton ? words : plural(words), 'things')),
      fields: draft.fields,
      key: draft.key,
      unique: uniqueSets(draft),
      representations,
      singleton: draft.singleton,
      evidence: draft.evidence,
    };
  });
}

/** Fields that the description calls unique, where a create may answer 409. */
function uniqueSets({ fields, collections, key }: Draft): string[][] {
  const conflicts = collections.some(({ operations }) =>
    operations.some(({ operation }) => operation.responses?.['409'] !== undefined),
  );
  return fields
    .filter(
      ({ name, schema, description }) =>
        !key.fields.includes(name) &&
        (schema['x-unique'] === true ||
          propertyOverride(schema['x-specwright']).unique === true ||
          (conflicts && /\bunique\b(?! identifier)/i.test(description ?? ''))),
    )
    .filter(({ type, hidden }) => type !== 'json' && !hidden)
    .map(({ name }) => [name]);
}

/** `operationId` as an identifier; where there is none, method and path. */
function operationIds(raw: readonly RawOperation[]): Map<RawOperation, string> {
  const names = new Namespace();
  const result = new Map<RawOperation, string>();
  for (const operation of raw) {
    const own = operation.operation.operationId;
    const fromPath = `${operation.method} ${operation.path.replace(/\{([^}]*)\}/g, 'by $1')}`;
    const wanted = own !== undefined && identifier(own, '') !== '' ? own : fromPath;
    result.set(operation, names.take(identifier(wanted, 'operation')));
  }
  return result;
}

/** The entity whose items an operation's path goes through: `/orders/{id}/cancel` is of the orders. */
function nearestEntity(
  path: string,
  raw: readonly RawOperation[],
  operations: readonly Operation[],
): string | undefined {
  let found: { entity: string; length: number } | undefined;
  operations.forEach(({ entity }, index) => {
    const collection = raw[index]?.collection ?? '';
    const isAbove =
      entity !== undefined &&
      collection.length > 1 &&
      (path === collection || path.startsWith(`${collection}/`));
    if (isAbove && collection.length > (found?.length ?? 0))
      found = { entity, length: collection.length };
  });
  return found?.entity;
}

/** A folder for each entity; what has none goes with the tag or the first word of its path. */
function groupResources(
  raw: readonly RawOperation[],
  operations: readonly Operation[],
  entities: readonly Entity[],
): Resource[] {
  const groups = new Map<
    string,
    { entity: Entity | undefined; label: string; operations: Operation[] }
  >();
  const liveEntities = new Set(
    operations.filter(({ status }) => status === 'live').map(({ entity }) => entity),
  );
  operations.forEach((operation, index) => {
    const own = operation.entity ?? nearestEntity(raw[index]?.path ?? '', raw, operations);
    const entity = liveEntities.has(own) ? entities.find(({ name }) => name === own) : undefined;
    const label = entity
      ? entity.plural
      : (operation.tags[0] ??
        raw[index]?.path
          .split('/')
          .find((part) => /^[A-Za-z]/.test(part) && !/^(?:api|v\d+)$/i.test(part)) ??
        'service');
    const key = entity ? `entity ${entity.name}` : `other ${kebabCase(label)}`;
    const group = groups.get(key) ?? { entity, label, operations: [] };
    group.operations.push(operation);
    groups.set(key, group);
  });
  const folders = new Namespace();
  const names = new Namespace();
  return [...groups.values()].map(({ entity, label, operations: own }) => ({
    name: names.take(identifier(label, 'resource')),
    folder: folders.take(fileName(label, 'resource')),
    ...(entity && { entity: entity.name }),
    operations: own,
  }));
}

export { typeName, type ShapeUse };
