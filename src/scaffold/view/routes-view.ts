import { isAdditional } from '../../model/methods.ts';
import { checkedEntity, checkNames, hasOwnLogic } from '../../model/holes.ts';
import { keyHeader } from '../../model/idempotency.ts';
import { isServed } from '../../model/is-served.ts';
import type {
  Entity,
  EnvelopeMember,
  Field,
  Operation,
  Parameter,
  Resource,
} from '../../model/types.ts';
import { type Code, code } from '../code.ts';
import { stringLiteral, templateText } from '../encode.ts';
import { isBig, isNumeric, isOptional, member } from './field-type.ts';
import { fileRoute, filesOf } from './file-route.ts';
import { filesUnder } from './files-under.ts';
import { filterName } from './filters.ts';
import { functionsOf } from './handler-names.ts';
import { filterValue, typedValue } from './handler-values.ts';
import type { HandlerStyle } from './handler-style.ts';
import { type ImportView, Imports } from './imports.ts';
import { entityBodyType, type HoleInput, holeInput } from './hole-input.ts';
import { ListOrders, type OrderView, type SortsView } from './list-orders.ts';
import { holeAnswer } from './logic-view.ts';
import { insertOf } from './inserts.ts';
import {
  answersEtag,
  isGuarded,
  isItemOperation,
  locatedBy,
  lookupKeys,
  parentLookup,
  queryKey,
} from './lookup.ts';
import { conditionName, isSecured } from './access-view.ts';
import {
  type EntityNames,
  functionNames,
  type ModelIndex,
  presenterName,
  writerName,
} from './names.ts';
import { objectLiteral } from './object-literal.ts';
import { envelopeMembers, nextLink, noPages, pagingView } from './paging.ts';
import { beforeValue } from './path-style.ts';
import { recordKeys, recordsNames } from './records-view.ts';
import { needsTotal, writeShapes } from './repository-view.ts';
import {
  genericsOf,
  type InterfaceView,
  type Reader,
  readerOf,
  type RequestTypes,
  pascal,
  RouteInterfaces,
  routeUrl,
} from './route-parameters.ts';
import type { SchemaTypes } from './schema-types.ts';
import { isAllStreams, servedIn, streamedList } from './streamed-list.ts';
import { servedTypes } from './served-types.ts';
import { FILES } from './values.ts';

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
  /** The file of a row, which it answers, takes or removes. */
  readonly file?: { readonly isRead?: boolean; readonly status?: Code };
}

export interface RoutesInput {
  readonly resource: Resource;
  readonly index: ModelIndex;
  readonly types: SchemaTypes;
  /** Every type name that a route file may import. */
  readonly typeNames: Iterable<string>;
  /** The live operations of an entity, and the resource whose repository serves it. */
  readonly liveOf: (entity: string) => { operations: readonly Operation[]; folder: string };
  readonly style: HandlerStyle;
}

export const routesName = (resource: Resource): string => `${resource.name}Routes`;

export function routesView(input: RoutesInput): { view: RoutesView; imports: Imports } {
  const { resource, style } = input;
  const path = style.file(resource.folder);
  const imports = new Imports(path);
  imports.addType(FILES.database, 'Database');
  imports.add(FILES.contract, 'contract');
  const builder = new RouteBuilder(input, path, imports);
  // Fastify answers HEAD by GET unless HEAD is there first.
  const isHead = ({ method }: Operation) => Number(method === 'head');
  const sorted = [...resource.operations].sort((one, other) => isHead(other) - isHead(one));
  const operations = sorted.map((operation) => builder.operation(operation));
  const view: RoutesView = {
    path,
    imports: [],
    routesName: routesName(resource),
    orders: builder.lists.orders,
    sorts: builder.lists.sorts,
    interfaces: builder.interfaces.views(),
    operations,
  };
  return { view, imports };
}

