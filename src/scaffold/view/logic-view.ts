import type { Hole } from '../../model/holes.ts';
import type {
  BusinessRule,
  Entity,
  JsonValue,
  Operation,
  Resource,
  Response,
} from '../../model/types.ts';
import { streamForm } from '../../model/item-streams.ts';
import type { Schema } from '../../spec/openapi.ts';
import { isOfHttp } from '../../model/sent-headers.ts';
import { type Code, code } from '../code.ts';
import { typePropertyName } from '../encode.ts';
import { type HoleInput, holeInput, isJson } from './hole-input.ts';
import { type ImportView, Imports } from './imports.ts';
import { entityNames, type ModelIndex } from './names.ts';
import { OwnNames } from './own-names.ts';
import { pascal } from './route-parameters.ts';
import type { SchemaTypes } from './schema-types.ts';

/** What the logic template prints for one hole. */
export interface HoleView {
  readonly function: string;
  /** What it is about, in a line. */
  readonly title: string;
  readonly paragraphs: readonly string[];
  readonly reason: string;
  readonly rules: readonly {
    rule: string;
    examples: readonly { given: string; when: string; then: string }[];
  }[];
  readonly errors: readonly { status: string; description: string }[];
  /** Declarations of its own types. */
  readonly input: { name: string; members: HoleInput['members'] } | undefined;
  readonly result: { name: string; alternatives: readonly ResultView[] } | undefined;
  readonly change: { name: string; stored: string } | undefined;
  readonly parameters: Code;
  readonly returns: Code;
}

interface ResultView {
  readonly status: Code;
  readonly body: Code | undefined;
  readonly optional: boolean;
  readonly headers: { readonly type: Code; readonly required: boolean } | undefined;
}

export interface LogicView {
  readonly path: string;
  imports: readonly ImportView[];
  readonly holes: readonly HoleView[];
}

/** What `src/resources/[resource]/logic.ts.hbs` needs; nothing where a resource has no holes. */
export function logicView(
  resource: Resource,
  types: SchemaTypes,
  index: ModelIndex,
  typeNames: ReadonlySet<string>,
): { view: LogicView; imports: Imports } | undefined {
  const holes = index.holesOf(resource);
  if (holes.length === 0) return undefined;
  const path = `src/resources/${resource.folder}/logic.ts`;
  const imports = new Imports(path);
  imports.addType('src/context.ts', 'Context');
  imports.add('src/http/problem.ts', 'notImplemented');
  const own = new OwnNames(typeNames);
  const views = holes.map((hole) => holeView(hole, types, path, imports, own));
  return { view: { path, imports: [], holes: views }, imports };
}

function holeView(
  hole: Hole,
  types: SchemaTypes,
  path: string,
  imports: Imports,
  ownNames: OwnNames,
): HoleView {
  const { operation, entity } = hole;
  const common = {
    function: hole.id,
    reason: hole.reason,
    rules: hole.rules.map(ruleView),
    input: undefined,
    result: undefined,
    change: undefined,
    errors: [],
  };
  if (!operation) return { ...common, ...checkView(entity, imports, ownNames) };
  const names = entity && entityNames(entity);
  const own = holeInput(operation, names, types, path, imports);
  const type = pascal(operation.id);
  const input =
    own.members.length === 0
      ? undefined
      : { name: ownNames.take(`${type}Input`), members: own.members };
  const given = input ? `, input: ${input.name}` : '';
  const answered = new Set(answeredResponses(operation).map(({ status }) => status));
  const shared = {
    ...common,
    title: `${operation.method.toUpperCase()} ${operation.path}${operation.summary === undefined ? '' : `: ${operation.summary}`}`,
    paragraphs: operation.description === undefined ? [] : [operation.description],
    errors: operation.responses
      .filter(({ status }) => /^[45]/.test(status) && !answered.has(status))
      .map(({ status, description }) => ({ status, description })),
    input,
  };
  if (hole.kind === 'around' && names) {
    imports.addType(names.file, names.stored);
    const body = own.members.find(({ name }) => name === own.bodyName);
    const argument = body ? `${own.bodyName}: ${body.type.text}` : '';
    return {
      ...shared,
      paragraphs: [...shared.paragraphs, PROCEED[operation.kind] ?? ''],
      parameters: code(
        `context: Context${given}, proceed: (${argument}) => Promise<${names.stored}>`,
      ),
      returns: code(names.stored),
    };
  }
  const alternatives = resultViews(operation, types, path, imports);
  const result = ownNames.take(`${type}Result`);
  return {
    ...shared,
    result: { name: result, alternatives },
    parameters: code(`context: Context${given}`),
    returns: code(result),
  };
}

/** What `proceed` does, by the kind of operation. */
const PROCEED: Readonly<Record<string, string>> = {
  get: '`proceed` reads what is asked for, and answers 404 when there is none.',
  create: '`proceed` stores a new one.',
  replace: '`proceed` replaces what is stored, and answers 404 when there is none.',
  update: '`proceed` stores the changes, and answers 404 when there is nothing to change.',
  delete: '`proceed` deletes it and tells what it was, and answers 404 when there is none.',
};

