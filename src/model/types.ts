import type { Schema } from '../spec/openapi.ts';
import type { SourcePointer } from '../spec/document.ts';

/** Any JSON value (RFC 8259). */
export type JsonValue =
  string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/**
 * What a service is, without OpenAPI: plain JSON-serialisable data in a stable order.
 *
 * Every name that ends in code, SQL or a path (`name`, `identifier`, `table`, `column`, `file`,
 * `folder`) is already safe for its place and distinct among its neighbours, also on file systems
 * that ignore case. Text that is not (`description`, `summary`, `pointer`, JSON property names)
 * reaches output through the encoders of `scaffold` only.
 */
export interface ServiceModel {
  /** npm package name, kebab-case: `museum-api`. */
  readonly name: string;
  readonly title: string;
  readonly version: string;
  readonly description?: string;
  /** The path under which clients find the API: `/v1`; empty where it is the root. */
  readonly basePath: string;
  readonly entities: readonly Entity[];
  readonly resources: readonly Resource[];
  /** What it sends by itself. */
  readonly events: readonly OutgoingEvent[];
  /** `components.schemas` of the normalised document, by name. */
  readonly schemas: Readonly<Record<string, Schema | boolean>>;
  readonly securitySchemes: readonly SecurityScheme[];
  /** The distinct shapes in which errors are told; the first is the service's own default. */
  readonly errorShapes: readonly [ErrorShape, ...ErrorShape[]];
  /** What answers say can be asked next. */
  readonly links: readonly Link[];
}

/** How sure an inference is. What is `unsure` is never acted on: it becomes a hole. */
export type Confidence = 'certain' | 'likely' | 'unsure';

/** Why the model says what it says: one choice and what in the description led to it. */
export interface Evidence {
  /** What was chosen, as a short phrase: `key is "id"`. */
  readonly choice: string;
  /** What led to it: `the path parameter petId ends in the field's name`. */
  readonly because: string;
  readonly confidence: Confidence;
  readonly source?: SourcePointer;
}

// ── Entities ──────────────────────────────────────────────────────────────────────────────────

/** Something the service stores: one table. */
export interface Entity {
  /** PascalCase TypeScript type name, singular: `SpecialEvent`. */
  readonly name: string;
  /** PascalCase plural, for function names: `SpecialEvents` (`listSpecialEvents`). */
  readonly plural: string;
  /** Words for a person, lower case, singular: `special event`. */
  readonly label: string;
  /** kebab-case file name without extension: `special-event`. */
  readonly file: string;
  /** snake_case table name: `special_events`. */
  readonly table: string;
  readonly description?: string;
  /** What it was called when the service was generated before (`x-renamed-from`). */
  readonly renamedFrom?: string;
  /** Columns in a stable order: key first, then scope, then as described. */
  readonly fields: readonly Field[];
  readonly key: Key;
  /** Sets of field names whose values together are unique, besides the key. */
  readonly unique: readonly (readonly string[])[];
  readonly representations: readonly Representation[];
  /** `true` for a resource of which there is one for each scope (`/settings`, `/users/{id}/profile`). */
  readonly singleton: boolean;
  /** What must hold of each one after every write, of the entity and of its fields. */
  readonly rules: readonly BusinessRule[];
  readonly source?: SourcePointer;
  readonly evidence: readonly Evidence[];
}

/** What tells one row of an entity from another. For a singleton: the scope fields, or none. */
export interface Key {
  /** Names of {@link Field}s; more than one for keys scoped to a parent. */
  readonly fields: readonly string[];
}

/** The semantic type of a field; each has one storage form a dialect. */
export type FieldType =
  | 'string'
  /** Safe integers, at most 2^53 − 1 in magnitude. */
  | 'integer'
  /** `format: int64`: every value of 64 bits is kept. */
  | 'bigint'
  | 'number'
  /** Numbers with a decimal step or format, such as money. */
  | 'decimal'
  | 'boolean'
  | 'date'
  | 'date-time'
  | 'uuid'
  /** A string with a closed list of values. */
  | 'enum'
  /** Base64 text. */
  | 'bytes'
  /** Objects, arrays, unions: kept as JSON text, in order, with their nulls. */
  | 'json';

