import type { Entity, ItemStream, Operation, Success } from '../../model/types.ts';
import { type Code, code } from '../code.ts';
import { stringLiteral } from '../encode.ts';
import type { Imports } from './imports.ts';
import { type EntityNames, presenterName } from './names.ts';

/** The media types of a list, the one that a client gets who does not say first. */
export function servedIn({ mediaType, xml = [], streams = [] }: Success): string[] {
  const others = [
    ...xml.filter((type) => type !== mediaType),
    ...streams.map((stream) => stream.mediaType),
  ];
  return mediaType === undefined || others.includes(mediaType) ? others : [mediaType, ...others];
}

/** Whether a list is answered in streams only. */
export const isAllStreams = ({ success }: Operation): boolean =>
  success.streams?.length === servedIn(success).length;

/** How a route answers the items of a list one after the other. */
export interface StreamedListView {
  /** The types to choose from; nothing where there is one. */
  readonly types: Code | undefined;
  /** Whether a type is answered item by item; nothing where every one is. */
  readonly isChosen: Code | undefined;
  /** The media type that is answered. */
  readonly type: Code;
  /** All items where no parameter asks for a page; else those of the page. */
  readonly all: Code | undefined;
  readonly items: Code;
  /** What writes the items. */
  readonly written: Code;
}

interface Parts {
  /** What the handler calls the database. */
  readonly database: string;
  readonly list: string;
  readonly order: string;
  readonly imports: Imports;
}

export function streamedList(
  { success, page }: Operation,
  names: EntityNames,
  { database, list, order, imports }: Parts,
): StreamedListView {
  const { streams = [], body } = success;
  const types = servedIn(success);
  const whole = types.filter((type) => !streams.some(({ mediaType }) => mediaType === type));
  const present = body.kind === 'list' ? presenterName(names, body.representation) : undefined;
  if (present !== undefined) imports.add(names.file, present);
  const isAll = page === undefined || page.style === 'none';
  if (isAll) imports.add('src/http/item-streams.ts', 'allOf');
  if (types.length > 1) imports.add('src/http/media-types.ts', 'preferredType');
  const shown = present ?? '(item) => item';
  return {
    types: types.length > 1 ? code(`[${types.map(stringLiteral).join(', ')}]`) : undefined,
    isChosen: whole.length > 0 ? code(chosen(whole, streams)) : undefined,
    type: code(types.length > 1 ? 'type' : stringLiteral(types[0] ?? '')),
    all: isAll
      ? code(
          `allOf((window) => ${list}(${database}, filter, { order: ${order}, ...window }), ${shown})`,
        )
      : undefined,
    items: code(present === undefined ? 'page.items' : `page.items.map(${present})`),
    written: code(written(streams, types, columnsOf(names.entity, success), imports)),
  };
}

function chosen(whole: readonly string[], streams: readonly ItemStream[]): string {
  const [only, ...others] = streams;
  return only && others.length === 0
    ? `type === ${stringLiteral(only.mediaType)}`
    : whole.map((type) => `type !== ${stringLiteral(type)}`).join(' && ');
}

/** The expression that writes `items`, by the type that was chosen. */
function written(
  streams: readonly ItemStream[],
  types: readonly string[],
  columns: readonly string[],
  imports: Imports,
): string {
  const csv = streams.find(({ form }) => form === 'csv');
  const others = streams.filter((stream) => stream !== csv);
  const rows = `csvStream(items, [${columns.map(stringLiteral).join(', ')}])`;
  if (csv) imports.add('src/http/csv.ts', 'csvStream');
  if (csv && others.length === 0) return rows;
  imports.add('src/http/item-streams.ts', 'itemStream');
  const events = others.find(({ form }) => form === 'events');
  if (events) imports.add('src/http/item-streams.ts', 'eventsOf');
  const values = !events
    ? 'items'
    : others.every(({ form }) => form === 'events')
      ? 'eventsOf(items)'
      : `type === ${stringLiteral(events.mediaType)} ? eventsOf(items) : items`;
  const type = types.length > 1 ? 'type' : stringLiteral(types[0] ?? '');
  const stream = `itemStream(${values}, ${type})`;
  return csv ? `type === ${stringLiteral(csv.mediaType)} ? ${rows} : ${stream}` : stream;
}

/** The members of an item, in the order of the description. */
export function columnsOf({ representations }: Entity, { body }: Success): string[] {
  const shape = representations.find(
    ({ name }) => body.kind === 'list' && name === body.representation,
  );
  return (shape?.members ?? []).map(({ field }) => field);
}
