/**
 * What a template pack can do beyond what every pack must. An operation that needs what the pack
 * cannot do becomes a hole.
 */
export type Capability =
  /** Bodies in `application/x-www-form-urlencoded`. */
  | 'form-bodies'
  /** Files in forms, and as bodies. */
  | 'files'
  /** Lists as streams of their items. */
  | 'streams'
  /** XML by the keywords of its schema. */
  | 'xml'
  /** RFC 6902: {@link RequestContent.patch} is `json-patch`. */
  | 'json-patch'
  /** Filters that spell a field's values otherwise: {@link Parameter.values}. */
  | 'spelled-values'
  /** Lists that a body asks for: parameters `in: body`. */
  | 'searches'
  /** Parents that a query parameter names: role `scope` in the query. */
  | 'query-scopes';

export interface InferOptions {
  readonly supports?: readonly Capability[];
  /** Ids of operations that business logic is asked for, whatever the description says. */
  readonly hooks?: readonly string[];
}