/** What the service puts into a field when the client sends nothing. */
export type Generation =
  | { readonly by: 'uuid' }
  /** 1, 2, 3 … by the database. Integer keys only. */
  | { readonly by: 'sequence' }
  /** A random URL-safe text: tokens, secrets, codes, string ids without a known format. */
  | {
      readonly by: 'random';
      readonly prefix?: string;
      readonly alphabet?: string;
      readonly length?: number;
    }
  | { readonly by: 'created-at' }
  | { readonly by: 'updated-at' }
  /** Counts updates, from 1. */
  | { readonly by: 'version' }
  /** A fixed first value that later changes only through business logic. */
  | { readonly by: 'constant'; readonly value: JsonValue }
  /** Text with `{field}` placeholders: `memos/{memo}`, `/orders/{id}`. */
  | { readonly by: 'template'; readonly template: string };

export interface Field {
  /** The JSON property name, exactly as described; for hidden fields a camelCase name. */
  readonly name: string;
  /** camelCase TypeScript identifier, distinct within the entity. */
  readonly identifier: string;
  /** snake_case column name, distinct within the table. */
  readonly column: string;
  readonly type: FieldType;
  /** A reference to a file, or a list of them: its bytes are in the store of blobs. */
  readonly file?: 'one' | 'many';
  /** The property's own schema, in the normalised dialect; may be a `$ref`. */
  readonly schema: Schema;
  /** Paths inside a JSON field to members that are writeOnly; `*` is every element. */
  readonly unshown: readonly (readonly string[])[];
  /** A JSON object, which a merge patch changes member by member (RFC 7396). */
  readonly mergeable: boolean;
  /** The values of an `enum` field. */
  readonly values?: readonly string[];
  readonly description?: string;
  /** What it was called when the service was generated before (`x-renamed-from`). */
  readonly renamedFrom?: string;
  /** Every stored row has a value (NOT NULL). */
  readonly required: boolean;
  /** JSON `null` is a value of it. */
  readonly nullable: boolean;
  readonly readOnly: boolean;
  readonly writeOnly: boolean;
  /** Stored, but no part of any representation: scope columns, keys that only the path knows. */
  readonly hidden: boolean;
  /** The description's `default`. */
  readonly default?: JsonValue;
  /** What the service puts in when a create request leaves the field out (and it has no default). */
  readonly generation?: Generation;
  /** A foreign key: its target is certain. */
  readonly reference?: Reference;
  readonly source?: SourcePointer;
  readonly evidence: readonly Evidence[];
}

export interface Reference {
  /** {@link Entity.name} */
  readonly entity: string;
  /** {@link Field.name} of the target. */
  readonly field: string;
  readonly onDelete: 'cascade' | 'restrict';
  /** `true` when the field is an array of ids: many-to-many through a join table of its own. */
  readonly many: boolean;
}

/** How an entity looks in one kind of request or response body. */
export interface Representation {
  /** PascalCase TypeScript type name, distinct in the service: `Pet`, `PetSummary`, `PetCreate`. */
  readonly name: string;
  readonly usage: 'response' | 'create' | 'replace' | 'update';
  /** The body's schema without its envelope; mostly a `$ref`. */
  readonly schema: Schema;
  readonly members: readonly Member[];
}

export interface Member {
  /** {@link Field.name} */
  readonly field: string;
  /**
   * Responses: always present. Requests: the client must send it (readOnly fields never are).
   */
  readonly required: boolean;
  /** Whether JSON `null` is a value of it in this body, where that is otherwise than of the field. */
  readonly nullable?: boolean;
}

// ── Resources and operations ──────────────────────────────────────────────────────────────────

