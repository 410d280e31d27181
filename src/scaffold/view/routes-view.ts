import { keyHeader } from '../../model/idempotency.ts';
import { isServed } from '../../model/is-served.ts';
import { isAdditional } from '../../model/methods.ts';
import type { Operation, Parameter, Resource } from '../../model/types.ts';
import { type Code, code } from '../code.ts';
import { createHandler } from './create-handler.ts';
import { functionsOf } from './handler-names.ts';
import { HandlerScope } from './handler-scope.ts';
import type { HandlerStyle } from './handler-style.ts';
import type { EtagView } from './entity-body.ts';
import { entityBodyType } from './hole-input.ts';
import { type ImportView, Imports } from './imports.ts';
import { listHandler } from './list-handler.ts';
import { ListOrders, type OrderView, type SortsView } from './list-orders.ts';
import { holeAnswer } from './logic-view.ts';
import { isItemOperation } from './lookup.ts';
import type { EntityNames, ModelIndex } from './names.ts';
import { objectLiteral } from './object-literal.ts';
import { putHandler } from './put-handler.ts';
import { fileHandler, getHandler } from './read-handler.ts';
import {
  genericsOf,
  type InterfaceView,
  pascal,
  readerOf,
  type RequestTypes,
  RouteInterfaces,
  routeUrl,
} from './route-parameters.ts';
import type { SchemaTypes } from './schema-types.ts';
import { servedTypes } from './served-types.ts';
import { FILES } from './values.ts';
import { writeHandler } from './write-handler.ts';

/** What `src/resources/[resource]/routes.ts.hbs` needs. */
export interface RoutesView {
  readonly path: string;
  imports: readonly ImportView[];
  readonly routesName: string;
  readonly orders: readonly OrderView[];
  readonly sorts: readonly SortsView[];
  interfaces: readonly InterfaceView[];
  readonly operations: readonly OperationView[];
}

/** One operation: where it is served, and the code that serves it. */
export interface OperationView extends Readonly<Record<string, unknown>> {
  readonly method: string;
  readonly operationId: string;
  readonly types: RequestTypes;
  /** What it answers with, where that is always the same. */
  readonly status?: Code;
  /** Whether its answer tells if there are more items than it shows. */
  readonly tellsMore?: boolean;
  /** The entity tag that its answer tells. */
  readonly etag?: EtagView;
  /** The file of a row, which it answers, takes or removes. */
  readonly file?: { readonly isRead?: boolean; readonly status?: Code };
}

export interface RoutesInput {
  readonly resource: Resource;
  readonly index: ModelIndex;
  readonly types: SchemaTypes;
  /** Every type name that a route file may import. */
  readonly typeNames: ReadonlySet<string>;
  /** The live operations of an entity, and the resource whose repository serves it. */
  readonly liveOf: (entity: string) => { operations: readonly Operation[]; folder: string };
  readonly style: HandlerStyle;
}

export const routesName = (resource: Resource): string => `${resource.name}Routes`;

export function routesView(input: RoutesInput): { view: RoutesView; imports: Imports } {
  const { resource, index, types, liveOf, style } = input;
  const path = style.file(resource.folder);
  const imports = new Imports(path);
  imports.addType(FILES.database, 'Database');
  imports.add(FILES.contract, 'contract');
  const read = readerOf(style);
  const lists = new ListOrders(imports, read);
  const interfaces = new RouteInterfaces(input.typeNames);
  const others = functionsOf(index.model);
  const shared = { resource, index, types, liveOf, path, imports, lists, read, others };
  // Fastify answers HEAD by GET unless HEAD is there first.
  const isHead = ({ method }: Operation) => Number(method === 'head');
  const sorted = [...resource.operations].sort((one, other) => isHead(other) - isHead(one));
  const operations = sorted.map((operation) => {
    const database = isRepeatable(operation) ? 'request.database' : style.database;
    return operationView(new HandlerScope(shared, { ...style, database }), interfaces, operation);
  });
  const view: RoutesView = {
    path,
    imports: [],
    routesName: routesName(resource),
    orders: lists.orders,
    sorts: lists.sorts,
    interfaces: interfaces.views(),
    operations,
  };
  return { view, imports };
}

