/**
 * Types of the normalised dialect: OpenAPI 3.1 shape with JSON Schema 2020-12, and the additions of
 * 3.2 that matter here. Everything but schemas is resolved in place.
 */

/** JSON Schema types (2020-12, validation, section 6.1.1). */
export type SchemaType = 'string' | 'number' | 'integer' | 'boolean' | 'object' | 'array' | 'null';

/** A schema object (OpenAPI 3.1, section 4.8.24). Unknown keywords are kept but not typed. */
export interface Schema {
  /** Always `#/components/schemas/NAME`. */
  readonly $ref?: string;
  readonly type?: SchemaType | readonly SchemaType[];
  readonly title?: string;
  readonly description?: string;
  readonly format?: string;
  readonly default?: unknown;
  readonly examples?: readonly unknown[];
  readonly example?: unknown;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly readOnly?: boolean;
  readonly writeOnly?: boolean;
  readonly deprecated?: boolean;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly multipleOf?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly contentEncoding?: string;
  readonly contentMediaType?: string;
  readonly contentSchema?: Schema | boolean;
  readonly items?: Schema | boolean;
  readonly prefixItems?: readonly (Schema | boolean)[];
  readonly contains?: Schema | boolean;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
  readonly properties?: Readonly<Record<string, Schema | boolean>>;
  readonly patternProperties?: Readonly<Record<string, Schema | boolean>>;
  readonly additionalProperties?: Schema | boolean;
  readonly unevaluatedProperties?: Schema | boolean;
  readonly unevaluatedItems?: Schema | boolean;
  readonly propertyNames?: Schema | boolean;
  readonly required?: readonly string[];
  readonly minProperties?: number;
  readonly maxProperties?: number;
  readonly dependentRequired?: Readonly<Record<string, readonly string[]>>;
  readonly dependentSchemas?: Readonly<Record<string, Schema | boolean>>;
  readonly allOf?: readonly (Schema | boolean)[];
  readonly anyOf?: readonly (Schema | boolean)[];
  readonly oneOf?: readonly (Schema | boolean)[];
  readonly not?: Schema | boolean;
  readonly if?: Schema | boolean;
  readonly then?: Schema | boolean;
  readonly else?: Schema | boolean;
  readonly discriminator?: {
    readonly propertyName: string;
    readonly mapping?: Readonly<Record<string, string>>;
  };
  /** Only in descriptions that offer XML. */
  readonly xml?: Xml;
  readonly [extension: `x-${string}`]: unknown;
}

/** How XML shows a schema (OpenAPI 3.1, section 4.8.26). */
export interface Xml {
  /** Of the element or attribute; else that of the property, or of the component. */
  readonly name?: string;
  readonly namespace?: string;
  readonly prefix?: string;
  readonly attribute?: true;
  /** A list has an element of its own round its items. */
  readonly wrapped?: true;
  /** OpenAPI 3.2: a property that is the text of its object's element. */
  readonly nodeType?: 'text' | 'cdata';
}

export interface OpenApi {
  readonly openapi: string;
  readonly info: Info;
  readonly servers?: readonly Server[];
  readonly paths?: Readonly<Record<string, PathItem>>;
  readonly webhooks?: Readonly<Record<string, PathItem>>;
  readonly components?: Components;
  readonly security?: readonly SecurityRequirement[];
  readonly tags?: readonly Tag[];
  readonly [extension: `x-${string}`]: unknown;
}

export interface Info {
  readonly title: string;
  readonly version: string;
  readonly summary?: string;
  readonly description?: string;
  readonly [extension: `x-${string}`]: unknown;
}

export interface Server {
  readonly url: string;
  readonly description?: string;
  readonly variables?: Readonly<
    Record<string, { readonly default: string; readonly enum?: readonly string[] }>
  >;
}

export interface Tag {
  readonly name: string;
  readonly description?: string;
  /** OpenAPI 3.2 */
  readonly parent?: string;
}

export interface Components {
  readonly schemas?: Readonly<Record<string, Schema | boolean>>;
  readonly securitySchemes?: Readonly<Record<string, SecurityScheme>>;
}

/** Lower case methods, as keys of a path item. */
export const METHODS = [
  'get',
  'put',
  'post',
  'delete',
  'options',
  'head',
  'patch',
  'trace',
  'query',
] as const;

export type Method = (typeof METHODS)[number];

