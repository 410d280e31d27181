import { entityNamed, operationsAbout } from '../../model/by-entity.ts';
import { hasOwnLogic, holesOf } from '../../model/holes.ts';
import { answerTable, repeatableOperations } from '../../model/idempotency.ts';
import { isSecured } from '../../model/is-secured.ts';
import { isServed } from '../../model/is-served.ts';
import { unwrapNull } from '../../model/schema-shape.ts';
import { isAdditional } from '../../model/methods.ts';
import { sentEvents, unsentPaths } from '../../model/outbox.ts';
import type { ItemStream, Operation, SecurityScheme, ServiceModel } from '../../model/types.ts';
import type { Entity, Field } from '../../model/types.ts';
import { code } from '../code.ts';
import { stringLiteral } from '../encode.ts';
import { servedIn } from './streamed-list.ts';
import { accessView, changesRow, putsRow } from './access-view.ts';
import { className } from './controller-view.ts';
import { asksForNone } from './filters.ts';
import { hasColumn, isBig, isLink, isOwnTime } from './field-type.ts';
import { headsFirst } from './heads-first.ts';
import { isInherited } from './inherited-names.ts';
import { joinTableOf } from './join-tables.ts';
import { changesFile, isGuarded, isItemOperation, jsonPatchOf, lookupKeys } from './lookup.ts';
import { entityDiagram } from './entity-diagram.ts';
import { entityNames } from './names.ts';
import { isAddress } from './page-answer.ts';
import { recordsNames } from './records-view.ts';
import { routesName } from './routes-view.ts';
import { hasTextAlternatives } from './text-alternatives.ts';
import { holeAnswer } from './logic-view.ts';
import { uploadsView } from './uploads.ts';
import { credentialView } from './credentials.ts';
import { nowhereIn } from './nowhere.ts';
import { errorsView } from './errors-view.ts';

/** Choices of the project that show in generated code. */
export interface ServiceOptions {
  /** What becomes of query parameters that the description does not declare. */
  readonly unknownQuery: 'refuse' | 'ignore';
  /** What becomes of readOnly members that a client sends. */
  readonly readOnlyInput: 'refuse' | 'ignore';
}

