import type { Operation, Schema } from '../spec/openapi.ts';
import { byStatus, errorVariants, fixedNumber } from './error-variants.ts';
import { squash, typeName } from './names.ts';
import { objectShape } from './object-shape.ts';
import { isDefaultSuccess } from './raw-operations.ts';
import { componentOf, itemsOf, type Schemas, unwrapNull } from './schema-shape.ts';
import type { ErrorMember, ErrorShape, JsonValue, ServiceModel } from './types.ts';
import { xmlTypes } from './xml-bodies.ts';

/** The error shapes of a description, most used first; RFC 9457 where none is declared. */
export class ErrorShapes {
  readonly #shapes = new Map<string, { shape: ErrorShape; count: number }>();
  /** By operation and status (or `default`), the key of a shape. */
  readonly #keys = new Map<string, Map<string, string>>();
  readonly #schemas: Schemas;

  constructor(schemas: Schemas) {
    this.#schemas = schemas;
  }

  /** Notes the shapes of an operation's errors. */
  add(id: string, operation: Operation): void {
    const keys = new Map<string, string>();
    for (const { status, schema, mediaType } of this.#told(operation)) {
      const shape = this.#shapeOf(schema, mediaType);
      if (!shape) continue;
      const key = JSON.stringify([shape.mediaType, shape.members, shape.isList]);
      const known = this.#shapes.get(key) ?? { shape, count: 0 };
      known.count += 1;
      this.#shapes.set(key, known);
      keys.set(status, key);
    }
    this.#keys.set(id, keys);
  }

