import type { ItemStream, Operation, Success } from '../../model/types.ts';
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
  /** The type that is answered at once; nothing where every one is a stream. */
  readonly whole: string | undefined;
  readonly only: string | undefined;
  /** All items where no parameter asks for a page; else those of the page. */
  readonly all: Code | undefined;
  readonly items: Code;
  /** The type whose items are data of events. */
  readonly events: string | undefined;
  /** Every stream is one of events. */
  readonly isEvents: boolean;
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
  const whole = types.find((type) => !streams.some(({ mediaType }) => mediaType === type));
  const present = body.kind === 'list' ? presenterName(names, body.representation) : undefined;
  if (present !== undefined) imports.add(names.file, present);
  const isAll = page === undefined || page.style === 'none';
  imports.add('src/http/item-streams.ts', 'itemStream', ...(isAll ? ['allOf'] : []));
  if (types.length > 1) imports.add('src/http/media-types.ts', 'preferredType');
  const isEvent = ({ form }: ItemStream): boolean => form === 'events';
  if (streams.some(isEvent)) imports.add('src/http/item-streams.ts', 'eventsOf');
  const shown = present ?? '(item) => item';
  return {
    types: types.length > 1 ? code(`[${types.map(stringLiteral).join(', ')}]`) : undefined,
    whole,
    only: types.length === 1 ? types[0] : undefined,
    all: isAll
      ? code(
          `allOf((window) => ${list}(${database}, filter, { order: ${order}, ...window }), ${shown})`,
        )
      : undefined,
    items: code(present === undefined ? 'page.items' : `page.items.map(${present})`),
    events: streams.find(isEvent)?.mediaType,
    isEvents: streams.every(isEvent),
  };
}
