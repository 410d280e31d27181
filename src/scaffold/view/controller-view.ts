import type { Resource } from '../../model/types.ts';
import { Code, code } from '../code.ts';
import { PackError } from '../pack/pack-error.ts';
import { controllerStyle } from './handler-style.ts';
import { Imports } from './imports.ts';
import { pascal } from './route-parameters.ts';
import {
  type OperationView,
  type RoutesInput,
  routesView,
  type RoutesView,
} from './routes-view.ts';

/** What the templates of a resource's controller and of its module need. */
export interface ControllerView extends RoutesView {
  /** `Books` of `BooksController` and `BooksModule`. */
  readonly className: string;
  /** What decorators go by in this file, where an entity may be called `Post` too. */
  readonly nest: Readonly<Record<string, string>>;
}

/** The template of controllers: a pack that has it has no routes. */
export const CONTROLLER_TEMPLATE = controllerStyle.file('[resource]');

/** The operations of a resource as the methods of a class, with a decorator for each that they need. */
export function controllerView(input: Omit<RoutesInput, 'style'>): {
  view: ControllerView;
  imports: Imports;
} {
  const { view, imports } = routesView({ ...input, style: controllerStyle });
  const nest = Object.fromEntries(
    DECORATORS.map((name) => [name, input.typeNames.has(name) ? `Nest${name}` : name]),
  );
  imports.addType('fastify', 'FastifyReply');
  imports.addType('fastify', 'FastifyRequest');
  imports.add('src/database.module.ts', 'DATABASE');
  imports.add('src/http/contract.decorator.ts', 'Contract');
  imports.add('src/http/etag.interceptor.ts', 'EtagInterceptor');
  imports.add(
    '@nestjs/common',
    ...Object.entries(nest).map(([name, local]) => (name === local ? name : `${name} as ${local}`)),
  );
  const operations = view.operations.map((operation) => methodView(operation, nest));
  return { view: { ...view, operations, className: className(input.resource), nest }, imports };
}

/** What the template of a resource's module needs: where it goes, and what it is called. */
export function moduleView(resource: Resource) {
  const path = `src/resources/${resource.folder}/${resource.folder}.module.ts`;
  const view = { path, folder: resource.folder, className: className(resource), imports: [] };
  return { view, imports: new Imports(path) };
}

/** `Books`, unless the service itself has a class of that name. */
export function className({ name }: Resource): string {
  const plain = pascal(name);
  return OWN_CLASSES.has(plain) ? `${plain}Resource` : plain;
}

const OWN_CLASSES: ReadonlySet<string> = new Set(['App', 'Database', 'Docs', 'Health']);

/** Decorators by HTTP method; `Query` is that of parameters. */
const METHODS: ReadonlyMap<string, string> = new Map([
  ['delete', 'Delete'],
  ['get', 'Get'],
  ['head', 'Head'],
  ['options', 'Options'],
  ['patch', 'Patch'],
  ['post', 'Post'],
  ['put', 'Put'],
  ['query', 'QueryMethod'],
  ['COPY', 'Copy'],
  ['LOCK', 'Lock'],
  ['MKCOL', 'Mkcol'],
  ['MOVE', 'Move'],
  ['PROPFIND', 'Propfind'],
  ['PROPPATCH', 'Proppatch'],
  ['SEARCH', 'Search'],
  ['UNLOCK', 'Unlock'],
]);

const DECORATORS = [
  ...METHODS.values(),
  'Body',
  'Controller',
  'HttpCode',
  'Inject',
  'Param',
  'Query',
  'Req',
  'Res',
  'UseInterceptors',
];

/** Names that mean something to classes, to promises, or to the framework. */
const RESERVED: ReadonlySet<string> = new Set([
  'beforeApplicationShutdown',
  'constructor',
  'database',
  'onApplicationBootstrap',
  'onApplicationShutdown',
  'onModuleDestroy',
  'onModuleInit',
  'then',
]);

function methodView(operation: OperationView, nest: ControllerView['nest']): OperationView {
  const { method, operationId, types, isHole, etag } = operation;
  const texts = codeTexts(operation);
  const uses = (name: string): boolean => new RegExp(`(?<![\\w$.])${name}\\b`).test(texts);
  const isVersioned = etag?.isOfBody === true;
  const tagsItself = etag?.isOfBody === false;
  const asks = ['access', 'precondition', 'unknownQuery', 'gone', 'file', 'streams'].some(
    (name) => operation[name] !== undefined,
  );
  const tells = ['location', 'streams', 'textType', 'made'].some(
    (name) => operation[name] !== undefined,
  );
  const { file } = operation;
  const sendsItself = file?.isRead === true;
  const status = (file?.status ?? operation.status)?.text ?? '200';
  const usual = method === 'post' ? '201' : '200';
  return {
    ...operation,
    decorator: nest[decoratorOf(operation)],
    methodName: RESERVED.has(operationId) ? `${operationId}Operation` : operationId,
    httpCode: isHole === true || sendsItself || status === usual ? undefined : code(status),
    sendsItself,
    isVersioned,
    tagsItself,
    params: uses('params') && types.Params !== undefined ? code(types.Params) : undefined,
    query: uses('query') && types.Querystring !== undefined ? code(types.Querystring) : undefined,
    sent: uses('body') && types.Body !== undefined ? code(types.Body) : undefined,
    usesRequest: uses('request') || asks,
    usesReply: uses('reply') || isHole === true || tagsItself || sendsItself || tells,
  };
}

function decoratorOf({ method, operationId }: OperationView): string {
  const decorator = METHODS.get(method);
  if (decorator !== undefined) return decorator;
  const name = method.toUpperCase();
  throw new PackError(
    'SW3016',
    `NestJS serves no ${name}, which ${operationId} asks for. Take the operation out by an overlay, or generate with the pack fastify.`,
  );
}

/** All code of a view, without the texts in it. */
function codeTexts(value: unknown): string {
  if (value instanceof Code)
    return value.text.replace(/'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"/g, "''");
  if (!(value instanceof Object)) return '';
  return Object.values(value).map(codeTexts).join('\n');
}
