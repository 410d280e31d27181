import type { Operation, Parameter, RequestContent } from '../../model/types.ts';
import type { Schema } from '../../spec/openapi.ts';
import { type Code, code } from '../code.ts';
import { type HandlerStyle, routeStyle } from './handler-style.ts';
import type { Imports } from './imports.ts';
import type { EntityNames } from './names.ts';
import { objectLiteral } from './object-literal.ts';
import { createShape } from './inserts.ts';
import { shapeType } from './repository-view.ts';
import { isPresent, readerOf } from './route-parameters.ts';
import type { SchemaTypes } from './schema-types.ts';
import { sentBody, wholeBodyType } from './sent-body.ts';
import { withUploads } from './uploads.ts';

/** What business logic is given of a request. */
export interface HoleInput {
  readonly members: readonly {
    name: string;
    optional: boolean;
    doc: string | undefined;
    type: Code;
  }[];
  /** The same as an object literal over the request; nothing where there are none. */
  readonly value: Code | undefined;
  /** The type of the whole request body, for the route. */
  readonly bodyType: Code | undefined;
  /** Name of the member that is the body. */
  readonly bodyName: string;
}

/**
 * @param names of the entity, where the body is one of its representations
 * @param style of the handler that hands it over
 */
export function holeInput(
  operation: Operation,
  names: EntityNames | undefined,
  types: SchemaTypes,
  file: string,
  imports: Imports,
  style: HandlerStyle = routeStyle,
): HoleInput {
  const read = readerOf(style);
  const known = operation.parameters;
  const identifiers = distinct([...known.map(({ identifier }) => identifier), 'body']);
  const bodyName = identifiers.at(-1) ?? 'body';
  const parameters = known.map((parameter, index) => {
    const isAlwaysThere =
      parameter.required ||
      (isPresent(parameter) && (parameter.in === 'query' || parameter.in === 'cookie'));
    const isRead = isReadHeader(parameter, types);
    const type = typeOfParameter(
      isRead ? 'query' : parameter.in,
      types.textFor(parameter.schema, file, imports),
      !parameter.required,
    );
    const value = read(parameter);
    return {
      name: identifiers[index] ?? parameter.identifier,
      optional: !isAlwaysThere,
      doc: parameter.description,
      type: code(type),
      // Fastify's types know no cookies, and of headers only that they are text.
      expression: isRead
        ? `${value} as unknown as ${type}`
        : parameter.in === 'cookie'
          ? `${value} as ${type}`
          : value,
    };
  });
  const body = bodyOf(operation, names, types, file, imports);
  const bodies =
    body === undefined
      ? []
      : [
          {
            name: bodyName,
            optional: !body.required,
            doc: undefined,
            type: code(body.required ? body.type : `${body.type} | undefined`),
            expression: body.isUnseen
              ? `${style.body} as ${body.type}`
              : sentBody(body, style.body, imports),
          },
        ];
  const all = [...parameters, ...bodies];
  return {
    members: all.map(({ expression: _value, ...shown }) => shown),
    value:
      all.length === 0
        ? undefined
        : code(objectLiteral(all.map(({ name, expression }) => ({ path: [name], expression })))),
    bodyType: body && code(body.required ? body.wholeType : `${body.wholeType} | undefined`),
    bodyName,
  };
}

interface Body {
  readonly type: string;
  /** The type of the body with what the entity is wrapped in. */
  readonly wholeType: string;
  readonly path: readonly string[];
  readonly isPathOptional?: true;
  readonly required: boolean;
  /** Fastify's types do not tell a body that is null or has no members from one that is not known. */
  readonly isUnseen?: boolean;
}

function bodyOf(
  operation: Operation,
  names: EntityNames | undefined,
  types: SchemaTypes,
  file: string,
  imports: Imports,
): Body | undefined {
  const content = operation.request?.contents[0];
  if (!content) return undefined;
  if (names && operation.proceeds) {
    const wholeType = entityBodyType(operation, names, imports);
    if (wholeType === undefined) return undefined;
    const shape = names.entity.representations.find(({ name }) => name === content.representation);
    const isUnseen = shape?.members.length === 0 && content.path.length === 0;
    const { path, isPathOptional } = content;
    return {
      ...wholeType,
      path,
      ...(isPathOptional && { isPathOptional }),
      required: true,
      isUnseen,
    };
  }
  const texts = (operation.request?.contents ?? []).map((one) =>
    bodyText(one, types, file, imports),
  );
  const type = [...new Set(texts)].join(' | ');
  const { type: own, properties } = types.resolved(content.schema);
  const isSent = (member: Schema | boolean): boolean => types.resolved(member).readOnly !== true;
  const isEmpty =
    own === 'object' && !Object.values(properties ?? {}).some(isSent) && /^\w+$/.test(type);
  // Null may be said by a type, or by the only value that there is.
  const isNull = own === 'null' || type === 'null';
  const isUnseen = isNull || isEmpty;
  const required = isNull || operation.request?.required === true;
  return { type, wholeType: type, path: [], required, isUnseen };
}

/** What reaches business logic of one media type. */
function bodyText(
  content: RequestContent,
  types: SchemaTypes,
  file: string,
  imports: Imports,
): string {
  const { mediaType, schema = true } = content;
  if (isJson(mediaType) || content.xml || mediaType.includes('urlencoded'))
    return types.textFor(schema, file, imports);
  if (content.files) return types.textFor(withUploads(content, types), file, imports);
  return isPlainText(mediaType) ? 'string' : 'AsyncIterable<Uint8Array, void, undefined>';
}

/** The type of the body by which an entity is written, alone and with what it is wrapped in. */
export function entityBodyType(
  operation: Operation,
  names: EntityNames,
  imports: Imports,
): { type: string; wholeType: string } | undefined {
  const content = operation.request?.contents[0];
  if (!content || ['delete', 'list', 'get', 'file'].includes(operation.kind)) return undefined;
  if (content.patch === 'json-patch') return { type: 'unknown', wholeType: 'unknown' };
  const shape =
    names.entity.representations.find(({ name }) => name === content.representation) ??
    createShape(names.entity, operation);
  if (!shape) return { type: 'object', wholeType: 'object' };
  const type = shapeType(names, shape);
  imports.addType(names.file, type);
  return { type, wholeType: wholeBodyType(content, type) };
}

/** Whether a header is text of which a list, an object or JSON has been read. */
function isReadHeader({ in: place, encoded, schema }: Parameter, types: SchemaTypes): boolean {
  const { type, properties } = types.resolved(schema);
  const isText = type !== 'array' && type !== 'object' && properties === undefined;
  return place === 'header' && (encoded === true || !isText);
}

/** Header values arrive as text, whatever their schema says, and may be missing. */
function typeOfParameter(place: string, type: string, maybe: boolean): string {
  const base = place === 'header' ? 'string | string[]' : type;
  return maybe || place === 'header' ? `${base} | undefined` : base;
}

/** Read whole, as text. */
const isPlainText = (mediaType: string): boolean => /^text\/plain\b/i.test(mediaType);

export const isJson = (mediaType: string): boolean => /[/+]json\b(?!-)|^\*\/\*/.test(mediaType);

/** Makes equal names distinct by a number. */
function distinct(names: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return names.map((name) => {
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return count === 1 ? name : `${name}${count}`;
  });
}
