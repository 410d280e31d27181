import { parseExpression } from '../spec/arazzo/expression.ts';
import type { SpecDocument } from '../spec/document.ts';
import { type Link as SpecLink, operationIn, operationsOf } from '../spec/openapi.ts';
import { tokensOf } from '../spec/pointer.ts';
import { decode } from '../spec/references/reference.ts';
import type { Entity, Link, LinkValue, Operation, Parameter } from './types.ts';

/** Every link of the description, with how a test follows it, or why none can. */
export function linksOf(
  document: SpecDocument,
  operations: readonly Operation[],
  entities: readonly Entity[],
): Link[] {
  const reader = new LinkReader(document, operations, entities);
  return Object.entries(document.api.paths ?? {}).flatMap(([path, item]) =>
    operationsOf(item).flatMap(([method, { responses = {} }]) => {
      const from = reader.operationAt(method, path);
      if (!from) return [];
      return Object.entries(responses).flatMap(([status, { links = {} }]) =>
        Object.entries(links).map(([name, link]): Link => {
          const source = document.origin(link);
          const found = { name, from: from.id, ...(source && { source }) };
          return { ...found, ...reader.read(link, from, status) };
        }),
      );
    }),
  );
}

type Followed = Pick<Link, 'to' | 'values' | 'obstacle'>;

/** A field of an entity, by which a value is known to name a row that is there. */
interface Thing {
  readonly entity: Entity;
  readonly field: string;
}

const READS: ReadonlySet<string> = new Set(['get', 'list', 'exists']);

class LinkReader {
  readonly #document: SpecDocument;
  readonly #byRoute: ReadonlyMap<string, Operation>;
  readonly #entities: ReadonlyMap<string, Entity>;

  constructor(
    document: SpecDocument,
    operations: readonly Operation[],
    entities: readonly Entity[],
  ) {
    this.#document = document;
    this.#byRoute = new Map(operations.map((one) => [`${one.method} ${one.path}`, one]));
    this.#entities = new Map(entities.map((entity) => [entity.name, entity]));
  }

  operationAt(method: string, path: string): Operation | undefined {
    return this.#byRoute.get(`${method} ${path}`);
  }

  read(link: SpecLink, from: Operation, status: string): Followed {
    const to = this.#target(link);
    if (typeof to === 'string') return { values: [], obstacle: to };
    const values: LinkValue[] = [];
    const obstacle =
      obstacleBetween(link, from, to, status) ?? this.#parameters(link, from, to, values);
    return { to: to.id, values, ...(obstacle !== undefined && { obstacle }) };
  }