/** Builds the routes of one resource; what they share (interfaces, orders) is collected on the way. */
class RouteBuilder {
  readonly lists: ListOrders;
  readonly interfaces: RouteInterfaces;
  readonly #input: RoutesInput;
  readonly #path: string;
  readonly #imports: Imports;
  /** Functions that routes may import from elsewhere. */
  readonly #others: ReadonlySet<string>;
  /** Whether each operation asks who may do what. */
  readonly #secured: boolean;
  #style: HandlerStyle;
  readonly #read: Reader;

  constructor(input: RoutesInput, path: string, imports: Imports) {
    this.#input = input;
    this.interfaces = new RouteInterfaces(new Set(input.typeNames));
    this.#path = path;
    this.#style = input.style;
    this.#read = readerOf(input.style);
    this.#secured = isSecured(input.index.model);
    this.#imports = imports;
    this.lists = new ListOrders(imports, this.#read);
    this.#others = functionsOf(input.index.model);
  }

  operation(operation: Operation): OperationView {
    const isRepeatable = keyHeader(operation) !== undefined;
    this.#style = isRepeatable
      ? { ...this.#input.style, database: 'request.database' }
      : this.#input.style;
    const names = this.#input.index.entity(operation.entity);
    const live = isServed(operation) && names !== undefined;
    const itemName = live && isItemOperation(operation) ? names.entity.name : pascal(operation.id);
    const parameters = this.interfaces.typesOf(
      operation,
      itemName,
      this.#input.types,
      this.#path,
      this.#imports,
    );
    const input = live ? undefined : this.#holeInput(operation);
    const Body = live
      ? (entityBodyType(operation, names, this.#imports)?.wholeType ?? this.#asked(operation))
      : input?.bodyType?.text;
    const types: RequestTypes = { ...parameters, ...(Body !== undefined && { Body }) };
    const handler = live ? this.#live(operation, names) : this.#hole(operation, input?.value);
    const unknown = live
      ? operation.parameters.filter(
          ({ role, in: place }) => role === 'unknown' && place === 'query',
        )
      : [];
    if (unknown.length > 0) this.#imports.add(FILES.problem, 'refuseUnknown');
    const used = JSON.stringify(handler, (_key, value: unknown) =>
      value instanceof Object && 'text' in value ? value.text : value,
    );
    const usesReply = /"status":|"location":|"etag":true/.test(used) || handler.usesReply === true;
    const usesRequest =
      used.includes('request') || unknown.length > 0 || this.#secured || isRepeatable;
    return {
      method: operation.method,
      isAdditional: isAdditional(operation.method),
      url: routeUrl(operation.path),
      operationId: operation.id,
      deprecated: operation.deprecated,
      isPatch: operation.kind === 'update',
      served: live ? servedTypes(operation) : undefined,
      database: code(this.#style.database),
      types,
      generics: genericsOf(types),
      unknownQuery:
        unknown.length > 0
          ? code(
              objectLiteral(
                unknown.map(({ name, schema }) => ({
                  path: [name],
                  expression:
                    schema.default === undefined ? 'undefined' : JSON.stringify(schema.default),
                })),
              ),
            )
          : undefined,
      usesReply,
      usesRequest,
      ...handler,
    };
  }

  /** The type of a body that a list is asked for by. */
  #asked({ parameters, request }: Operation): string | undefined {
    if (!request || !parameters.some(({ in: place }) => place === 'body')) return undefined;
    const { schema = true } = request.contents[0] ?? {};
    const type = this.#input.types.textFor(schema, this.#path, this.#imports);
    return request.required ? type : `${type} | undefined`;
  }

  #hole(operation: Operation, input: Code | undefined): Record<string, unknown> {
    this.#imports.add(FILES.database, 'inTransaction');
    const answer = holeAnswer(operation);
    if (answer.itemType !== undefined) this.#imports.add('src/http/item-streams.ts', 'itemStream');
    else if (answer.answersStream) this.#imports.add('src/http/streams.ts', 'sendable');
    return {
      isHole: true,
      access: this.#access('permit'),
      usesReply: true,
      function: this.#logic(operation.id),
      context: this.#context('transaction'),
      input,
      ...answer,
    };
  }

  #holeInput(operation: Operation, names?: EntityNames): HoleInput {
    return holeInput(operation, names, this.#input.types, this.#path, this.#imports, this.#style);
  }

  /** A function of the resource's business logic. */
  #logic(name: string): string {
    const isTaken = this.#others.has(name) || this.#style.locals.includes(name);
    const local = isTaken ? `${name}Logic` : name;
    const imported = local === name ? name : `${name} as ${local}`;
    this.#imports.add(`src/resources/${this.#input.resource.folder}/logic.ts`, imported);
    return local;
  }

  #context(transaction: string): Code {
    this.#imports.add('src/context.ts', 'contextOf');
    return code(`contextOf(${transaction}${this.#secured ? ', request' : ''})`);
  }

  /** What serves one operation from its table, with the business logic around it and after it. */
  #served(
    operation: Operation,
    names: EntityNames,
    { body, core, before, database = this.#style.database }: Served,
  ): Code {
    const { index } = this.#input;
    const checked = checkedEntity(operation, (name) => index.entity(name)?.entity);
    const wrapped = operation.proceeds === true && hasOwnLogic(operation);
    if (!checked && !wrapped) return code(core(database, body));
    this.#imports.add(FILES.database, 'inTransaction');
    const context = checked ? 'context' : this.#context('transaction').text;
    const run = wrapped ? this.#around(operation, names, core, context) : core('transaction', body);
    if (!checked) return code(`inTransaction(${database}, (transaction) => ${run})`);
    const check = this.#logic(checkNames(index.model).get(checked.name) ?? '');
    const opening = `inTransaction(${database}, async (transaction) => { const context = ${this.#context('transaction').text};`;
    if (operation.kind === 'delete')
      return code(
        `${opening} const gone = await ${run}; if (gone) await ${check}(context, { before: gone, after: undefined }); return gone; })`,
      );
    const keys = recordKeys(names.entity);
    const only = keys.length === 1 ? keys[0] : undefined;
    const key = only ? member('after', only.name) : keys.length === 0 ? '' : 'after';
    const read = `context.records.${recordsNames(names.entity).name}.get(${key})`;
    const previous = before ? `const before = await ${before('transaction')};` : '';
    const missing = before ? 'if (!after) return undefined;' : '';
    return code(
      `${opening} ${previous} const after = await ${run}; ${missing} await ${check}(context, { before${before ? '' : ': undefined'}, after }); return ${read}; })`,
    );
  }

  /** The call of the logic around an operation, which is handed how to go on. */
  #around(operation: Operation, names: EntityNames, core: Core, context: string): string {
    const input = this.#holeInput(operation, names);
    const hasBody = input.members.some(({ name }) => name === input.bodyName);
    const step = core('transaction', hasBody ? input.bodyName : undefined);
    let going = step;
    if (operation.kind !== 'create') {
      this.#imports.add(FILES.problem, 'existing');
      going = `existing(${step}, ${stringLiteral(names.entity.label)})`;
    }
    const given = input.value ? `${input.value.text}, ` : '';
    return `${this.#logic(operation.id)}(${context}, ${given}(${hasBody ? input.bodyName : ''}) => ${going})`;
  }

