import type { Operation, Schema } from '../spec/openapi.ts';
import { squash, typeName } from './names.ts';
import { componentOf, itemsOf, objectShape, type Schemas, unwrapNull } from './schema-shape.ts';
import type { ErrorMember, ErrorShape, JsonValue } from './types.ts';

/** The error shapes of a description, most used first; RFC 9457 where none is declared. */
export class ErrorShapes {
  readonly #shapes = new Map<string, { shape: ErrorShape; count: number }>();
  readonly #keys = new Map<string, string>();
  readonly #schemas: Schemas;

  constructor(schemas: Schemas) {
    this.#schemas = schemas;
  }

  /** Notes the shape of an operation's errors. */
  add(id: string, operation: Operation): void {
    const found = declaredError(operation);
    const shape = found && this.#shapeOf(found.schema, found.mediaType);
    const chosen = shape ?? (found ? undefined : problemDetails);
    if (!chosen) return;
    const key = JSON.stringify([chosen.mediaType, chosen.members]);
    const known = this.#shapes.get(key) ?? { shape: chosen, count: 0 };
    known.count += found ? 1 : 0;
    this.#shapes.set(key, known);
    this.#keys.set(id, key);
  }

  finish(): { shapes: ErrorShape[]; indexOf: (id: string) => number } {
    if (this.#shapes.size === 0) return { shapes: [problemDetails], indexOf: () => 0 };
    const sorted = [...this.#shapes].sort(([, one], [, other]) => other.count - one.count);
    const order = new Map(sorted.map(([key], index) => [key, index]));
    // An operation that declares no error tells them as most others do.
    const plain = problemKey;
    return {
      shapes: sorted.map(([, { shape }]) => shape),
      indexOf: (id) => {
        const key = this.#keys.get(id);
        return key === undefined || key === plain ? 0 : (order.get(key) ?? 0);
      },
    };
  }

  #shapeOf(schema: Schema | boolean | undefined, mediaType: string): ErrorShape | undefined {
    const shape = objectShape(schema, this.#schemas);
    if (!shape || shape.properties.size === 0) return undefined;
    const members = [...shape.properties].flatMap(([name, property]) =>
      errorMember([name], property.schema, property.required, this.#schemas),
    );
    if (
      members.length === 0 ||
      !members.some(({ role }) => role === 'detail' || role === 'title' || role === 'errors')
    )
      return undefined;
    const name = componentOf(schema) ?? 'Error';
    return {
      name: typeName(name, 'Error'),
      mediaType,
      members,
      evidence: [],
      ...(typeof schema === 'object' && { schema }),
    };
  }
}

/** The first JSON body among the declared errors, client errors first. */
function declaredError(
  operation: Operation,
): { schema: Schema | boolean | undefined; mediaType: string } | undefined {
  const responses = Object.entries(operation.responses ?? {});
  const order = ['400', '422', '404', '409', '4XX', 'default', '401', '403', '5XX', '500'];
  const rank = (status: string) =>
    order.includes(status) ? order.indexOf(status) : /^[45]/.test(status) ? 5 : 99;
  const errors = responses
    .filter(([status]) => rank(status) < 99)
    .sort(([one], [other]) => rank(one) - rank(other));
  for (const [, response] of errors) {
    for (const [mediaType, { schema }] of Object.entries(response.content ?? {})) {
      if (/[/+]json\b/.test(mediaType) && schema !== undefined)
        return { schema, mediaType: mediaType.split(';')[0] ?? mediaType };
      if (mediaType === '*/*' && schema !== undefined)
        return { schema, mediaType: 'application/json' };
    }
  }
  return undefined;
}

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

const problemKey = JSON.stringify([problemDetails.mediaType, problemDetails.members]);

function errorMember(
  path: string[],
  schema: Schema,
  required: boolean,
  schemas: Schemas,
): ErrorMember[] {
  const { schema: plain, nullable } = unwrapNull(schema, schemas);
  const name = squash(path.at(-1) ?? '');
  const role = roleOf(name, plain, schemas);
  if (role !== undefined) {
    const items = itemsOf(plain, schemas);
    const resolvedItems = items && { ...plain, items: unwrapNull(items, schemas).schema };
    return [{ path, role, schema: resolvedItems ?? plain, required }];
  }
  const inner = path.length < 3 ? objectShape(plain, schemas) : undefined;
  if (
    inner &&
    inner.properties.size > 0 &&
    (required || /^(?:error|errors|fault|problem|response|detail)$/.test(name))
  ) {
    return [...inner.properties].flatMap(([member, property]) =>
      errorMember([...path, member], property.schema, property.required, schemas),
    );
  }
  if (!required) return [];
  return [{ path, role: 'constant', required, value: nullable ? null : neutralValue(plain) }];
}

function roleOf(name: string, schema: Schema, schemas: Schemas): ErrorMember['role'] | undefined {
  const type = [schema.type].flat()[0];
  const isNumber = type === 'integer' || type === 'number';
  if (isNumber)
    return /^(?:status|statuscode|code|httpstatus|httpstatuscode|errorcode|errcode|httpcode|error|errornumber)$/.test(
      name,
    )
      ? 'status'
      : undefined;
  if (itemsOf(schema, schemas)) {
    return /^(?:errors?|details?|violations|issues|fields?|fielderrors|validationerrors|invalidparams|messages?|causes|validationmessages|errordetails|problems)$/.test(
      name,
    )
      ? 'errors'
      : undefined;
  }
  if (type === 'object')
    return /^(?:errors|fielderrors|validationerrors)$/.test(name) && schema.properties === undefined
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
  if (/^(?:status|statuscode)$/.test(name)) return 'status';
  if (name === 'type') return schema.enum ? 'code' : 'type';
  if (/^(?:instance|path)$/.test(name)) return 'instance';
  return undefined;
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