/** What the templates that stand once a service need. */
export function serviceView(model: ServiceModel, options: ServiceOptions) {
  const operations = model.resources.flatMap((resource) => resource.operations);
  const live = operations.filter(isServed);
  const holes = holesOf(model);
  const open = operations.filter(({ status }) => status === 'hole');
  const errors = errorsView(model);
  const credentials = model.securitySchemes.map(credentialView);
  const paths = new Set(operations.map(({ path }) => path));
  const free = (path: string) => (paths.has(path) ? `/-${path}` : path);
  const secured = isSecured(model);
  const changesRows =
    secured && live.some((operation) => changesRow(operation) && !putsRow(operation));
  const putsRows = secured && live.some(putsRow);
  const tokenSchemes = secured ? model.securitySchemes.filter(bearsTokens) : [];
  const joinTables = model.entities.flatMap((entity) =>
    entity.fields.filter(isLink).map((field) => joinTableOf(entity, field)),
  );
  const uploads = uploadsView(model);
  const fileOperations = live.filter(({ file }) => file !== undefined);
  const streamed = live.filter(({ success }) => success.streams !== undefined);
  const changesFiles = fileOperations.some(changesFile);
  const patchesJson = live.some((operation) => jsonPatchOf(operation) !== undefined);
  const added = [...new Set(operations.map(({ method }) => method).filter(isAdditional))].sort();
  const hasForms = operations.some(({ request }) =>
    request?.contents.some(({ mediaType }) => mediaType.includes('urlencoded')),
  );
  return {
    uploads,
    streamed:
      streamed.length === 0
        ? undefined
        : streamed.map(({ id, success }) => ({
            id,
            types: code(`[${servedIn(success).map(stringLiteral).join(', ')}]`),
          })),
    service: {
      name: model.name,
      title: model.title,
      version: model.version,
      description: model.description,
      basePath: model.basePath,
      diagram: entityDiagram(model),
      secured,
      hasMediaRanges: operations.some(({ request }) =>
        request?.contents.some(({ mediaType }) => mediaType.includes('*')),
      ),
      hasUnprocessable: operations.some(
        ({ responses }) =>
          responses.some(({ status }) => status === '422') &&
          !responses.some(({ status }) => status === '400'),
      ),
      hasScopes: operations.some(({ security }) =>
        security.some((alternative) => Object.values(alternative).flat().length > 0),
      ),
      hasAuthorization: credentials.some(({ place }) => place === 'authorization'),
      hasChallenges: credentials.some(({ challenge }) => challenge !== undefined),
      hasTextKeys: credentials.some(({ place }) => place === 'header' || place === 'query'),
      hasQueryKeys: credentials.some(({ place }) => place === 'query'),
      hasCookieKeys: credentials.some(({ place }) => place === 'cookie'),
      hasBasic: model.securitySchemes.some(({ type }) => type === 'basic'),
      hasTokens: tokenSchemes.length > 0,
      tokenScheme: tokenSchemes[0]?.name,
      hasInheritedNames: model.entities.some(({ fields }) =>
        fields.some(({ name }) => isInherited(name)),
      ),
      hasBigints: model.entities.some(({ fields }) => fields.some(isBig)),
      hasInstants: live.some((operation) => usesInstants(operation, model)),
      hidesMembers:
        model.entities.some(({ fields }) => fields.some(({ unshown }) => unshown.length > 0)) ||
        sentEvents(model).some((event) => unsentPaths(event, model).length > 0),
      hasRandomTexts: model.entities.some(({ fields }) =>
        fields.some(
          ({ generation }) => generation?.by === 'random' && generation.alphabet !== undefined,
        ),
      ),
      hasCursors: live.some(usesCursors),
      hasSeeks: live.some(({ page }) => page?.seek !== undefined),
      speaksXml: operations.some(speaksXml),
      prefersTypes: streamed.length > 0 || operations.some(speaksXml),
      writesCsv: streamed.some(({ success }) => success.streams?.some(isCsv)),
      streamsItems:
        streamed.some(({ success }) => success.streams?.some((one) => !isCsv(one))) ||
        open.some(streamsHole),
      hasItemStreams: streamed.some(streamsOwn) || open.some(streamsHole),
      streamsLists: streamed.some(isUnpaged),
      streamsEvents: streamed.some(({ success }) =>
        success.streams?.some(({ form }) => form === 'events'),
      ),
      comparesTypes:
        uploads !== undefined ||
        fileOperations.length > 0 ||
        streamed.length > 0 ||
        operations.some(speaksXml),
      hasLists: live.some(({ kind }) => kind === 'list'),
      hasLinks: live.some(
        ({ page, success }) =>
          (page?.linkHeader ?? false) ||
          (success.body.kind === 'list' &&
            success.body.envelope.some((member) => isAddress(member, page))),
      ),
      hasSorts: live.some(({ parameters }) =>
        parameters.some(({ role, sort }) => role === 'sort' && sort),
      ),
      hasTextFilters: live.some(({ parameters }) =>
        parameters.some(({ role, operator }) => role === 'search' || operator === 'contains'),
      ),
      hasPrefixFilters: live.some(({ parameters }) =>
        parameters.some(({ role, operator }) => role === 'filter' && operator === 'prefix'),
      ),
      hasEtags:
        live.some(({ responses }) =>
          responses.some(({ headers }) => headers.some(({ role }) => role === 'etag')),
        ) || live.some(({ parameters }) => parameters.some(({ role }) => role === 'if-match')),
      hasUnknownParameters: live.some(({ parameters }) =>
        parameters.some(({ role, in: place }) => role === 'unknown' && place === 'query'),
      ),
      hasUnknownOrders: live.some(({ parameters }) =>
        parameters.some(({ sort }) => sort?.unknown !== undefined),
      ),
      hasEmptyLists: live.some((operation) => listsNone(operation, model)),
      hasLooseKeys: live.some((operation) => hasLooseKey(operation, model)),
      hasBodyKeys: live.some(
        (operation) => readsKeyFromBody(operation, model) || mayLackEntity(operation),
      ),
      hasTextAlternatives: hasTextAlternatives(operations, model.schemas),
      hasStyledParameters: operations.some(({ parameters }) =>
        parameters.some((parameter) => isStyled(parameter, model)),
      ),
      hasStyledCookies: operations.some(({ parameters }) =>
        parameters.some((parameter) => parameter.in === 'cookie' && isStyled(parameter, model)),
      ),
      hasJsonFields: model.entities.some(({ fields }) =>
        fields.some((field) => field.type === 'json' && hasColumn(field)),
      ),
      hasMerges: live.some(
        ({ kind, entity }) =>
          kind === 'update' &&
          model.entities.some(
            (one) => one.name === entity && one.fields.some(({ mergeable }) => mergeable),
          ),
      ),
      hasJsonPatches: patchesJson,
      filtersInstants: live.some((operation) => filtersInstants(operation, model)),
      hasBounds: live.some(({ page }) => page !== undefined && page.style !== 'none'),
      filtersOwnTimes: live.some((operation) => filtersOwnTimes(operation, model)),
      usesBadRequest: live.some(
        (operation) =>
          usesCursors(operation) ||
          filtersOwnTimes(operation, model) ||
          operation.parameters.some(({ role, sort }) => role === 'sort' && sort),
      ),
      hasPatterns: live.some(({ parameters }) =>
        parameters.some(
          ({ role, operator }) =>
            role === 'search' || operator === 'contains' || operator === 'prefix',
        ),
      ),
      searchesLists: live.some((operation) => searchesLists(operation, model)),
      hasForms,
      hasTextForms: hasForms || uploads !== undefined,
      sendsOtherForms: hasForms || uploads !== undefined || operations.some(speaksXml),
      hasBothForms: hasForms && uploads !== undefined,
      hasStreams: open.some((one) => !one.proceeds && holeAnswer(one).answersStream),
      hasBlobs: uploads !== undefined || fileOperations.length > 0,
      hasFiles: model.entities.some(({ fields }) => fields.some(({ file }) => file)),
      answersFiles: fileOperations.some(({ file }) => file?.what === 'read'),
      answersOthers:
        fileOperations.some(({ file }) => file?.what === 'read') ||
        streamed.some(({ success }) => success.streams?.some(isCsv)),
      takesFileBodies: fileOperations.some(
        ({ file }) => file?.what === 'write' && file.part === undefined,
      ),
      takesFileParts: fileOperations.some(({ file }) => file?.part !== undefined),
      hasCookies: operations.some(({ parameters }) =>
        parameters.some(({ in: place }) => place === 'cookie'),
      ),
      ...(added.length > 0 && { addedMethods: added }),
      hasDeprecated: operations.some(({ deprecated }) => deprecated),
      hasHoles: holes.length > 0,
      hasTransactions:
        patchesJson ||
        holes.length > 0 ||
        joinTables.length > 0 ||
        changesFiles ||
        live.some(isGuarded) ||
        changesRows ||
        putsRows,
      changesRows,
      putsRows,
      hasGuards: live.some(isGuarded),
      hasPuts: live.some(({ kind }) => kind === 'upsert'),
      locksRows: live.some(isGuarded) || changesRows || putsRows || changesFiles || patchesJson,
      hasProceeds: operations.some((operation) => operation.proceeds && hasOwnLogic(operation)),
      hasSeveralErrorShapes: errors.errorExceptions.length > 0,
      defaultErrorName: errors.defaultErrorName,
      listsFindings: errors.listsFindings,
      hasTrailingSlashes: [...paths].some((path) => path.length > 1 && path.endsWith('/')),
      refuseUnknownQuery: options.unknownQuery === 'refuse',
      refuseReadOnly: options.readOnlyInput === 'refuse',
      livePath: free('/healthz'),
      readyPath: free('/readyz'),
      metricsPath: free('/metrics'),
      docsPath: free('/docs'),
      openapiPath: free('/openapi.json'),
      liveCount: operations.length - open.length,
      holeCount: open.length,
    },
    ...errors,
    nowhere: nowhereIn(model),
    credentials,
    access: secured ? accessView(model) : undefined,
    joinTables,
    singletons: model.entities.some(({ singleton }) => singleton),
    idempotency: idempotencyView(model),
    recorded: holes.length > 0 ? model.entities.map(recordsNames) : [],
    entities: model.entities.map((entity) => ({
      name: entity.name,
      label: entity.label,
      file: entity.file,
      table: entity.table,
      tableType: entityNames(entity).table,
    })),
    resources: headsFirst(model.resources).map((resource) => ({
      folder: resource.folder,
      routesName: routesName(resource),
      className: className(resource),
      operations: resource.operations.map((operation) => ({
        id: operation.id,
        route: `${operation.method.toUpperCase()} ${operation.path}`,
        summary: operation.summary,
        kind: operation.kind,
        isHole: operation.status === 'hole',
        reason: operation.reason,
      })),
    })),
    securitySchemes: model.securitySchemes.map((scheme) => ({
      name: scheme.name,
      identifier: scheme.identifier,
      description: scheme.description,
      isBasic: scheme.type === 'basic',
      isToken: bearsTokens(scheme),
      variable: `AUTH_${scheme.identifier.replace(/([a-z\d])([A-Z])/g, '$1_$2').toUpperCase()}`,
    })),
  };
}