  /** The operation that a link names, or why there is none. */
  #target({ operationId, operationRef }: SpecLink): Operation | string {
    const paths = this.#document.api.paths ?? {};
    if (operationId !== undefined) {
      for (const [path, item] of Object.entries(paths)) {
        const found = operationsOf(item).find(([, one]) => one.operationId === operationId);
        const operation = found && this.operationAt(found[0], path);
        if (operation) return operation;
      }
      return `no operation has the id ${operationId}`;
    }
    if (operationRef === undefined) return 'it names no operation';
    if (!operationRef.startsWith('#/')) return `${operationRef} is in another description`;
    const [first, path = '', ...rest] = tokensOf(decode(operationRef.slice(1)));
    const [method = ''] = rest[0] === 'additionalOperations' ? rest.slice(1) : rest;
    const item = first === 'paths' && Object.hasOwn(paths, path) ? paths[path] : undefined;
    const isThere = item !== undefined && operationIn(item, method) !== undefined;
    return (isThere && this.operationAt(method, path)) || `${operationRef} leads nowhere`;
  }

  /** Reads the values of parameters; what keeps a test from knowing that they lead to a row. */
  #parameters(
    { parameters = {} }: SpecLink,
    from: Operation,
    to: Operation,
    values: LinkValue[],
  ): string | undefined {
    for (const [key, written] of Object.entries(parameters)) {
      const parameter = to.parameters.find(
        ({ name, in: place }) => name === key || `${place}.${name}` === key,
      );
      if (!parameter) return `${to.id} has no parameter ${key}`;
      const found = valueOf(written, from, this.#entities.get(from.entity ?? ''));
      const target = this.#thingOf(to, parameter.field);
      const thing = found && this.#thingOf(from, found.field);
      if (!found || !thing || !target || !isLookedUp(parameter))
        return `whether ${String(written)} is a ${key} that is there is not known`;
      if (!isSame(this.#root(thing), this.#root(target)))
        return `${String(written)} is no ${key} as far as is known`;
      const place = parameter.in === 'path' ? 'path' : 'query';
      values.push({ parameter: parameter.name, in: place, value: found.value });
    }
    const left = to.parameters.find(
      ({ name, in: place, required }) =>
        (place === 'path' || (required && place === 'query')) &&
        !values.some((value) => value.parameter === name && value.in === place),
    );
    return left && `it does not say what ${left.name} is`;
  }

  #thingOf({ entity }: Operation, field: string | undefined): Thing | undefined {
    const found = this.#entities.get(entity ?? '');
    return found && field !== undefined ? { entity: found, field } : undefined;
  }

  /** What a reference refers to in the end, so that one value of both names one row. */
  #root(thing: Thing, seen: readonly Entity[] = []): Thing {
    const { entity, field } = thing;
    const { reference } = entity.fields.find(({ name }) => name === field) ?? {};
    const target = reference && this.#entities.get(reference.entity);
    if (!target || reference.many || seen.includes(target)) return thing;
    return this.#root({ entity: target, field: reference.field }, [...seen, target]);
  }
}

const isSame = (one: Thing, other: Thing): boolean =>
  one.entity === other.entity && one.field === other.field;

/** Whether rows are looked for that have just this value. */
const isLookedUp = ({ in: place, role, operator = 'eq' }: Parameter): boolean =>
  (place === 'path' || place === 'query') &&
  (role === 'key' || role === 'scope' || (role === 'filter' && operator === 'eq'));

function obstacleBetween(
  { requestBody, server }: SpecLink,
  from: Operation,
  to: Operation,
  status: string,
): string | undefined {
  if (from.status === 'hole') return `${from.id} waits for business logic`;
  if (to.status === 'hole') return `${to.id} waits for business logic`;
  if (from.kind !== 'create' && from.kind !== 'get')
    return 'tests follow what is answered to a create or a get';
  const isAnswered = [String(from.success.status), '2XX', 'DEFAULT'].includes(status.toUpperCase());
  if (!isAnswered) return `${from.id} answers ${from.success.status}, and not ${status}`;
  if (!READS.has(to.kind)) return `tests follow links to what is read, and ${to.id} is no such`;
  if (requestBody !== undefined) return 'tests follow links without a body';
  return server === undefined ? undefined : 'it leads to a server of its own';
}

/** A value that every answer has, or that was asked for, with the field that it is of. */
function valueOf(
  written: unknown,
  from: Operation,
  entity: Entity | undefined,
): { readonly value: LinkValue['value']; readonly field: string } | undefined {
  const expression = typeof written === 'string' ? parseExpression(written) : undefined;
  if (expression?.of === 'parameter' && expression.in === 'path') {
    const asked = from.parameters.find(
      ({ name, in: place }) => place === 'path' && name === expression.name,
    );
    const field = asked?.field;
    return field === undefined ? undefined : { value: { of: 'path', field }, field };
  }
  if (expression?.of !== 'body' || expression.side !== 'response') return undefined;
  const { body } = from.success;
  const path = tokensOf(expression.pointer);
  const field = path.at(-1);
  if (body.kind !== 'entity' || field === undefined) return undefined;
  const isOutside = path.slice(0, -1).join('/') !== body.path.join('/');
  const shown = entity?.representations.find(({ name }) => name === body.representation);
  const isShown = shown?.members.some((member) => member.field === field) === true;
  const stored = entity?.fields.find(({ name }) => name === field);
  const isThere = isShown && stored?.required === true && !stored.nullable;
  return isThere && !isOutside ? { value: { of: 'answer', path }, field } : undefined;
}