/** A group of operations that share a folder of the generated service. */
export interface Resource {
  /** camelCase identifier: `specialEvents`. */
  readonly name: string;
  /** kebab-case folder name: `special-events`. */
  readonly folder: string;
  /** The entity behind it, if there is one. */
  readonly entity?: string;
  readonly operations: readonly Operation[];
}

export type OperationKind =
  | 'list'
  | 'get'
  | 'create'
  | 'replace'
  | 'update'
  | 'delete'
  /** HEAD on an item. */
  | 'exists'
  /** PUT that creates or replaces. */
  | 'upsert'
  | 'bulk'
  /** Reads, writes or removes a file that belongs to a row: {@link Operation.file}. */
  | 'file'
  /** Everything that is not one of the above. */
  | 'action';

export interface Operation {
  /** camelCase TypeScript identifier, distinct in the service; `operationId` where that is one. */
  readonly id: string;
  /** Lower case HTTP method. */
  readonly method: string;
  /** As described, with `{parameter}` templates. */
  readonly path: string;
  readonly kind: OperationKind;
  /** Served from the database as described, or waiting for business logic (answers 501). */
  readonly status: 'live' | 'hole';
  /** For a hole: why, as a sentence. */
  readonly reason?: string;
  /**
   * A hole around what the service could serve from its table: business logic decides whether and
   * with what that goes on. Everything that is told of live operations is told of it too.
   */
  readonly proceeds?: true;
  /** The configuration, or what the operation's own text says of it, asks for logic round it. */
  readonly hooked?: true;
  /** {@link Entity.name} */
  readonly entity?: string;
  readonly summary?: string;
  readonly description?: string;
  readonly deprecated: boolean;
  readonly tags: readonly string[];
  readonly rules: readonly BusinessRule[];
  readonly parameters: readonly Parameter[];
  readonly file?: FileAccess;
  readonly request?: RequestBody;
  /** Every declared response, in the description's order. */
  readonly responses: readonly Response[];
  /** What a live operation answers on success; for a hole, the first declared success. */
  readonly success: Success;
  /** Lists only. */
  readonly page?: PageStyle;
  /** By declared status (`404`, `4XX`, `default`): index into {@link ServiceModel.errorShapes}. */
  readonly errorShapes: Readonly<Record<string, number>>;
  /**
   * Alternatives, any of which suffices; each names schemes that are all needed.
   * Empty: no security is asked for.
   */
  readonly security: readonly SecurityRequirement[];
  readonly source?: SourcePointer;
  readonly evidence: readonly Evidence[];
}

/** What an answer says can be asked next. */
export interface Link {
  readonly name: string;
  /** {@link Operation.id} of the operation that answers so. */
  readonly from: string;
  /** {@link Operation.id} of the one to ask next; nothing where it is none of the service. */
  readonly to?: string;
  readonly values: readonly LinkValue[];
  /** Why no test can follow it, as a clause. */
  readonly obstacle?: string;
  readonly source?: SourcePointer;
}

/** What a link says a parameter is to be. */
export interface LinkValue {
  /** Of the operation to ask next. */
  readonly parameter: string;
  readonly in: 'path' | 'query';
  /** A member of the answer, or {@link Field.name} of a parameter in the path that was asked for. */
  readonly value:
    | { readonly of: 'answer'; readonly path: readonly string[] }
    | { readonly of: 'path'; readonly field: string };
}

/** A sentence of `x-business-rules`, with examples where the description gives them. */
export interface BusinessRule {
  readonly rule: string;
  readonly examples: readonly RuleExample[];
}

/**
 * What must happen, as sentences or as data. As data it becomes a test: `given` stores records by
 * entity, `when` sends the operation's parameters and body, `then` tells what answers and what is
 * stored afterwards.
 */
export interface RuleExample {
  readonly given: JsonValue;
  readonly when: JsonValue;
  readonly then: JsonValue;
}

