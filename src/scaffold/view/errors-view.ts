import { lowerFirst } from '../../model/names.ts';
import type { ErrorMember, ErrorShape, Operation, ServiceModel } from '../../model/types.ts';
import type { Schema } from '../../spec/openapi.ts';
import { type Code, code } from '../code.ts';
import { stringLiteral } from '../encode.ts';
import { findingsExpression, fixedText, typeIs } from './error-findings.ts';
import { nowhereIn } from './nowhere.ts';
import { objectLiteral } from './object-literal.ts';

export interface ErrorShapeView {
  readonly constant: string;
  readonly mediaType: string;
  readonly arguments: Code;
  readonly body: Code;
}

export interface ErrorsView {
  readonly errorShapes: readonly ErrorShapeView[];
  /** What several operations tell alike with each status. */
  readonly errorSets: readonly { constant: string; shapes: Code }[];
  /** Operations whose errors look otherwise than the service's default. */
  readonly errorExceptions: readonly { operation: string; shapes: Code }[];
  readonly defaultErrorName: string;
  readonly listsFindings: boolean;
  /** What is answered where nothing is: its media type, and the members that are known. */
  readonly nothing: { readonly mediaType: string; readonly body: Code };
}

/** What `src/http/problem.ts.hbs` needs to tell errors in the description's shapes. */
export function errorsView(model: ServiceModel): ErrorsView {
  const { errorShapes: shapes } = model;
  const constants = distinctNames(shapes);
  const used = new Set([0]);
  const exceptions = model.resources
    .flatMap(({ operations }) => operations)
    .flatMap(({ id, errorShapes: own }) => {
      const others = Object.entries(own);
      if (others.every(([, index]) => index === 0)) return [];
      for (const [, index] of others) used.add(index);
      const members = others.map(([status, index]) => ({
        path: [status],
        expression: constants[index] ?? '',
      }));
      return [{ operation: id, shapes: code(objectLiteral(members)) }];
    });
  const sets = setsOf(exceptions.map(({ shapes: own }) => own.text));
  const views = shapes.map((shape, index) => shapeView(shape, constants[index] ?? ''));
  const errorShapes = views.filter((_view, index) => used.has(index));
  return {
    errorShapes,
    errorSets: [...sets].map(([text, constant]) => ({ constant, shapes: code(text) })),
    errorExceptions: exceptions.map(({ operation, shapes: own }) => ({
      operation,
      shapes: code(sets.get(own.text) ?? own.text),
    })),
    defaultErrorName: constants[0] ?? 'problemDetails',
    listsFindings: errorShapes.some(({ body }) => body.text.includes('findingsOf(')),
    nothing: nothingIn(shapes[0], nowhereIn(model)),
  };
}

/** Names for what stands more than once, where that is longer than a name. */
function setsOf(texts: readonly string[]): ReadonlyMap<string, string> {
  const often = [...Map.groupBy(texts, (text) => text)]
    .filter(([text, all]) => all.length > 1 && text.length > 80)
    .map(([text]) => text);
  return new Map(often.map((text, index) => [text, `byStatus${index === 0 ? '' : index + 1}`]));
}

function nothingIn(shape: ErrorShape, nowhere: string): ErrorsView['nothing'] {
  const members = shape.members.flatMap((member) => {
    const expression = toldNowhere(member, nowhere);
    return expression === undefined ? [] : [{ path: member.path, expression }];
  });
  const body = objectLiteral(members);
  return { mediaType: shape.mediaType, body: code(shape.isList ? `[${body}]` : body) };
}

/** What a member tells of a path that nothing is at; nothing where it depends on more than that. */
function toldNowhere({ role, schema, value }: ErrorMember, nowhere: string): string | undefined {
  const detail = stringLiteral(`There is nothing at ${nowhere}.`);
  switch (role) {
    case 'status':
      return typeIs(schema, 'string') ? "'404'" : (numberExpression(schema, 404) ?? '404');
    case 'code':
      return codeExpression(schema, 404) ?? "'not_found'";
    case 'title':
      return fixedText(schema) ?? "'Not Found'";
    case 'detail':
      return typeIs(schema, 'array') ? `[${detail}]` : (fixedText(schema) ?? detail);
    case 'type':
      return "'about:blank'";
    case 'instance':
      return isAbsolute(schema) ? undefined : stringLiteral(nowhere);
    case 'errors':
      return undefined;
    case 'constant':
      return JSON.stringify(value ?? null);
  }
}