  /** All shapes, the most used first, and for each operation which status is told in which. */
  finish(): {
    shapes: ServiceModel['errorShapes'];
    shapesOf: (id: string) => Record<string, number>;
  } {
    const sorted = [...this.#shapes].sort(([, one], [, other]) => other.count - one.count);
    // What is of one status is no shape for any other.
    const isOfOne = ([, { shape }]: (typeof sorted)[number]) => tellsOneStatus(shape.members);
    const usual = sorted.filter((one) => !isOfOne(one));
    const all = [...usual, ...sorted.filter(isOfOne)];
    const own = all.map(([, { shape }]) => shape);
    const isTold = usual.length > 0;
    const order = new Map(all.map(([key], index) => [key, isTold ? index : index + 1]));
    const [first = problemDetails, ...others] = isTold
      ? own
      : [own.length > 0 ? { ...problemDetails, evidence: [] } : problemDetails, ...own];
    return {
      shapes: [first, ...others],
      shapesOf: (id) => {
        const keys = [...(this.#keys.get(id) ?? [])];
        return Object.fromEntries(keys.map(([status, key]) => [status, order.get(key) ?? 0]));
      },
    };
  }

  /** The declared errors; of those that list what is told with which status, each with its own. */
  #told(operation: Operation): DeclaredError[] {
    const declared = declaredErrors(operation);
    const statuses = new Set(declared.map(({ status }) => status));
    return declared.flatMap((error): DeclaredError[] => {
      const variants = errorVariants(error.schema, this.#schemas);
      if (!variants) return [error];
      return byStatus(error.status, variants)
        .filter(([status]) => status === error.status || !statuses.has(status))
        .map(([status, schema]) => ({ ...error, status, schema }));
    });
  }

  #shapeOf(schema: Schema | boolean | undefined, mediaType: string): ErrorShape | undefined {
    const items = itemsOf(schema, this.#schemas);
    const shape = objectShape(items ?? schema, this.#schemas);
    if (!shape || shape.properties.size === 0) return undefined;
    const members = [...shape.properties].flatMap(([name, property]) =>
      errorMember([name], property.schema, property.required, this.#schemas),
    );
    const isTelling = members.some(({ role }) => /^(?:detail|title|errors)$/.test(role));
    const { additionalProperties } = unwrapNull(items ?? schema, this.#schemas).schema;
    const isOwed = members.some(({ required }) => required);
    // What it must have is told, and in a member of our own what went wrong.
    if (!isTelling && (!isOwed || additionalProperties === false)) return undefined;
    const name = componentOf(schema) ?? kindOf(members) ?? 'Error';
    return {
      ...(items && { isList: true }),
      name: typeName(name, 'Error'),
      mediaType,
      members: isTelling ? members : [...members, DETAIL],
      evidence: [],
      ...(typeof schema === 'object' && { schema }),
    };
  }
}

/** What errors of one status are called, where the description says nothing else. */
function kindOf(members: readonly ErrorMember[]): string | undefined {
  const kind = members.find(({ role }) => role === 'code')?.schema?.enum ?? [];
  return tellsOneStatus(members) && kind.length === 1 ? String(kind[0]) : undefined;
}

const tellsOneStatus = (members: readonly ErrorMember[]): boolean =>
  members.some(
    ({ role, schema }) => role === 'status' && schema && fixedNumber(schema) !== undefined,
  );

const DETAIL: ErrorMember = { path: ['detail'], role: 'detail', required: false };

interface DeclaredError {
  readonly status: string;
  readonly schema: Schema | boolean;
  readonly mediaType: string;
}

/** The bodies of the declared errors that are JSON or XML. */
function declaredErrors(operation: Operation): DeclaredError[] {
  const errors = Object.entries(operation.responses ?? {}).filter(([status]) =>
    /^(?:[45]|default$)/.test(status),
  );
  return errors.flatMap(([status, response]) => {
    const contents = Object.entries(response.content ?? {});
    const json = contents.find(
      ([type, { schema }]) => (/[/+]json\b/.test(type) || type === '*/*') && schema !== undefined,
    );
    if (!json) {
      // The service tells it as JSON, which is written as XML where an answer has no other form.
      const [xml] = xmlTypes(response.content);
      const schema = xml === undefined ? undefined : response.content?.[xml]?.schema;
      return schema === undefined ? [] : [{ status, schema, mediaType: 'application/json' }];
    }
    if (status === 'default' && isDefaultSuccess(operation, json[1])) return [];
    const mediaType = json[0] === '*/*' ? 'application/json' : (json[0].split(';')[0] ?? json[0]);
    return [{ status, schema: json[1].schema ?? true, mediaType }];
  });
}

/** RFC 9457, for descriptions that declare no errors. */
const problemDetails: ErrorShape = {
  name: 'ProblemDetails',
  mediaType: 'application/problem+json',
  members: [
    { path: ['type'], role: 'type', required: false },
    { path: ['title'], role: 'title', required: false },
    { path: ['status'], role: 'status', required: false },
    { path: ['detail'], role: 'detail', required: false },
    { path: ['errors'], role: 'errors', required: false },
  ],
  evidence: [
    {
      choice: 'errors are problem documents',
      because: 'the description declares no error body',
      confidence: 'certain',
    },
  ],
};

/** The schema of a finding with all its members in one place. */
function flatItem(items: Schema, schemas: Schemas): Schema {
  const shape = objectShape(items, schemas);
  const { schema } = unwrapNull(items, schemas);
  if (!shape) return schema;
  const members = [...shape.properties].map(
    ([name, property]) => [name, unwrapNull(property.schema, schemas).schema] as const,
  );
  const required = [...shape.properties]
    .filter(([, property]) => property.required)
    .map(([name]) => name);
  return { type: 'object', properties: Object.fromEntries(members), required };
}

/** The schema of what a map holds for each name: a finding, or a list of them. */
function flatValue(values: Schema, schemas: Schemas): Schema {
  const items = itemsOf(values, schemas);
  return items
    ? { type: 'array', items: flatItem(items, schemas) }
    : flatItem(unwrapNull(values, schemas).schema, schemas);
}

function errorMember(
  path: string[],
  schema: Schema,
  required: boolean,
  schemas: Schemas,
): ErrorMember[] {
  const { schema: plain, nullable } = unwrapNull(schema, schemas);
  const name = squash(path.at(-1) ?? '');
  const isTold = /^(?:value|text)$/.test(name) && MESSAGE.test(squash(path.at(-2) ?? ''));
  const role = roleOf(isTold ? 'message' : name, plain, schemas);
  if (role !== undefined) {
    const items = itemsOf(plain, schemas);
    const { additionalProperties: values } = plain;
    const followed = items
      ? { ...plain, items: flatItem(items, schemas) }
      : typeof values === 'object'
        ? { ...plain, additionalProperties: flatValue(values, schemas) }
        : plain;
    return [{ path, role, schema: followed, required }];
  }
  const inner = path.length < 3 ? objectShape(plain, schemas) : undefined;
  if (
    inner &&
    inner.properties.size > 0 &&
    (required || MESSAGE.test(name) || /^(?:error|errors|fault|problem|response)$/.test(name))
  ) {
    const members = [...inner.properties].flatMap(([member, property]) =>
      errorMember([...path, member], property.schema, property.required, schemas),
    );
    if (members.length > 0) return members;
  }
  if (!required) return [];
  return [{ path, role: 'constant', required, value: nullable ? null : neutralValue(plain) }];
}

/** What may hold the text of an error beside its language, as OData writes it. */
const MESSAGE = /^(?:message|detail)$/;

function roleOf(name: string, schema: Schema, schemas: Schemas): ErrorMember['role'] | undefined {
  const type = [schema.type].flat()[0];
  const isNumber = type === 'integer' || type === 'number';
  if (isNumber)
    return /^(?:status|statuscode|code|httpstatus|httpstatuscode|errorcode|errcode|httpcode|error|errornumber)$/.test(
      name,
    )
      ? 'status'
      : undefined;
  const items = itemsOf(schema, schemas);
  if (items) {
    if (!mayBeTold(items, schemas)) return undefined;
    return /^(?:errors?|details?|violations|issues|fields?|fielderrors|validationerrors|invalidparams|messages?|causes|validationmessages|errordetails|problems)$/.test(
      name,
    )
      ? 'errors'
      : undefined;
  }
  if (type === 'object')
    return /^(?:errors|fielderrors|validationerrors)$/.test(name) && isFindingMap(schema, schemas)
      ? 'errors'
      : undefined;
  if (type !== 'string' && type !== undefined) return undefined;
  if (
    /^(?:message|detail|details|description|errormessage|errordescription|msg|reason|error_message|debugmessage|longmessage|text|usermessage)$/.test(
      name,
    )
  )
    return 'detail';
  if (/^(?:title|summary|shortmessage|error)$/.test(name)) return 'title';
  if (/^(?:code|errorcode|name|key|errcode|errortype|errorname)$/.test(name)) return 'code';
  if (/^(?:status|statuscode)$/.test(name)) return isWord(schema) ? 'code' : 'status';
  if (name === 'type') return schema.enum ? 'code' : 'type';
  if (/^(?:instance|path)$/.test(name)) return 'instance';
  return undefined;
}

/** `status: error`: a word that says how it went, and no number. */
const isWord = ({ enum: values = [], const: value }: Schema): boolean =>
  [...values, ...(value === undefined ? [] : [value])].some((one) => !/\d/.test(String(one)));

/** Whether a map may hold texts, or what is made of texts. */
function isFindingMap({ properties, additionalProperties }: Schema, schemas: Schemas): boolean {
  if (properties !== undefined || additionalProperties === false) return false;
  if (typeof additionalProperties !== 'object') return true;
  return mayBeTold(additionalProperties, schemas);
}

/** Whether what a list or a map holds may be texts, or made of texts: a number tells no error. */
function mayBeTold(schema: Schema, schemas: Schemas): boolean {
  const { type } = unwrapNull(schema, schemas).schema;
  return [type].flat().every((one) => one !== 'integer' && one !== 'number' && one !== 'boolean');
}

/** A value of the schema's type that says as little as can be. */
export function neutralValue(schema: Schema): JsonValue {
  if (schema.const !== undefined) return schema.const as JsonValue;
  const [first] = schema.enum ?? [];
  if (first !== undefined) return first as JsonValue;
  if (schema.default !== undefined) return schema.default as JsonValue;
  switch ([schema.type].flat()[0]) {
    case 'integer':
    case 'number':
      return Math.max(0, schema.minimum ?? 0);
    case 'boolean':
      return false;
    case 'array':
      return [];
    case 'object':
      return {};
    case 'null':
      return null;
    default:
      return schema.format === 'date-time'
        ? '1970-01-01T00:00:00Z'
        : schema.format === 'uuid'
          ? '00000000-0000-0000-0000-000000000000'
          : '';
  }
}