/** Whether a request may come twice, and be served once. */
const isRepeatable = (operation: Operation): boolean => keyHeader(operation) !== undefined;

function operationView(
  scope: HandlerScope,
  interfaces: RouteInterfaces,
  operation: Operation,
): OperationView {
  const { imports, types: schemaTypes, path } = scope;
  const names = scope.index.entity(operation.entity);
  const live = isServed(operation) && names !== undefined;
  const itemName = live && isItemOperation(operation) ? names.entity.name : pascal(operation.id);
  const parameters = interfaces.typesOf(operation, itemName, schemaTypes, path, imports);
  const input = live ? undefined : scope.holeInput(operation);
  const Body = live
    ? (entityBodyType(operation, names, imports)?.wholeType ?? askedBody(scope, operation))
    : input?.bodyType?.text;
  const types: RequestTypes = { ...parameters, ...(Body !== undefined && { Body }) };
  const handler = live
    ? liveHandler(scope, operation, names)
    : holeHandler(scope, operation, input?.value);
  const unknown = live
    ? operation.parameters.filter(({ role, in: place }) => role === 'unknown' && place === 'query')
    : [];
  if (unknown.length > 0) imports.add(FILES.problem, 'refuseUnknown');
  const used = JSON.stringify(handler, (_key, value: unknown) =>
    value instanceof Object && 'text' in value ? value.text : value,
  );
  const usesReply = /"status":|"location":|"etag":\{/.test(used) || handler.usesReply === true;
  const usesRequest =
    used.includes('request') || unknown.length > 0 || scope.secured || isRepeatable(operation);
  return {
    method: operation.method,
    isAdditional: isAdditional(operation.method),
    url: routeUrl(operation.path, operation.parameters),
    operationId: operation.id,
    deprecated: operation.deprecated,
    isPatch: operation.kind === 'update',
    served: live ? servedTypes(operation) : undefined,
    database: code(scope.style.database),
    types,
    generics: genericsOf(types),
    unknownQuery: unknown.length > 0 ? valuesWithoutEffect(unknown) : undefined,
    usesReply,
    usesRequest,
    ...handler,
  };
}

/** What parameters may be sent as though nobody understands them: their defaults. */
const valuesWithoutEffect = (unknown: readonly Parameter[]): Code =>
  code(
    objectLiteral(
      unknown.map(({ name, schema }) => ({
        path: [name],
        expression: schema.default === undefined ? 'undefined' : JSON.stringify(schema.default),
      })),
    ),
  );

/** The type of a body that a list is asked for by. */
function askedBody(
  { types, path, imports }: HandlerScope,
  { parameters, request }: Operation,
): string | undefined {
  if (!request || !parameters.some(({ in: place }) => place === 'body')) return undefined;
  const { schema = true } = request.contents[0] ?? {};
  const type = types.textFor(schema, path, imports);
  return request.required ? type : `${type} | undefined`;
}

function holeHandler(
  scope: HandlerScope,
  operation: Operation,
  input: Code | undefined,
): Record<string, unknown> {
  scope.imports.add(FILES.database, 'inTransaction');
  const answer = holeAnswer(operation);
  if (answer.itemType !== undefined) scope.imports.add('src/http/item-streams.ts', 'itemStream');
  else if (answer.answersStream) scope.imports.add('src/http/streams.ts', 'sendable');
  return {
    isHole: true,
    access: scope.access('permit'),
    usesReply: true,
    function: scope.logic(operation.id),
    context: scope.context('transaction'),
    input,
    ...answer,
  };
}

function liveHandler(
  scope: HandlerScope,
  operation: Operation,
  names: EntityNames,
): Record<string, unknown> {
  switch (operation.kind) {
    case 'list':
      return listHandler(scope, operation, names);
    case 'create':
      return createHandler(scope, operation, names);
    case 'get':
    case 'exists':
      return getHandler(scope, operation, names);
    case 'file':
      return fileHandler(scope, operation, names);
    case 'upsert':
      return putHandler(scope, operation, names);
    default:
      return writeHandler(scope, operation, names);
  }
}
