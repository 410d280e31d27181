import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import {
  type FastifyInstance,
  type preParsingHookHandler,
  type preValidationHookHandler,
  type RouteShorthandOptions,
} from 'fastify';
import { description, operationOf, type ParameterObject, type Schema } from './description.ts';
import { badRequest, unsupportedMediaType } from './problem.ts';
import { requestVariant } from './variants.ts';

type AnyObject = Record<string, unknown>;

/** What the hooks need to know of the operation that a request is for. */
export interface OperationConfig {
  id: string;
  /** Alternatives; each names schemes that are all needed, with their scopes. */
  security: Record<string, string[]>[];
  /** Media types of the request body; empty where none is declared. */
  consumes: string[];
  /** How a request that does not match its schema is answered: 400, or 422 where only that is declared. */
  invalidStatus: number;
}

declare module 'fastify' {
  interface FastifyContextConfig {
    operation?: OperationConfig;
  }
}

/** API keys that travel in the query are no unknown parameters. */
const queryKeys = Object.values(description.components?.securitySchemes ?? {})
  .filter((scheme) => scheme.type === 'apiKey' && scheme.in === 'query')
  .map((scheme): ParameterObject => ({ name: scheme.name ?? '', in: 'query' }));

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
  multipleOfPrecision: 9,
  logger: false,
  code: { regExp },
} as const;

/** Bodies are validated as they are. */
const bodies = once(() => {
  const ajv = new Ajv2020(options);
  formats.default(ajv);
  return withComponents(withComponents(ajv, 'request'), 'patch');
});

/** Parameters arrive as text, and are validated as what is meant. */
const parameters = once(() => {
  const ajv = new Ajv2020({ ...options, coerceTypes: 'array' });
  formats.default(ajv);
  return withComponents(ajv, 'parameter');
});

function once<Value>(make: () => Value): () => Value {
  let made: Value | undefined;
  return () => (made ??= make());
}

type Validator = ReturnType<typeof onFirstUse>;

/** One for each part of each operation, for as long as the process runs: the description does not change. */
const validators = new Map<string, Validator>();

function remembered(place: string, schema: object, ajv: Ajv2020): Validator {
  const validator = onFirstUse(() => ajv.compile(schema));
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
      validators.get(place) ??
      remembered(place, schema, httpPart === 'body' ? bodies() : parameters())
    );
  });
  // Other declared media types reach the handler as they are, as a stream.
  app.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
}

/** Refuses media types that the operation does not declare. */
const requireType: preParsingHookHandler = (request, _reply, payload, done) => {
  const { operation } = request.routeOptions.config;
  const type = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  if (
    !operation ||
    type === undefined ||
    operation.consumes.some((accepted) => matches(accepted, type))
  )
    done(null, payload);
  else done(unsupportedMediaType(operation.consumes));
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

/** Media ranges (RFC 9110, section 12.5.1): either half of the accepted one may be a star. */
function matches(range: string, type: string): boolean {
  const [family, kind] = range.toLowerCase().split(';')[0]?.trim().split('/') ?? [];
  const [actualFamily, actualKind] = type.split('/');
  return (family === '*' || family === actualFamily) && (kind === '*' || kind === actualKind);
}

/** The route options by which Fastify keeps what the description says of one operation. */
export function contract(operationId: string, variant: 'request' | 'patch' = 'request') {
  const operation = operationOf(operationId);
  const parameters = operation.parameters ?? [];
  const contents = Object.entries(operation.requestBody?.content ?? {});
  const statuses = Object.keys(operation.responses ?? {});
  return {
    config: {
      operation: {
        id: operationId,
        security: operation.security ?? description.security ?? [],
        consumes: contents.map(([mediaType, { schema }]) =>
          isStructured(schema) ? withoutParameters(mediaType) : mediaType,
        ),
        invalidStatus: statuses.includes('422') && !statuses.includes('400') ? 422 : 400,
      },
    },
    ...(contents.length > 0 && { preParsing: requireType }),
    preValidation: operation.requestBody?.required ? [requireBody] : [],
    schema: {
      ...(parameters.some(({ in: place }) => place === 'path') && {
        params: objectOf(parameters, 'path'),
      }),
      querystring: {
        ...objectOf([...parameters, ...queryKeys], 'query'),
        additionalProperties: false,
      },
      ...(parameters.some(({ in: place }) => place === 'header') && {
        headers: objectOf(parameters, 'header'),
      }),
      ...(contents.length > 0 && {
        body: {
          content: Object.fromEntries(
            contents.map(([mediaType, { schema = true }]) => [
              withoutParameters(mediaType),
              { schema: requestVariant(schema, variant) },
            ]),
          ),
        },
      }),
    },
  } satisfies RouteShorthandOptions;
}

/** Whether a body has members or elements, which only JSON brings to a range of media types. */
const isStructured = (schema: Schema | undefined): boolean =>
  typeof schema === 'object' && schema.type !== 'string';

/**
 * `application/json` of `application/json;charset=utf-8`, since bodies are told apart without, and of
 * a range, since nothing else is parsed.
 */
function withoutParameters(mediaType: string): string {
  const plain = mediaType.split(';')[0]?.trim().toLowerCase() ?? '';
  return plain.includes('*') ? 'application/json' : plain;
}

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