  #live(operation: Operation, names: EntityNames): Record<string, unknown> {
    switch (operation.kind) {
      case 'list':
        return this.#list(operation, names);
      case 'create':
        return this.#create(operation, names);
      case 'get':
      case 'exists':
        return this.#get(operation, names);
      case 'file':
        return this.#file(operation, names);
      default:
        return this.#write(operation, names);
    }
  }

  /** What a route imports to ask who may do what; nothing in a service that protects nothing. */
  #access(...names: readonly string[]): true | undefined {
    if (!this.#secured) return undefined;
    this.#imports.add(FILES.access, ...names);
    return true;
  }

  #repository(entity: string, name: string): string {
    this.#imports.add(`src/resources/${this.#input.liveOf(entity).folder}/repository.ts`, name);
    return name;
  }

  /** Arguments that find a row: `request.params.bookId, request.params.reviewId`. */
  #keyArguments(operation: Operation, names: EntityNames): string[] {
    const { operations } = this.#input.liveOf(names.entity.name);
    return lookupKeys(names.entity, operations).map((field) => {
      const parameter = operation.parameters.find(
        (candidate) =>
          candidate.field === field.name &&
          (candidate.role === 'key' || candidate.role === 'scope'),
      );
      if (parameter) return typedValue(parameter, field, this.#read);
      const content = operation.request?.contents[0];
      this.#imports.add(FILES.problem, 'present');
      return `present(${(content?.path ?? []).concat(field.name).reduce(member, this.#style.body)}, ${stringLiteral(field.name)})`;
    });
  }

  #list(operation: Operation, names: EntityNames): Record<string, unknown> {
    const { entity } = names;
    const page = operation.page ?? noPages;
    const functions = functionNames(entity);
    const filters = operation.parameters.filter(
      ({ role, field }) =>
        (['filter', 'scope', 'key'].includes(role) && field !== undefined) || role === 'search',
    );
    const permitted = `await permitRows(request, { operation: ${stringLiteral(operation.id)} })`;
    const filter = objectLiteral([
      ...filters.map((parameter) => ({
        path: [filterName(parameter, entity)],
        expression: filterValue(parameter, entity, this.#read),
      })),
      ...(this.#access('permitRows')
        ? [{ path: [conditionName(entity)], expression: permitted }]
        : []),
    ]);
    const paging = pagingView(operation, page, this.#imports, this.#read);
    const body = operation.success.body.kind === 'list' ? operation.success.body : undefined;
    const prelude = [...paging.prelude, `const filter = ${filter};`];
    const headers: string[] = [];
    if (needsTotal(operation)) {
      headers.push(
        `const total = await ${this.#repository(entity.name, functions.count)}(${this.#style.database}, filter);`,
      );
    }
    if (page.totalHeader !== undefined)
      headers.push(
        `reply.header(${stringLiteral(page.totalHeader.toLowerCase())}, String(total));`,
      );
    if (page.cursorHeader !== undefined && page.style === 'cursor') {
      headers.push(
        `if (page.next !== undefined) reply.header(${stringLiteral(page.cursorHeader.toLowerCase())}, page.next);`,
      );
    }
    if (page.linkHeader && page.style !== 'none' && page.style !== 'limit') {
      this.#imports.add(FILES.links, 'linkHeader');
      headers.push(`const next = ${nextLink(page, this.#imports)};`);
      headers.push(`if (next !== undefined) reply.header('link', linkHeader({ next }));`);
    }
    const window = [`order: ${this.lists.order(operation, names.entity)}`, ...paging.window];
    return {
      isList: true,
      usesReply: headers.some((line) => line.includes('reply.')),
      function: this.#repository(entity.name, functions.list),
      prelude: prelude.map(code),
      window: code(window.join(', ')),
      headers: headers.map(code),
      ...(operation.success.status !== 200 && { status: code(String(operation.success.status)) }),
      body: code(this.#listBody(operation, names, body)),
      ...(operation.success.streams && {
        usesReply: true,
        ...(servedIn(operation.success).length > 1 && { usesRequest: true }),
        isStreamOnly: isAllStreams(operation) && operation.page?.style === 'none',
        isStreamed: isAllStreams(operation),
        streams: streamedList(operation, names, {
          database: this.#style.database,
          list: functions.list,
          order: this.lists.order(operation, names.entity),
          imports: this.#imports,
        }),
      }),
      parent: this.#parent(operation, names),
    };
  }

  #listBody(
    operation: Operation,
    names: EntityNames,
    body: Extract<Operation['success']['body'], { kind: 'entity' | 'list' }> | undefined,
  ): string {
    const present = body && presenterName(names, body.representation);
    if (present !== undefined) this.#imports.add(names.file, present);
    const items = present === undefined ? 'page.items' : `page.items.map(${present})`;
    if (!body || body.path.length === 0) return items;
    const envelope = envelopeMembers(
      operation,
      operation.page ?? noPages,
      body.envelope,
      this.#imports,
      this.#read,
    );
    return objectLiteral([{ path: body.path, expression: items }, ...envelope]);
  }

  #get(operation: Operation, names: EntityNames): Record<string, unknown> {
    this.#imports.add(FILES.problem, 'notFound');
    const etag = answersEtag(operation);
    if (etag) this.#imports.add(FILES.conditional, 'isFresh', 'notModified', 'withEtag');
    const find = this.#repository(names.entity.name, functionNames(names.entity).find);
    const empty = operation.kind === 'exists' || operation.success.body.kind === 'none';
    return {
      isGet: true,
      access: this.#access('permit'),
      etag: etag && !empty,
      empty,
      call: this.#served(operation, names, {
        core: (database) => callOf(find, database, this.#keyArguments(operation, names)),
      }),
      guards: this.#guards(operation, names).map(code),
      label: names.entity.label,
      ...((operation.success.status !== 200 || empty) && {
        status: code(String(operation.success.status)),
      }),
      body: code(this.#entityBody(operation, names, 'found')),
    };
  }

  #file(operation: Operation, names: EntityNames): Record<string, unknown> {
    this.#imports.add(FILES.problem, 'notFound');
    return fileRoute(operation, names, {
      imports: this.#imports,
      repository: (name) => this.#repository(names.entity.name, name),
      access: this.#access('permit'),
      keys: code(this.#keyArguments(operation, names).join(', ')),
      guards: this.#guards(operation, names).map(code),
      shown: (variable) => code(this.#entityBody(operation, names, variable)),
    });
  }

  /** Scopes that this path has and other paths to the same entity have not. */
  #guards(operation: Operation, names: EntityNames): string[] {
    const { operations } = this.#input.liveOf(names.entity.name);
    const keys = new Set(lookupKeys(names.entity, operations).map(({ name }) => name));
    return operation.parameters
      .filter(
        ({ role, field, in: place }) =>
          place === 'path' &&
          (role === 'scope' || role === 'key') &&
          field !== undefined &&
          !keys.has(field),
      )
      .map((parameter) => `${member('found', parameter.field ?? '')} !== ${this.#read(parameter)}`);
  }

  #create(operation: Operation, names: EntityNames): Record<string, unknown> {
    const { entity } = names;
    const { operations } = this.#input.liveOf(entity.name);
    const insert = insertOf(entity, operations, operation);
    const scope = (insert?.scope ?? []).map((field) => {
      const parameter = operation.parameters.find((candidate) => candidate.field === field.name);
      return parameter ? typedValue(parameter, field, this.#read) : 'undefined';
    });
    const content = operation.request?.contents[0];
    const etag = answersEtag(operation);
    if (etag) this.#imports.add(FILES.conditional, 'withEtag');
    const write = this.#repository(entity.name, insert?.function ?? functionNames(entity).insert);
    const location = this.#location(operation, names);
    const empty = operation.success.body.kind === 'none';
    return {
      isCreate: true,
      access: this.#access('permit'),
      usesReply: true,
      etag,
      empty,
      isShown: !empty || etag || location !== undefined,
      call: this.#served(operation, names, {
        ...(content && { body: content.path.reduce(member, this.#style.body) }),
        core: (database, body = '{}') => callOf(write, database, [...scope, body]),
      }),
      status: code(String(operation.success.status)),
      location,
      textType: textType(operation, entity),
      body: code(this.#entityBody(operation, names, 'created')),
      parent: this.#parent(operation, names),
    };
  }

  /** The URL of what was created, where a live `get` answers it (RFC 9110, section 10.2.2). */
  #location(operation: Operation, { entity }: EntityNames): Code | undefined {
    const { operations } = this.#input.liveOf(entity.name);
    const item = locatedBy(operation, operations);
    if (!item || operation.success.status !== 201) return undefined;
    const valueOf = (parameter: Parameter | undefined): string | undefined => {
      const field = entity.fields.find(({ name }) => name === parameter?.field);
      if (!field) return undefined;
      const read = member('created', field.name);
      const text = isBig(field) || isOptional(field) ? `String(${read})` : read;
      return `\${encodeURIComponent(${text})}`;
    };
    const path = item.path.split(/(\{[^}]*\})/).map((part) => {
      if (!part.startsWith('{')) return templateText(part);
      const parameter = item.parameters.find(
        ({ name, in: place }) => place === 'path' && name === part.slice(1, -1),
      );
      const value = valueOf(parameter);
      return parameter && value && `${beforeValue(parameter)}${value}`;
    });
    const key = queryKey(item);
    const query = key ? [templateText(`?${encodeURIComponent(key.name)}=`), valueOf(key)] : [];
    const parts = [...path, ...query];
    return parts.includes(undefined)
      ? undefined
      : code(`\`\${request.server.basePath}${parts.join('')}\``);
  }

  #write(operation: Operation, names: EntityNames): Record<string, unknown> {
    const { entity } = names;
    const { operations } = this.#input.liveOf(entity.name);
    this.#imports.add(FILES.problem, 'notFound');
    const keys = this.#keyArguments(operation, names);
    const etag =
      answersEtag(operation) &&
      operation.kind !== 'delete' &&
      operation.success.body.kind !== 'none';
    if (etag) this.#imports.add(FILES.conditional, 'withEtag');
    const guarded = isGuarded(operation);
    if (guarded) this.#imports.add(FILES.conditional, 'changeMatching');
    const content = operation.request?.contents[0];
    const called =
      operation.kind === 'delete'
        ? functionNames(entity).remove
        : this.#writerOf(operation, names, operations);
    const write = this.#repository(entity.name, called);
    const input =
      content && operation.kind !== 'delete'
        ? content.path.reduce(member, this.#style.body)
        : undefined;
    const variable = operation.kind === 'delete' ? 'deleted' : 'changed';
    const access = this.#access('permit', 'changePermitted');
    const { find, lock } = functionNames(entity);
    return {
      isWrite: true,
      access: access && {
        // The only one of its kind is made when it is first looked for.
        find: this.#repository(entity.name, entity.singleton ? find : lock),
        arguments: code(keys.join(', ')),
      },
      usesReply: true,
      variable,
      etag,
      empty: operation.success.body.kind === 'none',
      call: this.#served(operation, names, {
        ...(input !== undefined && { body: input }),
        core: (database, body) =>
          callOf(write, database, body === undefined ? keys : [...keys, body]),
        // Whoever asks for the row first hands on the transaction that holds it.
        ...((access || guarded) && { database: 'database' }),
        before: (database) =>
          callOf(this.#repository(entity.name, functionNames(entity).find), database, keys),
      }),
      label: entity.label,
      ...(operation.kind === 'delete' && this.#gone(names, variable, keys)),
      status: code(String(operation.success.status)),
      body: code(this.#entityBody(operation, names, variable)),
      precondition: guarded
        ? {
            lock: this.#repository(entity.name, functionNames(entity).lock),
            arguments: code(keys.join(', ')),
            shown: code(this.#shownByGet(names, operations)),
            asStored: this.#shownByGet(names, operations) === 'current',
          }
        : undefined,
    };
  }

  /** The files that are gone with a row, its own and those of what goes with it. */
  #gone(names: EntityNames, variable: string, keys: readonly string[]): Record<string, unknown> {
    const { entity } = names;
    const { operations } = this.#input.liveOf(entity.name);
    const under = filesUnder(
      entity,
      this.#input.index.model.entities,
      lookupKeys(entity, operations),
    );
    const own = filesOf(names, variable, this.#imports);
    if (!under) return { gone: own };
    this.#imports.add(FILES.blobs, 'forget');
    return {
      under: {
        function: this.#repository(entity.name, under.function),
        arguments: code(keys.join(', ')),
      },
      gone: code([...(own ? [own.text] : []), '...files'].join(', ')),
    };
  }

  /** What `get` shows of the current version, since its ETag is what If-Match names. */
  #shownByGet(names: EntityNames, operations: readonly Operation[]): string {
    const get = operations.find(({ kind }) => kind === 'get');
    return get ? this.#entityBody(get, names, 'current') : 'current';
  }

  #writerOf(
    operation: Operation,
    { entity }: EntityNames,
    operations: readonly Operation[],
  ): string {
    const wanted = operation.request?.contents[0]?.representation;
    for (const usage of ['replace', 'update'] as const) {
      const shapes = writeShapes(entity, operations, usage);
      const found = shapes.findIndex(({ name }) => name === wanted);
      const shape = shapes[found];
      if (shape) return writerName(entity, usage, found === 0, shape);
    }
    return `update${entity.name}`;
  }

  #entityBody(operation: Operation, names: EntityNames, variable: string): string {
    const { body } = operation.success;
    if (body.kind !== 'entity') return variable;
    if (body.representation === '') return receiptBody(body.envelope, variable, names.entity);
    const present = presenterName(names, body.representation);
    if (present !== undefined) this.#imports.add(names.file, present);
    const shown = present === undefined ? variable : `${present}(${variable})`;
    if (body.path.length === 0 && body.envelope.length === 0) return shown;
    const constants = body.envelope.flatMap(({ path, role, value }) =>
      role === 'constant' ? [{ path, expression: JSON.stringify(value ?? null) }] : [],
    );
    return objectLiteral(
      body.path.length === 0 ? constants : [{ path: body.path, expression: shown }, ...constants],
    );
  }

  /** The check that the parent exists, for what is listed under it or created in it. */
  #parent(operation: Operation, names: EntityNames): Record<string, unknown> | undefined {
    const { index, liveOf } = this.#input;
    const found = parentLookup(
      operation,
      names.entity,
      (name) => index.entity(name)?.entity,
      (name) => liveOf(name).operations,
    );
    if (!found) return undefined;
    this.#imports.add(FILES.problem, 'notFound');
    return {
      find: this.#repository(found.parent.name, functionNames(found.parent).find),
      arguments: code(found.parameters.map(this.#read).join(', ')),
      label: found.parent.label,
    };
  }
}

