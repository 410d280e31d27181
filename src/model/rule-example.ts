import type { Hole } from './holes.ts';
import { isServed } from './is-served.ts';
import { lowerFirst } from './names.ts';
import type {
  Entity,
  JsonValue,
  Operation,
  Parameter,
  RuleExample,
  ServiceModel,
} from './types.ts';

type Members = Readonly<Record<string, JsonValue>>;

/** One record that an example asks for, or looks at afterwards. */
export interface ExampleRecord {
  readonly entity: Entity;
  /** camelCase name by which the example refers to it: `ticket`, `ticket2`. */
  readonly variable: string;
  readonly fields: Members;
}

/** An example of a rule, as a test can be made of it. */
export interface TestableExample {
  readonly rule: string;
  readonly given: readonly ExampleRecord[];
  readonly operation: Operation;
  /** Values of the operation's parameters by name; those of the path are all there. */
  readonly parameters: readonly { readonly parameter: Parameter; readonly value: JsonValue }[];
  readonly body: JsonValue | undefined;
  readonly status: number | undefined;
  /** What the answer holds at least. */
  readonly answer: JsonValue | undefined;
  /** The word for programs that an error answers. */
  readonly code: string | undefined;
  readonly after: readonly {
    readonly entity: Entity;
    readonly variable: string;
    /** `undefined`: it is gone. */
    readonly fields: Members | undefined;
  }[];
}

/** A value that stands for a field of a given record: `{ticket.id}`. */
export interface Reference {
  readonly variable: string;
  readonly field: string;
}

/** Whether all of an example is data. What has a sentence in it is for people and for the model. */
export const isData = ({ given, when, then }: RuleExample): boolean =>
  [given, when].every((part) => part === '' || isMembers(part)) && isMembers(then);

/**
 * An example of a hole's rule as a test, or what stands in the way of making one, as a sentence.
 * `undefined` for an example in words.
 */
export function testableExample(
  example: RuleExample,
  rule: string,
  hole: Hole,
  model: ServiceModel,
): TestableExample | string | undefined {
  if (!isData(example)) return undefined;
  const given = membersOf(example.given);
  const when = membersOf(example.when);
  const then = membersOf(example.then);
  const operation = operationFor(hole, when.operation, model);
  if (typeof operation === 'string') return operation;
  const unknown = Object.keys(when).find((name) => !WHEN.has(name));
  if (unknown !== undefined)
    return `when knows ${[...WHEN].join(', ')}, and not ${JSON.stringify(unknown)}`;
  const records = recordsOf(given, model);
  if (typeof records === 'string') return records;
  const parameters = parametersOf(operation, when, records, model);
  if (typeof parameters === 'string') return parameters;
  const after = afterwards(then, records, model);
  if (typeof after === 'string') return after;
  const { status, body, code } = then;
  if (status !== undefined && typeof status !== 'number') return 'then.status should be a number';
  if (code !== undefined && typeof code !== 'string') return 'then.code should be a text';
  return {
    rule,
    given: records,
    operation,
    parameters,
    body: when.body,
    status,
    answer: body,
    code,
    after,
  };
}

const WHEN: ReadonlySet<string> = new Set(['operation', 'params', 'query', 'headers', 'body']);
const THEN: ReadonlySet<string> = new Set(['status', 'body', 'code']);

const isMembers = (value: JsonValue): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const membersOf = (value: JsonValue | undefined): Members =>
  value !== undefined && isMembers(value) ? value : {};

function operationFor(
  { operation: own }: Hole,
  named: JsonValue | undefined,
  { resources }: ServiceModel,
): Operation | string {
  if (named === undefined)
    return own ?? 'when.operation should name the operation that the example calls';
  const all = resources.flatMap(({ operations }) => operations);
  return (
    all.find(({ id }) => id === named) ??
    `when.operation names ${JSON.stringify(named)}, which is no operation`
  );
}

/** An entity by its name or label, whatever the case. */
function entityNamed(name: string, { entities }: ServiceModel): Entity | undefined {
  const plain = (text: string) => text.toLowerCase().replace(/[^a-z\d]/g, '');
  return entities.find((entity) => [entity.name, entity.label].map(plain).includes(plain(name)));
}

const variableOf = ({ name }: Entity): string => lowerFirst(name);

