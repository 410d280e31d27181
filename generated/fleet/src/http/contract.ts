import {
  Ajv2020,
  type ErrorObject,
  type Options,
  str,
  type ValidateFunction,
} from 'ajv/dist/2020.js';
import { type DataValidationCxt } from 'ajv/dist/types/index.js';
import formats from 'ajv-formats';
import {
  type FastifyInstance,
  type preParsingHookHandler,
  type preValidationHookHandler,
  type RouteShorthandOptions,
} from 'fastify';
import { decodeParameters } from './parameters.ts';
import { description, operationOf, type ParameterObject, type Schema } from './description.ts';
import { int64Of } from './json.ts';
import { badRequest, unsupportedMediaType } from './problem.ts';
import { requestVariant } from './variants.ts';

type AnyObject = Record<string, unknown>;

/** What the hooks need to know of the operation that a request is for. */
export interface OperationConfig {
  id: string;
  /** Alternatives; each names schemes that are all needed, with their scopes. */
  security: Record<string, string[]>[];
}

declare module 'fastify' {
  interface FastifyContextConfig {
    operation?: OperationConfig;
  }
}

/** Patterns of descriptions are not always valid in Unicode mode, which Ajv asks for. */
function toRegExp(pattern: string, flags: string): RegExp {
  try {
    return new RegExp(pattern, flags);
  } catch {
    return new RegExp(pattern);
  }
}

/** How Ajv reads patterns. */
export const regExp = Object.assign(toRegExp, { code: 'new RegExp' });

const options = {
  allErrors: true,
  strict: false,
  validateSchema: false,
  useDefaults: true,
  logger: false,
  code: { regExp },
} as const;

const int64Keyword = {
  keyword: 'int64',
  errors: false,
  error: { message: 'must be a whole number of 64 bits within its limits' },
} as const;

/** `multipleOf` for doubles: 1175032966.36 is a multiple of 0.01, although the quotient is not quite whole. */
const multipleOf = {
  keyword: 'multipleOf',
  type: 'number',
  schemaType: 'number',
  errors: false,
  validate: (step: number, value: number) => {
    const quotient = value / step;
    return Math.abs(quotient - Math.round(quotient)) <= 2 * Number.EPSILON * Math.abs(quotient);
  },
  error: {
    message: ({ schemaCode }: { schemaCode: unknown }) =>
      str`must be multiple of ${Number(schemaCode)}`,
  },
} as const;

function validatorWith(more: Options): Ajv2020 {
  const ajv = new Ajv2020({ ...options, ...more });
  formats.default(ajv);
  return ajv.removeKeyword('multipleOf').addKeyword(multipleOf);
}

/** Bodies are validated as they are. */
const bodies = once(() => {
  const ajv = validatorWith({});
  ajv.addKeyword({ ...int64Keyword, validate: isInt64 });
  return withComponents(withComponents(ajv, 'request'), 'patch');
});

/** Parameters arrive as text, and are validated as what is meant. */
const parameters = once(() => {
  const ajv = validatorWith({ coerceTypes: 'array' });
  ajv.addKeyword({ ...int64Keyword, before: 'const', modifying: true, validate: readInt64 });
  return withComponents(ajv, 'parameter');
});

function once<Value>(make: () => Value): () => Value {
  let made: Value | undefined;
  return () => (made ??= make());
}

type Validator = ReturnType<typeof onFirstUse>;

/** One for each part of each operation, for as long as the process runs: the description does not change. */
const validators = new Map<string, Validator>();

function remembered(place: string, schema: object, ajv: () => Ajv2020): Validator {
  const validator = onFirstUse(() => ajv().compile(schema));
  validators.set(place, validator);
  return validator;
}

/**
 * Validates with the description's own schemas, JSON Schema 2020-12, each compiled once,
 * when it is first needed.
 */
export function registerContract(app: FastifyInstance): void {
  app.setValidatorCompiler<object>(({ schema, method, url, httpPart, contentType }) => {
    const place = [method, url, httpPart, contentType].join(' ');
    return (
      validators.get(place) ?? remembered(place, schema, httpPart === 'body' ? bodies : parameters)
    );
  });
  // Other declared media types reach the handler as they are, as a stream.
  app.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
}

/** Refuses media types that the operation does not declare. */
const requireType =
  (consumes: readonly string[]): preParsingHookHandler =>
  (request, _reply, payload, done) => {
    const type = request.headers['content-type'];
    if (type === undefined || consumes.includes(plainType(type))) done(null, payload);
    else done(unsupportedMediaType(consumes));
  };

const requireBody: preValidationHookHandler = (request, _reply, done) =>
  request.body === undefined ? done(badRequest('A body is required.')) : done();

/** Compiles a validator when it is first needed, so that the service starts at once. */
function onFirstUse(compile: () => ValidateFunction) {
  let compiled: ValidateFunction | undefined;
  const validate: { (value: unknown): boolean; errors?: ErrorObject[] | null } = (value) => {
    compiled ??= compile();
    const isValid = compiled(value) === true;
    validate.errors = compiled.errors ?? null;
    return isValid;
  };
  return validate;
}