/** What a parameter means to a live operation. */
export type ParameterRole =
  /** Part of the entity's own key. */
  | 'key'
  /** Part of a parent's key: restricts to that parent's rows. */
  | 'scope'
  | 'filter'
  | 'search'
  | 'sort'
  /** The direction, where it is a parameter of its own. */
  | 'order'
  | 'limit'
  | 'offset'
  | 'page'
  | 'cursor'
  | 'if-match'
  | 'if-none-match'
  | 'idempotency-key'
  /** Declared, validated and without effect on the answer: request ids, locale and the like. */
  | 'inert'
  /** Not understood: a request that sends it is answered 501, never as if it had no effect. */
  | 'unknown';

export type FilterOperator =
  'eq' | 'ne' | 'in' | 'gt' | 'gte' | 'lt' | 'lte' | 'contains' | 'prefix';

/** One member on the way into a body. */
export interface BodyStep {
  readonly name: string;
  /** What holds it may be missing. */
  readonly optional: boolean;
}

export interface Parameter {
  /** As described; of a member of the body, the names on the way to it, joined by dots. */
  readonly name: string;
  readonly in: 'path' | 'query' | 'header' | 'cookie' | 'querystring' | 'body';
  /** Of a member of the body by which a list is asked for: the way to it. */
  readonly steps?: readonly BodyStep[];
  /** camelCase TypeScript identifier, distinct within the operation. */
  readonly identifier: string;
  readonly required: boolean;
  readonly schema: Schema;
  readonly description?: string;
  readonly role: ParameterRole;
  /** {@link Field.name} for key, scope and filter. */
  readonly field?: string;
  /** {@link Field.name}s that a search looks into. */
  readonly searches?: readonly string[];
  readonly operator?: FilterOperator;
  /** Where the parameter spells the field's values otherwise (`DRAFT` of `Draft`): what is compared. */
  readonly values?: readonly { readonly value: string; readonly stored: string }[];
  readonly sort?: SortStyle;
  /** OpenAPI serialisation of the parameter, defaults filled in. */
  readonly style: string;
  readonly explode: boolean;
  /** It is described by its media type, and so written as JSON instead. */
  readonly encoded?: true;
}

export interface SortStyle {
  /** Accepted values: `name`, `-name`, `name:desc`, `name_asc` … in the spelling of the description. */
  readonly values: readonly {
    readonly value: string;
    readonly field: string;
    readonly direction: 'asc' | 'desc';
  }[];
  /** Several keys in one value, separated by a comma. */
  readonly multiple: boolean;
  /** Declared values whose meaning is not known. */
  readonly unknown?: readonly string[];
}

export interface RequestBody {
  readonly required: boolean;
  readonly contents: readonly RequestContent[];
}

export interface RequestContent {
  readonly mediaType: string;
  readonly schema?: Schema;
  /** {@link Representation.name} for live operations. */
  readonly representation?: string;
  /** Property names that lead from the body to the entity: `[]`, or `['pet']`. */
  readonly path: readonly string[];
  /** The description lets a body leave out what leads to the entity. */
  readonly isPathOptional?: true;
  /** Members of a multipart form that are files. */
  readonly files?: readonly FilePart[];
  /** XML that is read by its schema, as JSON would be. */
  readonly xml?: true;
  /**
   * The body says what to change: RFC 7396, or RFC 6902, of which {@link representation} is what may
   * be changed of what is shown.
   */
  readonly patch?: 'merge-patch' | 'json-patch';
  /** The description's own, valid or not. */
  readonly examples?: readonly JsonValue[];
}

/** What an operation does with a file of a row. */
export interface FileAccess {
  /** {@link Field.name} */
  readonly field: string;
  readonly what: 'read' | 'write' | 'remove';
  /** The part of a form that is the file; without one, the body is. */
  readonly part?: string;
  /** The largest body, in bytes. */
  readonly maximum?: number;
}

/** A part of a multipart form whose bytes are stored as they come. */
export interface FilePart {
  readonly name: string;
  /** There may be several of that name. */
  readonly many: boolean;
  /** Media types or ranges of them that a part may be of; any, where nothing is said. */
  readonly mediaTypes?: readonly string[];
  /** The largest file, in bytes. */
  readonly maximum?: number;
}