function recordsOf(given: Members, model: ServiceModel): ExampleRecord[] | string {
  const records: ExampleRecord[] = [];
  for (const [name, value] of Object.entries(given)) {
    const entity = entityNamed(name, model);
    if (!entity) return `given names ${JSON.stringify(name)}, which is no entity`;
    for (const [index, fields] of [value].flat().entries()) {
      if (!isMembers(fields))
        return `given.${name} should be an object of fields, or a list of them`;
      const unknown = unknownField(fields, entity);
      if (unknown !== undefined) return `${entity.label} has no field ${unknown}`;
      const variable = `${variableOf(entity)}${index === 0 ? '' : index + 1}`;
      records.push({ entity, variable, fields });
    }
  }
  return records;
}

const unknownField = (fields: Members, { fields: known }: Entity): string | undefined =>
  Object.keys(fields).find((name) => !known.some((field) => field.name === name));

function parametersOf(
  operation: Operation,
  when: Members,
  given: readonly ExampleRecord[],
  model: ServiceModel,
): TestableExample['parameters'] | string {
  const places = { path: 'params', query: 'query', header: 'headers' } as const;
  const found: { parameter: Parameter; value: JsonValue }[] = [];
  for (const parameter of operation.parameters) {
    if (parameter.in === 'cookie' || parameter.in === 'querystring' || parameter.in === 'body')
      continue;
    const values = membersOf(when[places[parameter.in]]);
    const value = values[parameter.name] ?? keyOfGiven(operation, parameter, given, model);
    if (value !== undefined) found.push({ parameter, value });
    else if (parameter.in === 'path')
      return `when.params should tell ${parameter.name}, or given the record that it names`;
  }
  for (const place of Object.values(places)) {
    const unknown = Object.keys(membersOf(when[place])).find(
      (name) => !operation.parameters.some((parameter) => parameter.name === name),
    );
    if (unknown !== undefined) return `${operation.id} has no parameter ${unknown}`;
  }
  return found;
}

/** `{ticket.id}` for the path parameter by which a given record is found. */
function keyOfGiven(
  operation: Operation,
  parameter: Parameter,
  given: readonly ExampleRecord[],
  model: ServiceModel,
): string | undefined {
  if (parameter.in !== 'path') return undefined;
  const owner = parameterOwner(operation, parameter, model);
  const record = owner && given.find(({ entity }) => entity === owner.entity);
  return record && owner && `{${record.variable}.${owner.field}}`;
}

/** Whose key a path parameter is, told by an operation that is served under the same path. */
export function parameterOwner(
  operation: Operation,
  { name }: Parameter,
  { resources, entities }: ServiceModel,
): { entity: Entity; field: string } | undefined {
  const prefix = operation.path.slice(0, operation.path.indexOf(`{${name}}`) + name.length + 2);
  for (const other of resources.flatMap(({ operations }) => operations)) {
    if (!isServed(other) || !`${other.path}/`.startsWith(`${prefix}/`)) continue;
    const own = other.parameters.find((one) => one.in === 'path' && one.name === name);
    const entity = entities.find((one) => one.name === other.entity);
    const field = entity?.fields.find((one) => one.name === own?.field);
    if (!own || !entity || !field) continue;
    if (own.role === 'key') return { entity, field: field.name };
    const parent = entities.find((one) => one.name === field.reference?.entity);
    if (own.role === 'scope' && parent && field.reference)
      return { entity: parent, field: field.reference.field };
  }
  return undefined;
}

function afterwards(
  then: Members,
  given: readonly ExampleRecord[],
  model: ServiceModel,
): TestableExample['after'] | string {
  const result: TestableExample['after'][number][] = [];
  for (const [name, value] of Object.entries(then)) {
    if (THEN.has(name)) continue;
    const record =
      given.find(({ variable }) => variable === name) ??
      given.find(({ entity }) => entity === entityNamed(name, model));
    if (!record) return `then names ${JSON.stringify(name)}, which is not given`;
    const { entity, variable } = record;
    if (value !== null && !isMembers(value))
      return `then.${name} should be an object of fields, or null when it is gone`;
    const unknown = value === null ? undefined : unknownField(value, entity);
    if (unknown !== undefined) return `${entity.label} has no field ${unknown}`;
    result.push({ entity, variable, fields: value ?? undefined });
  }
  return result;
}

/** The record and field that a text such as `{ticket.id}` stands for. */
export function referenceIn(text: string, given: readonly ExampleRecord[]): Reference | undefined {
  const [, variable, field] = /^\{(\w+)\.([^{}]+)\}$/.exec(text) ?? [];
  if (variable === undefined || field === undefined) return undefined;
  const record = given.find((one) => one.variable === variable);
  return record?.entity.fields.some(({ name }) => name === field) ? { variable, field } : undefined;
}
