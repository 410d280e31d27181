import type { SourcePointer } from '../../spec/document.ts';
import type { Written } from '../../spec/written.ts';
import type { Link, Operation, Parameter } from '../types.ts';

/**
 * What becomes of a keyword: the generated service validates or serves it; it shows in types and
 * documentation and nothing checks it; or it has no effect at all.
 */
export type Status = 'enforced' | 'typed' | 'ignored';

/** Where in a description a keyword stands. */
export type Area =
  'description' | 'operations' | 'parameters' | 'bodies' | 'schemas' | 'security' | 'extensions';

/** One keyword of a description, and what becomes of it. */
export interface Covered {
  readonly keyword: string;
  readonly area: Area;
  readonly status: Status;
  /** Why, as a clause: `Ajv checks it in every request`. */
  readonly because: string;
  readonly source: SourcePointer;
}

export type Verdict = readonly [status: Status, because: string];

/** The objects of OpenAPI, each with keywords of its own. */
export type Kind =
  | 'document'
  | 'info'
  | 'server'
  | 'tag'
  | 'components'
  | 'paths'
  | 'pathItem'
  | 'additionalOperations'
  | 'operation'
  | 'parameter'
  | 'requestBody'
  | 'content'
  | 'mediaType'
  | 'responses'
  | 'response'
  | 'links'
  | 'link'
  | 'headers'
  | 'header'
  | 'schema'
  | 'discriminator'
  | 'securityScheme';

/**
 * How a schema is used. In a `request`, Ajv validates with it; an `answer` is made in its form; a
 * `type` is what business logic, or nobody, works with.
 */
export type Use = 'request' | 'answer' | 'type';

/** A keyword under judgement, with what is known of its place. */
export interface Visit {
  readonly node: Written;
  /** The object that it stands in. */
  readonly holder: Written;
  readonly use: Use;
  readonly operation: Operation | undefined;
  readonly facts: Facts;
}

/** What the inferred model knows of places of the description. */
export interface Facts {
  /** Under what the API is served. */
  readonly basePath: string;
  operationAt(place: Written): Operation | undefined;
  /** What a link is to each operation that answers with it. */
  linksAt(place: Written): readonly Link[];
  /** A parameter as each operation reads it that declares or shares it. */
  parametersAt(place: Written): readonly { parameter: Parameter; operation: Operation }[];
}

/** What is said of one keyword, and what stands below it. */
export interface Rule {
  readonly verdict: Verdict | ((visit: Visit) => Verdict);
  readonly below?: {
    readonly kind: Kind;
    /** The keyword holds one object, a list of them, or an object of them by name. */
    readonly as?: 'list' | 'map';
    readonly use?: Use;
  };
}

export interface Table {
  readonly area: Area;
  readonly rules: Readonly<Record<string, Rule>>;
  /** Keywords whose names are the user's own: paths, statuses, media types. */
  readonly named?: Rule;
}

/** Several keywords with one rule. */
export const each = (names: string, rule: Rule): Readonly<Record<string, Rule>> =>
  Object.fromEntries(names.split(' ').map((name) => [name, rule]));

export const plainly = (status: Status, because: string): Rule => ({ verdict: [status, because] });
