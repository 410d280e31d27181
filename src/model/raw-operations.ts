import type { SourcePointer, SpecDocument } from '../spec/document.ts';
import type { MediaType, Operation, Parameter, PathItem, Schema } from '../spec/openapi.ts';
import { isBodiless, operationsOf } from '../spec/openapi.ts';
import { callersWords } from './callers-own.ts';
import { isReceived } from './methods.ts';
import { formSchema, isMultipart } from './file-parts.ts';
import { streamedList } from './item-streams.ts';
import type { Capability } from './options.ts';
import type { Schemas } from './schema-shape.ts';
import { xmlTypes } from './xml-bodies.ts';

/** An operation with what its path and bodies say, before anything is concluded. */
export interface RawOperation {
  /** What is done: `query` also where a list is asked for by a POST. */
  readonly method: string;
  /** The HTTP method, where that is another than {@link method}. */
  readonly sentBy?: string;
  readonly path: string;
  readonly item: PathItem;
  readonly operation: Operation;
  readonly source: SourcePointer | undefined;
  /** The path up to the last parameter when it ends in one, else the path itself. */
  readonly collection: string;
  /** Parameter name when the path ends in one, or the query must have one: it names an item. */
  readonly itemParameter: string | undefined;
  /** {@link itemParameter} is one of the query. */
  readonly isKeyInQuery?: true;
  /** The resource's word: the last literal segment of {@link collection}. */
  readonly word: string;
  /** The word of the path that stands for who calls, where other paths tell that it does. */
  readonly caller?: string;
  readonly request: Body | undefined;
  readonly success: SuccessResponse;
  /** Parameters of the query by which the description's security schemes take a key. */
  readonly credentials: ReadonlySet<string>;
}

export interface Body {
  readonly mediaType: string;
  readonly schema: Schema | boolean | undefined;
}

export interface SuccessResponse {
  readonly status: number;
  readonly body: Body | undefined;
  /** Bodies are declared, but none that the service could make. */
  readonly onlyOther: boolean;
}

/** Some APIs end every path in a format: `/groups/{id}.json`. */
const ITEM = /^(.*)\/\{([^{}/]+)\}(?:\.(?:json|xml))?$/;

/** OData puts keys in parentheses: `/Products({id})`, `/Products('{id}')`, `/Products(Id={id})`. */
const KEYED = /^([^{}()]+)\((?:\w+=)?'?\{([^{}/]+)\}'?\)$/;

/** A path that ends in a parameter: the collection before it, and its name. */
function itemOf(path: string): { collection: string; parameter: string | undefined } {
  const end = path.lastIndexOf('/') + 1;
  const [, keyed, key] = KEYED.exec(path.slice(end)) ?? [];
  if (keyed !== undefined) return { collection: `${path.slice(0, end)}${keyed}`, parameter: key };
  const [, collection = path, parameter] = ITEM.exec(path) ?? [];
  return { collection, parameter };
}

export function rawOperations(
  document: SpecDocument,
  supports: readonly Capability[] = [],
): RawOperation[] {
  const found: RawOperation[] = [];
  const credentials = credentialsOf(document);
  const paths = Object.entries(document.api.paths ?? {});
  const callersWord = callersWords(paths.map(([path]) => path));
  for (const [path, item] of paths) {
    const caller = callersWord(path);
    for (const [method, operation] of operationsOf(item))
      if (isReceived(method))
        found.push({
          ...rawOperation(method, path, item, operation, document, supports),
          credentials,
          ...(caller !== undefined && { caller }),
        });
  }
  return found;
}

const credentialsOf = ({ api }: SpecDocument): ReadonlySet<string> =>
  new Set(
    Object.values(api.components?.securitySchemes ?? {}).flatMap(({ type, in: place, name }) =>
      type === 'apiKey' && place === 'query' && name !== undefined ? [name] : [],
    ),
  );

function rawOperation(
  method: string,
  path: string,
  item: PathItem,
  declared: Operation,
  document: SpecDocument,
  supports: readonly Capability[],
): Omit<RawOperation, 'credentials'> {
  const { requestBody: _ignored, ...bodiless } = declared;
  // The same object where there is nothing to leave out: its place is known by it.
  const schemas = document.api.components?.schemas ?? {};
  const streamIn = (content: Content | undefined): Body | undefined =>
    method === 'get' && supports.includes('streams') ? streamedList(content, schemas) : undefined;
  const isFit = declared.requestBody === undefined || !isBodiless(method);
  const operation = isFit ? declared : bodiless;
  const trimmed = path.replace(/\/+$/, '') || '/';
  const { collection, parameter } = itemOf(trimmed);
  return {
    method,
    path,
    item,
    operation,
    source: document.origin(declared),
    collection,
    itemParameter: parameter,
    word: wordOf(collection),
    request: requestOf(operation, supports, schemas),
    success: successOf(
      operation,
      method,
      (content) => pickJson(content) ?? streamIn(content) ?? pickXml(content, supports),
    ),
  };
}

/** The segments of a path that no parameter stands in. */
export const literalsOf = (path: string): string[] =>
  path.split('/').filter((segment) => segment !== '' && !segment.includes('{'));

/** `/api/v2/special-events.json` → `special-events` */
export function wordOf(collection: string): string {
  const last = literalsOf(collection).at(-1) ?? '';
  return last.replace(/\.(?:json|xml)$/i, '');
}