/** Whether the errors of an operation with a status show what each of them says. */
export function tellsDetail(
  { errorShapes: own }: Operation,
  status: number,
  { errorShapes }: ServiceModel,
): boolean {
  const index = own[status] ?? own[`${String(status)[0]}XX`] ?? own.default ?? 0;
  return (
    errorShapes[index]?.members.some(
      ({ role, schema }) => role === 'detail' && fixedText(schema) === undefined,
    ) === true
  );
}

function distinctNames(shapes: readonly ErrorShape[]): string[] {
  const seen = new Set<string>();
  return shapes.map(({ name }) => {
    const base = `${lowerFirst(name)}Shape`;
    let unique = base;
    for (let count = 2; seen.has(unique); count++) unique = `${base}${count}`;
    seen.add(unique);
    return unique;
  });
}

function shapeView(shape: ErrorShape, constant: string): ErrorShapeView {
  const members = shape.members.flatMap((member) => {
    const expression = memberExpression(member);
    if (expression === undefined) return [];
    const whenFound = member.role === 'errors' && !member.required && member.path.length === 1;
    return [
      { path: member.path, expression, ...(whenFound && { when: 'problem.findings.length > 0' }) },
    ];
  });
  const body = objectLiteral(members);
  const needsRequest = /\brequest\b/.test(body);
  const needsProblem = /\bproblem\b/.test(body);
  const parameters = needsRequest ? 'problem, request' : needsProblem ? 'problem' : '';
  return {
    constant,
    mediaType: shape.mediaType,
    arguments: code(parameters),
    body: code(shape.isList ? `[${body}]` : body),
  };
}

function memberExpression({ role, schema, value }: ErrorMember): string | undefined {
  switch (role) {
    case 'status':
      return statusExpression(schema);
    case 'code':
      return codeExpression(schema) ?? 'problem.code';
    case 'title':
      return fixedText(schema) ?? 'problem.title';
    case 'detail':
      return typeIs(schema, 'array')
        ? '[problem.message]'
        : (fixedText(schema) ?? 'problem.message');
    case 'type':
      return "'about:blank'";
    case 'instance':
      return isAbsolute(schema)
        ? "`${request.protocol}://${request.host}${request.originalUrl.split('?')[0]}`"
        : "request.originalUrl.split('?')[0]";
    case 'errors':
      return findingsExpression(schema);
    case 'constant':
      return JSON.stringify(value ?? null);
  }
}

/** The status, or what stands for it where a schema allows some only. */
function statusExpression(schema: Schema | undefined): string {
  return typeIs(schema, 'string')
    ? 'String(problem.status)'
    : (numberExpression(schema) ?? 'problem.status');
}

/**
 * What a schema allows of numbers: the status where it is one of them, else what stands for a bad
 * request or for a failure; numbers of another kind by the first. Nothing where it allows any.
 */
function numberExpression(schema: Schema | undefined, status?: number): string | undefined {
  const { const: value, enum: values = [] } = schema ?? {};
  const numbers = (value === undefined ? values : [value]).filter((one) => typeof one === 'number');
  const statuses = numbers.filter((number) => number >= 400 && number < 600);
  const [first = numbers[0], ...others] = statuses;
  if (first === undefined) return undefined;
  if (others.length === 0) return String(first);
  const of = (from: number) =>
    statuses.includes(from) ? from : statuses.find((one) => one >= from && one < from + 100);
  const client = of(400) ?? first;
  const failure = of(500) ?? client;
  if (status !== undefined)
    return String(statuses.includes(status) ? status : status < 500 ? client : failure);
  const fallback = client === failure ? client : `problem.status < 500 ? ${client} : ${failure}`;
  return `[${statuses.join(', ')}].includes(problem.status) ? problem.status : ${fallback}`;
}

/** A URI has a scheme, where a reference to one may be a path (RFC 3986, section 4.1). */
const isAbsolute = (schema: Schema | undefined): boolean =>
  /^(?:uri|url|iri)$/.test(schema?.format ?? '');

/** A code that is a number is the status; nothing where the service's own word is told. */
function codeExpression(schema: Schema | undefined, status?: number): string | undefined {
  if (typeIs(schema, 'integer') || typeIs(schema, 'number'))
    return numberExpression(schema, status) ?? (status === undefined ? 'problem.status' : '404');
  return fixedText(schema);
}
