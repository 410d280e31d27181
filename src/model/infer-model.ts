import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { SpecDocument } from '../spec/document.ts';
import { basePathOf } from './base-path.ts';
import { draftEntity } from './draft.ts';
import { withFileDocuments } from './file-documents.ts';
import { groupCollections } from './groups.ts';
import { linksOf } from './links.ts';
import { withListPaths } from './list-paths.ts';
import { isServed } from './is-served.ts';
import { methodFindings } from './methods.ts';
import { nameEntities } from './name-entities.ts';
import { fileName, identifier, Namespace } from './names.ts';
import { OperationInference } from './operations.ts';
import type { InferOptions } from './options.ts';
import { outgoingEvents } from './outgoing-events.ts';
import { overrideFindings } from './override-findings.ts';
import { withQueryKeys } from './query-keys.ts';
import { rawOperations, type RawOperation } from './raw-operations.ts';
import { representationsOf } from './representations.ts';
import type { Entity, Operation, ServiceModel } from './types.ts';
import { ruleFindings } from './rule-findings.ts';
import { withSearches } from './searches.ts';
import { toldGroups } from './told-entities.ts';
import { unfollowed } from './unfollowed.ts';
import { bodiesOf, findCollections } from './which-entity.ts';
import { ErrorShapes } from './which-error-shape.ts';
import { linkDrafts } from './which-relations.ts';
import { whichResources } from './which-resources.ts';
import { whichSchemes } from './which-security.ts';

export interface Inference {
  readonly model: ServiceModel;
  /** All entities that were found, also those that no live operation serves. */
  readonly entities: readonly Entity[];
  /** The entity that an operation is about, by the operation's id, whether it is live or not. */
  readonly homes: ReadonlyMap<string, string>;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Works out the service behind a description: what it stores, under which keys, and what each
 * operation does to it. Whatever is not sure becomes a hole with the reason.
 */
export function inferModel(
  document: SpecDocument,
  { supports = [], hooks = [] }: InferOptions = {},
): Inference {
  const { api } = document;
  const schemas = api.components?.schemas ?? {};
  const listed = withListPaths(rawOperations(document, supports), schemas);
  const raw = withQueryKeys(withSearches(listed, schemas), schemas);
  const known = new Map(raw.map((operation) => [operation, bodiesOf(operation, schemas)]));
  const bodies = (operation: RawOperation) =>
    known.get(operation) ?? { request: undefined, response: undefined };
  const names = new Namespace();
  const found = groupCollections(findCollections(raw, bodies, schemas), bodies, schemas);
  const groups = found.map((group) => ({ ...group, name: names.take(group.name) }));
  const drafts = toldGroups(groups, raw, bodies, schemas).map((group) =>
    draftEntity(group, document),
  );
  const linked = linkDrafts(drafts, schemas);
  const types = new Namespace();
  for (const { name } of linked) types.take(name);
  const { drafts: filed, documents } = supports.includes('files')
    ? withFileDocuments(linked, raw, schemas)
    : { drafts: linked, documents: new Map() };
  const shaped = filed.map((draft) => representationsOf(draft, types, schemas));
  const entities = nameEntities(shaped, document);

  const errors = new ErrorShapes(schemas);
  const ids = operationIds(raw);
  for (const operation of raw) errors.add(ids.get(operation) ?? '', operation.operation);
  const { shapes, shapesOf: errorShapesOf } = errors.finish();

  const inference = new OperationInference({
    document,
    shaped,
    entities,
    documents,
    bodies,
    ids,
    errorShapesOf,
    supports,
    hooks: new Set(hooks),
  });
  const operations = raw.map((operation) => inference.operation(operation));
  const homes = inference.homes;
  const served = used(entities, operations);
  const model: ServiceModel = {
    name: fileName(api.info.title, 'service'),
    title: api.info.title,
    version: api.info.version,
    ...(api.info.description !== undefined && { description: api.info.description }),
    basePath: basePathOf(api),
    entities: served,
    resources: whichResources(raw, operations, entities),
    events: outgoingEvents(document, operations),
    schemas,
    securitySchemes: whichSchemes(api),
    errorShapes: shapes,
    links: linksOf(document, operations, served),
  };
  const shown = new Set(served.map(({ name }) => name));
  const findings = linked
    .filter(({ name }) => shown.has(name))
    .flatMap((draft) => draft.diagnostics);
  const refusals = unfollowed({ document, raw, operations, homes, drafts: linked, entities });
  return {
    model,
    entities,
    homes,
    diagnostics: [
      ...findings,
      ...methodFindings(document),
      ...overrideFindings(document),
      ...refusals,
      ...ruleFindings(model, document),
    ],
  };
}

/** The entities that are served. */
function used(entities: readonly Entity[], operations: readonly Operation[]): Entity[] {
  const live = operations.filter(isServed);
  const wanted = new Set(live.map(({ entity }) => entity));
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

/** `operationId` as an identifier; where there is none, method and path. */
function operationIds(raw: readonly RawOperation[]): Map<RawOperation, string> {
  const names = new Namespace();
  const result = new Map<RawOperation, string>();
  for (const operation of raw) {
    const own = operation.operation.operationId;
    const fromPath = `${operation.sentBy ?? operation.method} ${operation.path.replace(/\{([^}]*)\}/g, 'by $1')}`;
    const wanted = own !== undefined && identifier(own, '') !== '' ? own : fromPath;
    result.set(operation, names.take(identifier(wanted, 'operation')));
  }
  return result;
}