/** The path parameters before the item's own, each with the word of what it names. */
export function scopesOf(
  path: string,
  itemParameter: string | undefined,
): { parameter: string; word: string; collection: string }[] {
  const segments = path.split('/');
  const found = segments.flatMap((segment, index) => {
    const before = segments.slice(0, index).join('/');
    const [, keyed, key] = KEYED.exec(segment) ?? [];
    if (keyed !== undefined && key !== undefined)
      return [{ parameter: key, word: keyed, collection: `${before}/${keyed}` }];
    const parameter = /^\{([^{}]+)\}(?:\.(?:json|xml))?$/.exec(segment)?.[1];
    if (parameter === undefined) return [];
    return [{ parameter, word: segments[index - 1] ?? '', collection: before }];
  });
  return found.at(-1)?.parameter === itemParameter ? found.slice(0, -1) : found;
}

const JSON_TYPE = /^(?:application|text)\/(?:[\w.+-]+\+)?json\b(?!-)|^\*\/\*$/i;

type Content = Readonly<Record<string, MediaType>>;

function pickJson(content: Content | undefined): Body | undefined {
  const entries = Object.entries(content ?? {});
  const json =
    entries.find(([type]) => /^application\/json\b(?!-)/i.test(type)) ??
    entries.find(([type]) => JSON_TYPE.test(type) && !/json-patch/.test(type));
  return json && { mediaType: json[0], schema: json[1].schema };
}

function pickXml(content: Content | undefined, supports: readonly Capability[]): Body | undefined {
  const [mediaType] = supports.includes('xml') ? xmlTypes(content) : [];
  return mediaType === undefined ? undefined : { mediaType, schema: content?.[mediaType]?.schema };
}

function requestOf(
  operation: Operation,
  supports: readonly Capability[],
  schemas: Schemas,
): Body | undefined {
  const content = operation.requestBody?.content;
  const json = pickJson(content);
  if (json) return json;
  const entries = Object.entries(content ?? {});
  const form = supports.includes('form-bodies') && entries.find(([type]) => FORM.test(type));
  if (form) return { mediaType: form[0], schema: form[1].schema };
  const parts = supports.includes('files') && entries.find(([type]) => isMultipart(type));
  return parts
    ? { mediaType: parts[0], schema: formSchema(parts[1], schemas) }
    : pickXml(content, supports);
}

const FORM = /^application\/x-www-form-urlencoded\b/i;

/**
 * The success that an operation answers: the one with a JSON body where there is one, and among
 * several the one that fits the method. Where none is declared, what the method would answer.
 */
function successOf(
  operation: Operation,
  method: string,
  bodyIn: (content: Content | undefined) => Body | undefined,
): SuccessResponse {
  const responses = Object.entries(operation.responses ?? {});
  const rank = ([status, { content }]: (typeof responses)[number]) =>
    (bodyIn(content) ? 0 : 10) +
    (PREFERRED[method] ?? GENERAL).indexOf(status) +
    (GENERAL.includes(status) ? 0 : 9);
  const successes = responses
    .filter(([status]) => /^2(?:\d\d|XX)$/.test(status))
    .sort((one, other) => rank(one) - rank(other));
  const [status, response] = successes[0] ?? responses.find(([name]) => name === 'default') ?? [];
  const isOpen = status === 'default' || status === undefined || status === '2XX';
  const number = isOpen ? (USUAL[method] ?? 200) : Number(status);
  const body = bodyIn(response?.content);
  if (status === 'default' && isErrorAlone(body))
    return { status: number, body: undefined, onlyOther: false };
  return {
    status: number,
    body,
    onlyOther: !body && Object.keys(response?.content ?? {}).length > 0,
  };
}

const GENERAL: readonly string[] = ['200', '204', '201', '202', '203', '2XX'];

/** What is answered when the thing asked for has been done, before it is only promised (202). */
const PREFERRED: Readonly<Record<string, readonly string[]>> = {
  post: ['201', '200', '204', '202', '203', '2XX'],
  delete: ['204', '200', '202', '201', '203', '2XX'],
};

const USUAL: Readonly<Record<string, number>> = { post: 201, delete: 204 };

/** An answer under `default` alone is mostly that of errors. */
const isErrorAlone = (
  body: { readonly schema?: Schema | boolean | undefined } | undefined,
): boolean =>
  typeof body?.schema === 'object' && /error|problem|fault/i.test(body.schema.$ref ?? '');

/** Whether what is declared under `default` is what an operation answers when all went well. */
export const isDefaultSuccess = (
  { responses = {} }: Operation,
  body: { readonly schema?: Schema | boolean | undefined },
): boolean =>
  !Object.keys(responses).some((status) => status.startsWith('2')) && !isErrorAlone(body);

/** Whether a parameter names the item that an operation is about. */
export const namesItem = (
  { itemParameter, isKeyInQuery }: RawOperation,
  { name, in: place }: Pick<Parameter, 'name' | 'in'>,
): boolean => name === itemParameter && place === (isKeyInQuery ? 'query' : 'path');

/** Parameters of the place, as declared. */
export const parametersIn = (operation: Operation, place: Parameter['in']): readonly Parameter[] =>
  (operation.parameters ?? []).filter((parameter) => parameter.in === place);

/** The parameters as declared, and those of the path as they stand in it: the nearest parent last. */
export function inOrderOfPath({ path, operation }: RawOperation): readonly Parameter[] {
  const all = operation.parameters ?? [];
  const place = ({ name }: Parameter): number => path.indexOf(`{${name}}`);
  const ordered = all
    .filter(({ in: where }) => where === 'path')
    .sort((one, other) => place(one) - place(other))
    .values();
  return all.map((parameter) =>
    parameter.in === 'path' ? (ordered.next().value ?? parameter) : parameter,
  );
}