function checkView(entity: Entity | undefined, imports: Imports, ownNames: OwnNames) {
  if (!entity) throw new Error('A check belongs to an entity.');
  const { file, stored } = entityNames(entity);
  imports.addType(file, stored);
  const name = ownNames.take(`${entity.name}Change`);
  return {
    title: `What must hold of every ${entity.label}, after each write.`,
    paragraphs: [],
    change: { name, stored },
    parameters: code(`context: Context, change: ${name}`),
    returns: code('void'),
  };
}

const ruleView = ({ rule, examples }: BusinessRule) => ({
  rule,
  examples: examples.map(({ given, when, then }) => ({
    given: textOf(given),
    when: textOf(when),
    then: textOf(then),
  })),
});

const textOf = (value: JsonValue): string =>
  typeof value === 'string' ? value : JSON.stringify(value);

/** The declared answers that are not told by throwing, each a status with its body. */
function resultViews(
  { responses, errorShapes }: Operation,
  types: SchemaTypes,
  file: string,
  imports: Imports,
): ResultView[] {
  const answered = answeredResponses({ responses, errorShapes });
  if (answered.length === 0)
    return [{ status: code('200'), body: code('unknown'), optional: true, headers: undefined }];
  const withBody = answered.some(({ contents }) => contents.length > 0);
  const hasHeaders = answered.some(({ headers }) => headers.length > 0);
  return answered.map(({ status, contents, headers }) => {
    const content = contents.find(isValue) ?? contents[0];
    const item = itemOf(content);
    const body =
      content &&
      (item
        ? `AsyncIterable<${types.textFor(item, file, imports)}, void, undefined>`
        : isValue(content)
          ? types.textFor(content.schema ?? true, file, imports)
          : isText(content.mediaType)
            ? 'string | Uint8Array'
            : BYTES);
    return {
      status: code(/^\d{3}$/.test(status) ? status : 'number'),
      body: body === undefined ? (withBody ? code('undefined') : undefined) : code(body),
      optional: body === undefined,
      headers: hasHeaders ? headersView(headers) : undefined,
    };
  });
}

/** What each item of a stream is, where the service knows how to write such a stream. */
const itemOf = (content: Response['contents'][number] | undefined): Schema | undefined =>
  content && streamForm(content.mediaType) ? content.itemSchema : undefined;

const BYTES = 'string | Uint8Array | AsyncIterable<Uint8Array, void, undefined>';

const isText = (mediaType: string): boolean => /^text\//i.test(mediaType);

/** Answers whose bytes business logic may give one after the other. */
export const isStream = (contents: Response['contents']): boolean =>
  contents.length > 0 &&
  contents.every((content) => !isValue(content) && !isText(content.mediaType));

/** What is written by its schema: JSON, and XML beside it. */
const isValue = ({ mediaType, xml }: Response['contents'][number]): boolean =>
  isJson(mediaType) || xml === true;

/** What business logic tells in headers: those that must be there by name. */
function headersView(headers: Response['headers']) {
  const required = headers.filter(({ name, required: isNeeded }) => isNeeded && !isOfHttp(name));
  const members = required.map(({ name }) => `${typePropertyName(name)}: string`);
  return {
    type: code(
      ['Record<string, string>', ...(members.length > 0 ? [`{ ${members.join('; ')} }`] : [])].join(
        ' & ',
      ),
    ),
    required: required.length > 0,
  };
}

/** Responses that logic answers with a value: all but those whose body is the service's error. */
function answeredResponses({
  responses,
  errorShapes,
}: Pick<Operation, 'responses' | 'errorShapes'>): Response[] {
  const chosen = responses.filter(
    ({ status, contents }) =>
      /^[123]/.test(status) ||
      (/^[45]/.test(status) && contents.length > 0 && errorShapes[status] === undefined),
  );
  return chosen.some(({ status }) => /^[123]/.test(status))
    ? chosen
    : [...responses.filter(({ status }) => status === 'default'), ...chosen];
}

/** What the route does with the answer of a whole operation. */
export function holeAnswer(operation: Operation) {
  const answered = answeredResponses(operation);
  const contents = answered
    .filter(({ status }) => status.startsWith('2'))
    .flatMap(({ contents: all }) => all);
  const first = contents[0]?.mediaType;
  return {
    answersBody: answered.length === 0 || answered.some((one) => one.contents.length > 0),
    /** The media type of a stream whose items business logic gives. */
    itemType:
      answered.length === 1 && contents.length === 1 && itemOf(contents[0]) ? first : undefined,
    /** Some answer may come piece by piece. */
    answersStream: answered.some(({ contents: all }) => isStream(all)),
    answersHeaders: answered.some(({ headers }) => headers.length > 0),
    /** The content type to name, where the answer is no JSON. */
    contentType: contents.some(isValue) || first?.includes('*') ? undefined : first,
  };
}