export interface Response {
  /** `200`, `4XX`, `default`. */
  readonly status: string;
  readonly description: string;
  readonly headers: readonly ResponseHeader[];
  readonly contents: readonly ResponseContent[];
}

export interface ResponseContent {
  readonly mediaType: string;
  readonly schema?: Schema;
  /** Of each item of a stream. */
  readonly itemSchema?: Schema;
  /** XML that is written by its schema, as JSON would be. */
  readonly xml?: true;
  /** The description's own, valid or not. */
  readonly examples?: readonly JsonValue[];
}

export interface ResponseHeader {
  readonly name: string;
  readonly role:
    'location' | 'etag' | 'link' | 'total' | 'next-cursor' | 'last-modified' | 'unknown';
  readonly required: boolean;
  readonly schema?: Schema;
}

/** A media type that gives the items of a list one after the other. */
export interface ItemStream {
  readonly mediaType: string;
  /** JSON Lines, JSON text sequences (RFC 7464), server-sent events, or rows of cells (RFC 4180). */
  readonly form: 'lines' | 'sequence' | 'events' | 'csv';
}

export interface Success {
  readonly status: number;
  /** JSON; or, where an answer has none, the first of the {@link streams} or of {@link xml}. */
  readonly mediaType?: string;
  /** XML in which the same can be had. */
  readonly xml?: readonly string[];
  /** Lists only: the streams in which the items can be had. */
  readonly streams?: readonly ItemStream[];
  readonly body: SuccessBody;
}

export type SuccessBody =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'entity' | 'list';
      /** {@link Representation.name}; empty where an answer has no more than its envelope. */
      readonly representation: string;
      /** Property names that lead to the entity or the array: `[]` is the body itself. */
      readonly path: readonly string[];
      /** The other members of the envelope. */
      readonly envelope: readonly EnvelopeMember[];
    }
  /** For holes: whatever the schema says. */
  | { readonly kind: 'other'; readonly schema?: Schema };

export interface EnvelopeMember {
  /** Property names from the body's root; none where the member is the body. */
  readonly path: readonly string[];
  readonly role:
    | 'total'
    /** Items on this page. */
    | 'count'
    | 'limit'
    | 'offset'
    /** Where the first and the last item of this page stand among all, from 1. */
    | 'first-index'
    | 'last-index'
    | 'page'
    | 'page-count'
    | 'has-more'
    | 'has-previous'
    | 'next-cursor'
    | 'previous-cursor'
    /** Answers to a write only: the value of {@link EnvelopeMember.field}. */
    | 'key'
    /** URL references (RFC 3986) to other pages and to this one. */
    | 'next-link'
    | 'previous-link'
    | 'first-link'
    | 'last-link'
    | 'self-link'
    /** The value is in {@link EnvelopeMember.value}; for other roles that is what stands in at the list's end. */
    | 'constant';
  readonly value?: JsonValue;
  /** {@link Field.name} of a `key`. */
  readonly field?: string;
  readonly required: boolean;
  /** JSON `null` is accepted, so that an absent next page may be told as null. */
  readonly nullable: boolean;
  /** What the text of a link must match. */
  readonly pattern?: string;
  /** A link that is told without scheme and host, since its pattern asks for that. */
  readonly isPath?: true;
  /** A cursor, where its schema tells texts from numbers. */
  readonly holds?: 'text' | 'number';
  /** The least and the largest number that the answer's schema allows. */
  readonly minimum?: number;
  readonly maximum?: number;
}

