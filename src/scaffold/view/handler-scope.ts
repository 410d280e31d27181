import type { Field, Operation, Parameter, Resource } from '../../model/types.ts';
import { type Code, code } from '../code.ts';
import { stringLiteral } from '../encode.ts';
import { member } from './field-type.ts';
import type { HandlerStyle } from './handler-style.ts';
import { typedValue } from './handler-values.ts';
import { type HoleInput, holeInput } from './hole-input.ts';
import type { Imports } from './imports.ts';
import type { ListOrders } from './list-orders.ts';
import { insertOf } from './inserts.ts';
import { lookupKeys } from './lookup.ts';
import { type EntityNames, functionNames, type ModelIndex } from './names.ts';
import type { Reader } from './route-parameters.ts';
import type { SchemaTypes } from './schema-types.ts';
import { sentBody } from './sent-body.ts';
import { FILES } from './values.ts';

/** What the handlers of one file share. */
export interface SharedScope {
  readonly resource: Resource;
  readonly index: ModelIndex;
  readonly types: SchemaTypes;
  /** The live operations of an entity, and the resource whose repository serves it. */
  readonly liveOf: (entity: string) => { operations: readonly Operation[]; folder: string };
  readonly path: string;
  readonly imports: Imports;
  readonly lists: ListOrders;
  readonly read: Reader;
  /** Functions that handlers may import from elsewhere. */
  readonly others: ReadonlySet<string>;
}

/** What the code of one handler has around it; what it needs is imported on the way. */
export class HandlerScope {
  readonly style: HandlerStyle;
  readonly #shared: SharedScope;

  constructor(shared: SharedScope, style: HandlerStyle) {
    this.#shared = shared;
    this.style = style;
  }

  get index() {
    return this.#shared.index;
  }

  get liveOf() {
    return this.#shared.liveOf;
  }

  get types() {
    return this.#shared.types;
  }

  get path() {
    return this.#shared.path;
  }

  get imports() {
    return this.#shared.imports;
  }

  get lists() {
    return this.#shared.lists;
  }

  get read() {
    return this.#shared.read;
  }

  get secured() {
    return this.index.secured;
  }

  holeInput(operation: Operation, names?: EntityNames): HoleInput {
    return holeInput(
      operation,
      names,
      this.#shared.types,
      this.#shared.path,
      this.imports,
      this.style,
    );
  }

  /** A function of the resource's business logic. */
  logic(name: string): string {
    const isTaken = this.#shared.others.has(name) || this.style.locals.includes(name);
    const local = isTaken ? `${name}Logic` : name;
    const imported = local === name ? name : `${name} as ${local}`;
    this.imports.add(`src/resources/${this.#shared.resource.folder}/logic.ts`, imported);
    return local;
  }

  context(transaction: string): Code {
    this.imports.add('src/context.ts', 'contextOf');
    return code(`contextOf(${transaction}${this.secured ? ', request' : ''})`);
  }

  /** What a route imports to ask who may do what; nothing in a service that protects nothing. */
  access(...names: readonly string[]): true | undefined {
    if (!this.secured) return undefined;
    this.imports.add(FILES.access, ...names);
    return true;
  }

  repository(entity: string, name: string): string {
    this.imports.add(`src/resources/${this.liveOf(entity).folder}/repository.ts`, name);
    return name;
  }

  /** What a path says of a key; a text that is none of the key's values finds nothing. */
  #keyValue(parameter: Parameter, field: Field, { file, stored }: EntityNames): string {
    const value = typedValue(parameter, field, this.read);
    if (field.type !== 'enum' || parameter.schema.enum !== undefined) return value;
    this.imports.addType(file, stored);
    return `${value} as ${stored}[${stringLiteral(field.name)}]`;
  }

  /** The repository function by which an operation makes a row, and what its path brings to that. */
  insertion(operation: Operation, { entity }: EntityNames) {
    const insert = insertOf(entity, this.liveOf(entity.name).operations, operation);
    const within = (insert?.scope ?? []).map((field) => {
      const parameter = operation.parameters.find((candidate) => candidate.field === field.name);
      return parameter ? typedValue(parameter, field, this.read) : 'undefined';
    });
    return { name: insert?.function ?? functionNames(entity).insert, within };
  }

  /** Arguments that find a row: `request.params.bookId, request.params.reviewId`. */
  keyArguments(operation: Operation, names: EntityNames): string[] {
    const { operations } = this.liveOf(names.entity.name);
    return lookupKeys(names.entity, operations).map((field) => {
      const parameter = operation.parameters.find(
        (candidate) =>
          candidate.field === field.name &&
          (candidate.role === 'key' || candidate.role === 'scope'),
      );
      if (parameter) return this.#keyValue(parameter, field, names);
      const content = operation.request?.contents[0];
      this.imports.add(FILES.problem, 'present');
      const holder = content ? sentBody(content, this.style.body, this.imports) : this.style.body;
      return `present(${member(holder, field.name)}, ${stringLiteral(field.name)})`;
    });
  }
}