/** The description's schemas as one variant, each under its own address, so that it is compiled once. */
function withComponents(ajv: Ajv2020, variant: 'request' | 'patch' | 'parameter'): Ajv2020 {
  for (const [name, schema] of Object.entries(description.components?.schemas ?? {}))
    ajv.addSchema(
      objectForm(requestVariant(schema, variant)),
      `${variant}#/components/schemas/${name}`,
    );
  return ajv;
}

/** Ajv keeps objects only. */
const objectForm = (schema: Schema): AnyObject =>
  typeof schema === 'object' ? schema : schema ? {} : { not: {} };

/** `application/json` of `Application/JSON; charset=utf-8`. */
const plainType = (mediaType: string): string => mediaType.replace(/;.*/s, '').trim().toLowerCase();

interface Int64Limits {
  nullable?: boolean;
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  exclusiveMaximum?: number;
}

/** `format: int64`, for numbers and for the bigints that hold what a number cannot. */
function isInt64(limits: Int64Limits, value: unknown): boolean {
  if (value === null && limits.nullable) return true;
  const isNumber = typeof value === 'number';
  if (!isNumber && typeof value !== 'bigint') return false;
  if (isNumber && !Number.isInteger(value)) return false;
  const {
    minimum = -Infinity,
    maximum = Infinity,
    exclusiveMinimum = -Infinity,
    exclusiveMaximum = Infinity,
  } = limits;
  const integer = BigInt(value);
  return (
    BigInt.asIntN(64, integer) === integer &&
    integer >= minimum &&
    integer <= maximum &&
    integer > exclusiveMinimum &&
    integer < exclusiveMaximum
  );
}

/** Parameters arrive as text, of which a number would lose digits. */
function readInt64(
  limits: Int64Limits,
  text: unknown,
  _schema?: object,
  place?: DataValidationCxt,
): boolean {
  const value = typeof text === 'string' && /^-?\d{1,19}$/.test(text) ? int64Of(text) : text;
  if (place) Reflect.set(place.parentData, place.parentDataProperty, value);
  return isInt64(limits, value);
}

/**
 * The route options by which Fastify keeps what the description says of one operation.
 *
 * @param served media types of bodies, where not all that are described are served
 */
export function contract(
  operationId: string,
  variant: 'request' | 'patch' = 'request',
  served?: readonly string[],
) {
  const operation = operationOf(operationId);
  const parameters = operation.parameters ?? [];
  const contents = Object.entries(operation.requestBody?.content ?? {}).filter(
    ([mediaType]) => served?.includes(mediaType) ?? true,
  );
  const read = contents.filter(([mediaType]) => isRead(mediaType));
  const consumes = contents.map(([mediaType]) => plainType(mediaType));
  return {
    config: {
      operation: {
        id: operationId,
        security: operation.security ?? description.security ?? [],
      },
    },
    ...(contents.length > 0 && { preParsing: requireType(consumes) }),
    preValidation: [
      ...(operation.requestBody?.required ? [requireBody] : []),
      ...decodeParameters(parameters),
    ],
    schema: {
      ...(parameters.some(({ in: place }) => place === 'path') && {
        params: objectOf(parameters, 'path'),
      }),
      querystring: { ...objectOf(parameters, 'query'), additionalProperties: false },
      ...(parameters.some(({ in: place }) => place === 'header') && {
        headers: objectOf(parameters, 'header'),
      }),
      ...(read.length > 0 && {
        body: {
          content: Object.fromEntries(
            read.map(([mediaType, { schema = true }]) => [
              plainType(mediaType),
              { schema: requestVariant(schema, variant) },
            ]),
          ),
        },
      }),
    },
  } satisfies RouteShorthandOptions;
}

/** Whether a body of this type is read before it is served; any other is handed on as a stream. */
const isRead = (mediaType: string): boolean =>
  /^(?:application\/(?:[\w.+-]+\+)?json|text\/plain)$/.test(plainType(mediaType));

/** One object schema for all parameters of one place. */
function objectOf(parameters: readonly ParameterObject[], place: string): AnyObject {
  const found = parameters.filter(
    ({ in: where, name }) => where === place && !(place === 'header' && UNCHECKED.test(name)),
  );
  const nameOf =
    place === 'header'
      ? (name: string) => name.toLowerCase()
      : place === 'path'
        ? pathName
        : String;
  return {
    type: 'object',
    required: found.filter(({ required }) => required).map(({ name }) => nameOf(name)),
    properties: Object.fromEntries(
      found.map(({ name, schema, content }) => [
        nameOf(name),
        requestVariant(schema ?? Object.values(content ?? {})[0]?.schema ?? true, 'parameter'),
      ]),
    ),
  };
}

/** Described as parameters or not, these mean what HTTP says (OpenAPI 3.1, section 4.8.12.1). */
const UNCHECKED = /^(?:accept|content-type|authorization)$/i;

/** Path parameters go by a name that Fastify can match. */
const pathName = (name: string) => name.replace(/\W/g, '_');