/** How a list is cut into pages. Parameter names are those of the operation's parameters. */
export interface PageStyle {
  readonly style: 'none' | 'limit' | 'offset' | 'page' | 'cursor';
  readonly limit?: string;
  readonly offset?: string;
  readonly page?: string;
  /** A cursor as an answer gave it out, unless {@link seek} says that it is a key. */
  readonly cursor?: string;
  /** Cursors that are keys of items: what stands beside an item can be asked for. */
  readonly seek?: Seek;
  /** Items on a page when the request does not say. */
  readonly defaultSize: number;
  /** More than 1 where an answer must not tell of a smaller page. */
  readonly minimumSize: number;
  readonly maximumSize: number;
  /** The number of the first page, 0 or 1. */
  readonly firstPage: number;
  /** The offset of the first item, 0 or 1. */
  readonly firstOffset: number;
  /** Answer a `Link` header (RFC 8288). */
  readonly linkHeader: boolean;
  /** Name of the response header that carries the total. */
  readonly totalHeader?: string;
  /** Name of the response header that carries the next cursor. */
  readonly cursorHeader?: string;
  /** Fields that order the list when the request does not say; ends in the key. */
  readonly order: readonly { readonly field: string; readonly direction: 'asc' | 'desc' }[];
}

/** The parameters that take the key of an item, beside which a page stands. */
export interface Seek {
  /** {@link Field.name} of what they take. */
  readonly field: string;
  /** Asks for what comes after the item. */
  readonly after: string;
  /** Asks for what comes before it, in the list's order too. */
  readonly before?: string;
}

// ── Events ────────────────────────────────────────────────────────────────────────────────────

/** A request that the service sends: a webhook, or a callback that an operation promises. */
export interface OutgoingEvent {
  readonly kind: 'webhook' | 'callback';
  /** camelCase TypeScript identifier, distinct among events. */
  readonly id: string;
  /** As described: `newPet`. */
  readonly name: string;
  /** Lower case HTTP method. */
  readonly method: string;
  readonly summary?: string;
  readonly description?: string;
  readonly deprecated: boolean;
  /** What is sent, where that is JSON. */
  readonly body?: {
    readonly mediaType: string;
    readonly schema: Schema | boolean;
    readonly required: boolean;
  };
  /** The media type of a body that is no JSON, which the service does not write. */
  readonly opaque?: string;
  /** Callbacks: the {@link Operation.id} that promises it. */
  readonly operation?: string;
  /** Callbacks: the address as described, with its runtime expressions. */
  readonly template?: string;
  /** Callbacks: the same in parts; absent where an expression is not understood. */
  readonly address?: readonly AddressPart[];
  /** Where it stands in the description. */
  readonly pointer: readonly string[];
}

/** Part of a callback's address: text, or a value of the request that asked for the callback. */
export type AddressPart =
  | { readonly text: string; readonly name?: never }
  | {
      /** camelCase identifier, distinct in the address. */
      readonly name: string;
      readonly expression: string;
      readonly text?: never;
    };

// ── Errors and security ───────────────────────────────────────────────────────────────────────

/** The body in which errors are told. */
export interface ErrorShape {
  /** PascalCase name: that of the description's schema, or `ProblemDetails` (RFC 9457). */
  readonly name: string;
  readonly mediaType: string;
  readonly schema?: Schema;
  /** The body is a list of one. */
  readonly isList?: true;
  readonly members: readonly ErrorMember[];
  readonly evidence: readonly Evidence[];
}

export interface ErrorMember {
  readonly path: readonly string[];
  readonly role:
    | 'status'
    /** `not_found`, or a number where the schema wants one. */
    | 'code'
    | 'title'
    | 'detail'
    | 'type'
    | 'instance'
    /** A list of findings about single values. */
    | 'errors'
    | 'constant';
  readonly schema?: Schema;
  readonly value?: JsonValue;
  readonly required: boolean;
}

export interface SecurityScheme {
  readonly name: string;
  /** camelCase TypeScript identifier, distinct. */
  readonly identifier: string;
  readonly type: 'apiKey' | 'basic' | 'bearer' | 'http' | 'oauth2' | 'openIdConnect' | 'mutualTLS';
  /** apiKey only. */
  readonly in?: 'header' | 'query' | 'cookie';
  /** apiKey: the parameter's name; http: the scheme (`digest`). */
  readonly parameter?: string;
  readonly description?: string;
}

/** Scheme names, each with the scopes it must grant. All are needed. */
export type SecurityRequirement = Readonly<Record<string, readonly string[]>>;