/** A list that needs more than rows of one page. */
const streamsOwn = (operation: Operation): boolean =>
  isUnpaged(operation) || operation.success.streams?.some((one) => !isCsv(one)) === true;

const isCsv = ({ form }: ItemStream): boolean => form === 'csv';

/** Whether bodies of an operation are XML that is read or written by its schema. */
const speaksXml = ({ request, responses }: Operation): boolean =>
  [request, ...responses].some((one) => one?.contents.some(({ xml }) => xml) === true);

/** A list whose pages no parameter asks for. */
const isUnpaged = ({ page, success }: Operation): boolean =>
  success.streams !== undefined && (page === undefined || page.style === 'none');

const usesCursors = (operation: Operation): boolean =>
  (operation.page?.style === 'cursor' && !operation.page.seek) || isUnpaged(operation);

/** Business logic that answers items one after the other. */
const streamsHole = (operation: Operation): boolean =>
  !operation.proceeds && holeAnswer(operation).itemType !== undefined;

/** The operations that are served once for a key, and where their answers are kept. */
function idempotencyView(model: ServiceModel) {
  const operations = repeatableOperations(model);
  const table = answerTable(model);
  return table === undefined
    ? undefined
    : { operations, table, first: code(JSON.stringify(operations[0])) };
}

/** Schemes whose credential is a bearer token, which may be a JWT. */
const bearsTokens = ({ type }: SecurityScheme): boolean =>
  ['bearer', 'oauth2', 'openIdConnect'].includes(type);