/** What an answer tells of a write that shows no more than its key, and that it is done. */
function receiptBody(
  envelope: readonly EnvelopeMember[],
  variable: string,
  { fields }: Entity,
): string {
  const members = envelope.map(({ path, role, field = '', value }) => ({
    path,
    expression: role === 'key' ? member(variable, field) : JSON.stringify(value ?? null),
  }));
  const whole = envelope.find(({ path }) => path.length === 0);
  if (!whole) return objectLiteral(members);
  const value = member(variable, whole.field ?? '');
  return isText(whole, fields) ? `JSON.stringify(${value})` : value;
}

const isText = ({ field: name }: EnvelopeMember, fields: readonly Field[]): boolean =>
  fields.some((field) => field.name === name && !isNumeric(field.type));

/** The media type of an answer that is one text, which frameworks send as it is unless they are told. */
function textType({ success }: Operation, { fields }: Entity): string | undefined {
  const { body, mediaType } = success;
  const whole =
    body.kind === 'entity' ? body.envelope.find(({ path }) => path.length === 0) : undefined;
  return whole && isText(whole, fields) ? mediaType : undefined;
}

/** What serves an operation from its table. */
interface Served {
  readonly body?: string;
  readonly core: Core;
  /** What there was, for the rules about changes. */
  readonly before?: (database: string) => string;
  /** The database in reach of the call; the handler's own unless told. */
  readonly database?: string;
}

/** The call of a repository function in a database, with the body or without. */
type Core = (database: string, body?: string) => string;

const callOf = (name: string, database: string, values: readonly string[]): string =>
  `${name}(${[database, ...values].join(', ')})`;
