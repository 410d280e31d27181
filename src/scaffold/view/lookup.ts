import type { Entity, Field, Operation, Parameter, RequestContent } from '../../model/types.ts';

const ITEM_KINDS = new Set(['get', 'replace', 'update', 'delete', 'exists', 'upsert', 'file']);

/** Whether an operation is about one row that its path (or body) names. */
export const isItemOperation = (operation: Operation): boolean => ITEM_KINDS.has(operation.kind);

/**
 * The fields that find one row: the key, and the scopes that every item operation has in its path,
 * in the order of the path.
 */
export function lookupKeys(entity: Entity, operations: readonly Operation[]): Field[] {
  const items = operations.filter(isItemOperation);
  const inEvery = (name: string) =>
    items.length > 0 &&
    items.every(({ parameters }) =>
      parameters.some(
        ({ in: place, field, role }) =>
          place === 'path' && field === name && (role === 'scope' || role === 'key'),
      ),
    );
  const scopes = entity.fields.filter(
    ({ name }) => !entity.key.fields.includes(name) && inEvery(name),
  );
  const keys = entity.key.fields.flatMap(
    (name) => entity.fields.find((field) => field.name === name) ?? [],
  );
  // There is one: nothing tells it from others.
  return [
    ...scopes,
    ...keys.filter(({ generation }) => !(entity.singleton && generation?.by === 'constant')),
  ];
}

/** The columns of an entity's key. */
export const keyColumns = ({ fields, key }: Entity): string[] =>
  key.fields.flatMap((name) => fields.find((field) => field.name === name)?.column ?? []);

/** Whether who deletes a row is shown it: as the answer, by rules, or to forget its files. */
export const needsDeleted = (entity: Entity, operations: readonly Operation[]): boolean =>
  entity.singleton ||
  entity.fields.some(({ file }) => file !== undefined) ||
  operations.some(
    ({ kind, proceeds, success }) =>
      kind === 'delete' && (proceeds === true || success.body.kind !== 'none'),
  );

/** Whether a parameter names the parent of what is made: in the path, or as `?site_id=`. */
export const namesParent = ({ in: place, role }: Parameter): boolean =>
  (place === 'path' && role === 'key') || role === 'scope';

/** The fields that every create takes from its URL. */
export function scopeOf(entity: Entity, creates: readonly Operation[]): Field[] {
  const inEvery = (name: string) =>
    creates.length > 0 &&
    creates.every(({ parameters }) =>
      parameters.some((parameter) => parameter.field === name && namesParent(parameter)),
    );
  return entity.fields.filter(({ name }) => inEvery(name));
}

/** The parent that a path goes through, and the parameters that find it. */
export interface ParentLookup {
  readonly parent: Entity;
  readonly parameters: readonly Parameter[];
}

/** The parent to look for before listing under it or creating in it; nothing where none is stored. */
export function parentLookup(
  operation: Operation,
  entity: Entity,
  entityOf: (name: string) => Entity | undefined,
  operationsOf: (entity: string) => readonly Operation[],
): ParentLookup | undefined {
  const scopes = operation.parameters.filter(
    ({ role, in: place }) => place === 'path' && role === 'scope',
  );
  const last = scopes.at(-1);
  const field = entity.fields.find(({ name }) => name === last?.field);
  const parent = field?.reference && entityOf(field.reference.entity);
  if (!last || !field || !parent || parent.name === entity.name) return undefined;
  const operations = operationsOf(parent.name);
  if (!operations.some(isItemOperation)) return undefined;
  const parameters = lookupKeys(parent, operations).map((key) =>
    key.name === field.reference?.field
      ? last
      : scopes.find(({ field: name }) =>
          entity.fields.some(
            (own) =>
              own.name === name && (own.identifier === key.identifier || own.name === key.name),
          ),
        ),
  );
  const found = parameters.filter((parameter) => parameter !== undefined);
  return found.length === parameters.length ? { parent, parameters: found } : undefined;
}

/** Whether a write is made only to the version that `If-Match` names. */
export const isGuarded = ({ kind, parameters }: Operation): boolean =>
  ['replace', 'update', 'upsert', 'delete'].includes(kind) &&
  parameters.some(({ role }) => role === 'if-match');

/** The body of an update that is a JSON Patch; nothing where business logic is handed what was sent. */
export const jsonPatchOf = ({ kind, proceeds, request }: Operation): RequestContent | undefined =>
  kind === 'update' && proceeds !== true
    ? request?.contents.find(
        ({ patch, representation }) => patch === 'json-patch' && representation !== undefined,
      )
    : undefined;

/** Whether an operation changes a file of a row. */
export const changesFile = ({ file }: Operation): boolean =>
  file !== undefined && file.what !== 'read';

/** The `get` at whose address what was created is to be found. */
export const locatedBy = (
  { path }: Operation,
  operations: readonly Operation[],
): Operation | undefined =>
  operations.find(
    (get) =>
      get.kind === 'get' &&
      (get.path.startsWith(`${path}/`) || (get.path === path && queryKey(get) !== undefined)),
  );

/** The parameter of the query that names the row, as in `GET /order?id=`. */
export const queryKey = ({ parameters }: Operation): Parameter | undefined =>
  parameters.find(({ in: place, role }) => place === 'query' && role === 'key');

/** Whether a list is asked for by a body. */
export const isSearch = ({ kind, method }: Operation): boolean =>
  kind === 'list' && method !== 'get';

/** Whether the path of an operation names nothing but these fields. */
export const isWithin = ({ parameters }: Operation, scope: ReadonlySet<string>): boolean =>
  parameters
    .filter(({ in: place }) => place === 'path')
    .every(({ field }) => field !== undefined && scope.has(field));

/** Whether a list shows every row below these fields to who asks for nothing else. */
export const isEveryRow = (operation: Operation, scope: ReadonlySet<string>): boolean =>
  operation.kind === 'list' &&
  !isSearch(operation) &&
  isWithin(operation, scope) &&
  !operation.parameters.some(
    ({ required, in: place, role, schema }) =>
      place === 'query' && (required || (role === 'filter' && schema.default !== undefined)),
  );

/** Whether an answer shows nothing of a row but its key, or that it is done. */
export const tellsKeyAlone = ({ body }: Operation['success']): boolean =>
  body.kind === 'entity' && body.representation === '';

/** Whether a success names the version of what there is. */
export const answersEtag = ({ responses, success }: Operation): boolean =>
  responses.some(
    ({ status, headers }) =>
      status === String(success.status) && headers.some(({ role }) => role === 'etag'),
  );