/** Whether a path takes any text for what is a UUID. */
function hasLooseKey(operation: Operation, model: ServiceModel): boolean {
  const fields = entityOf(operation, model)?.fields ?? [];
  return operation.parameters.some(
    ({ in: place, field, schema }) =>
      place === 'path' &&
      schema.format !== 'uuid' &&
      fields.some(({ name, type }) => name === field && type === 'uuid'),
  );
}

/** Whether what a write brings may be missing from its body. */
const mayLackEntity = ({ kind, request }: Operation): boolean =>
  kind !== 'list' && kind !== 'delete' && request?.contents[0]?.isPathOptional === true;

/** Whether part of the key that an operation needs is not in its path. */
function readsKeyFromBody(operation: Operation, model: ServiceModel): boolean {
  const entity = entityOf(operation, model);
  if (!entity || !isItemOperation(operation)) return false;
  const operations = operationsAbout(model, entity).filter(isServed);
  return lookupKeys(entity, operations).some(
    ({ name }) =>
      !operation.parameters.some(
        ({ field, role }) => field === name && (role === 'key' || role === 'scope'),
      ),
  );
}

/** Whether a parameter is written in a way that no parser of URLs or headers undoes. */
function isStyled(
  { in: place, style, explode, schema, encoded }: Operation['parameters'][number],
  { schemas }: ServiceModel,
): boolean {
  if (encoded || ['label', 'matrix', 'deepObject', 'cookie'].includes(style)) return true;
  const { type, properties } = unwrapNull(schema, schemas).schema;
  const isObject = type === 'object' || properties !== undefined;
  if (place === 'query') return style !== 'form' || !explode || isObject;
  return isObject || type === 'array';
}

const fieldOf = (operation: Operation, model: ServiceModel, name: string | undefined) =>
  entityOf(operation, model)?.fields.find((field) => field.name === name);

const entityOf = (operation: Operation, model: ServiceModel): Entity | undefined =>
  entityNamed(model, operation.entity);

const isClientTime = (field: Field | undefined): boolean =>
  field?.type === 'date-time' && !isOwnTime(field);

/** Whether a list is narrowed or ordered by date-times that clients write. */
function usesInstants(operation: Operation, model: ServiceModel): boolean {
  const isInstant = (name: string | undefined) => isClientTime(fieldOf(operation, model, name));
  return (
    operation.parameters.some(
      ({ role, field, sort }) =>
        (role === 'filter' && isInstant(field)) ||
        (role === 'sort' && sort?.values.some((value) => isInstant(value.field))),
    ) ||
    (operation.page?.order.some(({ field }) => isInstant(field)) ?? false)
  );
}

const filtersInstants = (operation: Operation, model: ServiceModel): boolean =>
  operation.parameters.some(
    ({ role, field, operator }) =>
      role === 'filter' && operator !== 'in' && isClientTime(fieldOf(operation, model, field)),
  );

/** Whether a list is narrowed by times that the service writes itself. */
const filtersOwnTimes = (operation: Operation, model: ServiceModel): boolean =>
  operation.parameters.some(({ role, field: name, operator }) => {
    const field = fieldOf(operation, model, name);
    return (
      role === 'filter' && operator !== 'in' && field?.type === 'date-time' && isOwnTime(field)
    );
  });

/** Whether a list may be asked for by a list of no values. */
const listsNone = (operation: Operation, model: ServiceModel): boolean =>
  operation.kind === 'list' &&
  operation.parameters.some((parameter) => {
    const field = fieldOf(operation, model, parameter.field);
    return field !== undefined && asksForNone(parameter, field);
  });

/** Whether a filter looks into the lists that rows hold. */
const searchesLists = (operation: Operation, model: ServiceModel): boolean =>
  operation.parameters.some(({ role, field: name }) => {
    const field = fieldOf(operation, model, name);
    return role === 'filter' && field?.type === 'json' && !isLink(field);
  });