/** Methods whose requests have no body that means anything (RFC 9110, section 9.3). */
export const isBodiless = (method: string): boolean => ['get', 'head', 'trace'].includes(method);

export type PathItem = {
  readonly summary?: string;
  readonly description?: string;
  readonly servers?: readonly Server[];
  /** OpenAPI 3.2: further methods, in the case in which they are sent. */
  readonly additionalOperations?: Readonly<Record<string, Operation>>;
  readonly [extension: `x-${string}`]: unknown;
} & { readonly [method in Method]?: Operation };

/**
 * The operations of a path with their methods: in small letters those that OpenAPI has a member for,
 * others as they are sent.
 */
export function operationsOf(item: PathItem): [method: string, operation: Operation][] {
  const named = METHODS.flatMap((method): [string, Operation][] => {
    const operation = item[method];
    return operation ? [[method, operation]] : [];
  });
  return [...named, ...Object.entries(item.additionalOperations ?? {})];
}

/** The operation of a path by its method, as {@link operationsOf} writes it. */
export const operationIn = (item: PathItem, method: string): Operation | undefined =>
  operationsOf(item).find(([name]) => name === method)?.[1];

export interface Operation {
  readonly operationId?: string;
  readonly summary?: string;
  readonly description?: string;
  readonly tags?: readonly string[];
  readonly deprecated?: boolean;
  /** Those of the path item included. */
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: RequestBody;
  readonly responses?: Readonly<Record<string, Response>>;
  readonly callbacks?: Readonly<Record<string, Readonly<Record<string, PathItem>>>>;
  readonly security?: readonly SecurityRequirement[];
  readonly servers?: readonly Server[];
  readonly [extension: `x-${string}`]: unknown;
}

export type ParameterPlace = 'path' | 'query' | 'header' | 'cookie' | 'querystring';

export interface Parameter {
  readonly name: string;
  readonly in: ParameterPlace;
  readonly required?: boolean;
  readonly description?: string;
  readonly deprecated?: boolean;
  readonly style?: string;
  readonly explode?: boolean;
  readonly allowReserved?: boolean;
  readonly schema?: Schema | boolean;
  readonly content?: Readonly<Record<string, MediaType>>;
  readonly example?: unknown;
  readonly examples?: Readonly<Record<string, Example>>;
  readonly [extension: `x-${string}`]: unknown;
}

export interface RequestBody {
  readonly description?: string;
  readonly required?: boolean;
  readonly content: Readonly<Record<string, MediaType>>;
  readonly [extension: `x-${string}`]: unknown;
}

export interface MediaType {
  readonly schema?: Schema | boolean;
  /** OpenAPI 3.2: the schema of each item of a stream. */
  readonly itemSchema?: Schema | boolean;
  readonly example?: unknown;
  readonly examples?: Readonly<Record<string, Example>>;
  readonly encoding?: Readonly<Record<string, unknown>>;
}

export interface Example {
  readonly summary?: string;
  readonly value?: unknown;
  /** OpenAPI 3.2 */
  readonly dataValue?: unknown;
}

export interface Response {
  readonly description?: string;
  readonly headers?: Readonly<Record<string, Header>>;
  readonly content?: Readonly<Record<string, MediaType>>;
  readonly links?: Readonly<Record<string, Link>>;
  readonly [extension: `x-${string}`]: unknown;
}

/** What could be asked next (OpenAPI 3.1, section 4.8.20). */
export interface Link {
  readonly operationId?: string;
  readonly operationRef?: string;
  /** By name, or by place and name: `path.id`. */
  readonly parameters?: Readonly<Record<string, unknown>>;
  readonly requestBody?: unknown;
  readonly description?: string;
  readonly server?: Server;
  readonly [extension: `x-${string}`]: unknown;
}

export interface Header {
  readonly description?: string;
  readonly required?: boolean;
  readonly schema?: Schema | boolean;
  readonly content?: Readonly<Record<string, MediaType>>;
}

export interface SecurityScheme {
  readonly type: 'apiKey' | 'http' | 'oauth2' | 'openIdConnect' | 'mutualTLS';
  readonly description?: string;
  readonly name?: string;
  readonly in?: 'header' | 'query' | 'cookie';
  readonly scheme?: string;
  readonly bearerFormat?: string;
  readonly flows?: Readonly<Record<string, unknown>>;
  readonly openIdConnectUrl?: string;
}

export type SecurityRequirement = Readonly<Record<string, readonly string[]>>;
