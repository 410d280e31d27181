import type { JsonValue, Operation, RequestContent } from '../../model/types.ts';
import { type Code, code } from '../code.ts';
import { propertyName } from '../encode.ts';
import { member } from './field-type.ts';

/** Whether a value is an object, with members. */
export const isMembers = (
  value: JsonValue | undefined,
): value is Readonly<Record<string, JsonValue>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** An expression inside the members of an envelope. */
export const wrap = (expression: string, path: readonly string[]): string =>
  path.reduceRight((inner, name) => `{ ${propertyName(name)}: ${inner} }`, expression);

/** The media type of a body: a range of them includes JSON. */
export const sentAs = (content: RequestContent | undefined): string =>
  content === undefined || content.mediaType.includes('*') ? 'application/json' : content.mediaType;

/** The XML that an operation takes beside what tests send. */
export const xmlBeside = ({ request }: Operation): string | undefined =>
  request?.contents.slice(1).find(({ xml }) => xml)?.mediaType;

/** The expression that reads the items of a list from `response`. */
export const itemsOf = ({ success }: Operation): string =>
  success.body.kind === 'list' && !isStream(success)
    ? success.body.path.reduce(member, 'response.json()')
    : isStream(success)
      ? LINES
      : 'response.json()';

/** Whether a list comes item by item to who does not say otherwise. */
const isStream = ({ mediaType, streams = [] }: Operation['success']): boolean =>
  streams.some((stream) => stream.mediaType === mediaType);

/** The items of a stream, whatever stands around their JSON. */
const LINES =
  "response.body.split('\\n').flatMap((line) => line === '' ? [] : [JSON.parse(line.replace(/^(?:\\x1e|data: )/, ''))])";

/** A value inside the members of an envelope. */
export const wrapValue = (value: JsonValue, path: readonly string[]): JsonValue =>
  path.reduceRight<JsonValue>((inner, name) => ({ [name]: inner }), value);

/** Members as an object literal; nothing where there are none. */
export const someMembers = (members: Readonly<Record<string, JsonValue>>): Code | undefined =>
  Object.keys(members).length > 0 ? code(JSON.stringify(members)) : undefined;
