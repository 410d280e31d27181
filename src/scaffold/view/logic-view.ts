import type { Operation, Resource, Response } from '../../model/types.ts';
import { type Code, code } from '../code.ts';
import { type ImportView, Imports } from './imports.ts';
import { objectLiteral } from './object-literal.ts';
import { isPresent, parameterValue, pascal } from './route-parameters.ts';
import type { SchemaTypes } from './schema-types.ts';

/** What the logic template prints for one hole, and what the route passes to it. */
export interface HoleView {
  readonly function: string;
  readonly inputType: string;
  readonly resultType: string;
  readonly route: string;
  readonly summary: string | undefined;
  readonly paragraphs: readonly string[];
  readonly reason: string | undefined;
  readonly rules: Operation['rules'];
  readonly errors: readonly { status: string; description: string }[];
  readonly inputs: readonly {
    name: string;
    optional: boolean;
    doc: string | undefined;
    type: Code;
  }[];
  readonly results: readonly { status: Code; body: Code | undefined; optional: boolean }[];
  readonly input: Code;
  readonly bodyType: Code | undefined;
  readonly answersBody: boolean;
  readonly contentType: string | undefined;
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
): { view: LogicView; imports: Imports } | undefined {
  const holes = resource.operations.filter(({ status }) => status === 'hole');
  if (holes.length === 0) return undefined;
  const path = `src/resources/${resource.folder}/logic.ts`;
  const imports = new Imports(path);
  const views = holes.map((operation) => holeView(operation, types, path, imports));
  return { view: { path, imports: [], holes: views }, imports };
}

export function holeView(
  operation: Operation,
  types: SchemaTypes,
  file: string,
  imports: Imports,
): HoleView {
  const { parameters, request, responses } = operation;
  const known = parameters.filter(({ in: place }) => place !== 'cookie');
  const content = request?.contents[0];
  const bodyType =
    content &&
    (isJson(content.mediaType) || content.mediaType.includes('urlencoded')
      ? types.textFor(content.schema ?? true, file, imports)
      : 'NodeJS.ReadableStream');
  const names = distinct([...known.map(({ identifier }) => identifier), 'body']);
  const inputs = known.map((parameter, index) => ({
    name: names[index] ?? parameter.identifier,
    optional: !(parameter.required || (isPresent(parameter) && parameter.in === 'query')),
    doc: parameter.description,
    type: code(
      typeOfParameter(
        parameter.in,
        types.textFor(parameter.schema, file, imports),
        !parameter.required,
      ),
    ),
    expression: parameterValue(parameter),
  }));
  const bodyName = names.at(-1) ?? 'body';
  const results = resultViews(responses, types, file, imports);
  return {
    function: operation.id,
    inputType: `${pascal(operation.id)}Input`,
    resultType: `${pascal(operation.id)}Result`,
    route: `${operation.method.toUpperCase()} ${operation.path}`,
    summary: operation.summary,
    paragraphs: operation.description === undefined ? [] : [operation.description],
    reason: operation.reason,
    rules: operation.rules,
    errors: responses
      .filter(({ status }) => /^[45]/.test(status))
      .map(({ status, description }) => ({ status, description })),
    inputs: [
      ...inputs,
      ...(bodyType === undefined
        ? []
        : [
            {
              name: bodyName,
              optional: !request?.required,
              doc: undefined,
              type: code(request?.required ? bodyType : `${bodyType} | undefined`),
            },
          ]),
    ],
    results,
    input: code(
      objectLiteral([
        ...inputs.map(({ name, expression }) => ({ path: [name], expression })),
        ...(bodyType === undefined ? [] : [{ path: [bodyName], expression: 'request.body' }]),
      ]),
    ),
    bodyType:
      bodyType === undefined
        ? undefined
        : code(request?.required ? bodyType : `${bodyType} | undefined`),
    answersBody: results.some(({ body }) => body !== undefined),
    contentType: contentTypeOf(responses),
  };
}

/** Header values arrive as text, whatever their schema says, and may be missing. */
function typeOfParameter(place: string, type: string, maybe: boolean): string {
  const base = place === 'header' ? 'string | string[]' : type;
  return maybe || place === 'header' ? `${base} | undefined` : base;
}

const isJson = (mediaType: string): boolean => /[/+]json\b|^\*\/\*/.test(mediaType);

/** The declared answers that are no errors, each a status with its body. */
function resultViews(
  responses: readonly Response[],
  types: SchemaTypes,
  file: string,
  imports: Imports,
): HoleView['results'] {
  const successes = responses.filter(({ status }) => /^[123]/.test(status));
  const shown =
    successes.length > 0 ? successes : responses.filter(({ status }) => status === 'default');
  if (shown.length === 0) return [{ status: code('200'), body: code('unknown'), optional: true }];
  const withBody = shown.some(({ contents }) => contents.length > 0);
  return shown.map(({ status, contents }) => {
    const content = contents.find(({ mediaType }) => isJson(mediaType)) ?? contents[0];
    const body =
      content &&
      (isJson(content.mediaType)
        ? types.textFor(content.schema ?? true, file, imports)
        : 'string | Uint8Array | NodeJS.ReadableStream');
    return {
      status: code(/^\d{3}$/.test(status) ? status : 'number'),
      body: body === undefined ? (withBody ? code('undefined') : undefined) : code(body),
      optional: body === undefined,
    };
  });
}

/** The content type to name, where the answer is no JSON. */
function contentTypeOf(responses: readonly Response[]): string | undefined {
  const contents = responses
    .filter(({ status }) => status.startsWith('2'))
    .flatMap(({ contents: all }) => all);
  if (contents.length === 0 || contents.some(({ mediaType }) => isJson(mediaType)))
    return undefined;
  const first = contents[0]?.mediaType;
  return first?.includes('*') ? undefined : first;
}

/** Makes equal names distinct by a number. */
function distinct(names: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return names.map((name) => {
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return count === 1 ? name : `${name}${count}`;
  });
}
