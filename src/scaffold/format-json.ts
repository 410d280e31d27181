import { isAscii } from 'node:buffer';

type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

const WIDTH = 100;

/**
 * What Prettier makes of a text that `JSON.stringify(value, null, 2)` wrote, at a fiftieth of its
 * time: descriptions are by far the longest files of a service. Undefined for other texts, and
 * where only Prettier knows how wide a line is.
 */
export function formatJson(text: string): string | undefined {
  const value = parsed(text);
  if (value === undefined || JSON.stringify(value, null, 2) !== text) return undefined;
  try {
    return `${LARGE.test(text) ? print(value, '', 0, 0) : withShortLists(text)}\n`;
  } catch (error) {
    if (error instanceof UnknownWidth) return undefined;
    throw error;
  }
}

/** A line whose characters may be wider or narrower than one column. */
class UnknownWidth extends Error {}

/** Nothing for what does not parse: Prettier tells where. */
function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Prettier writes `1e+21` as `1e21`. */
const LARGE = /\de\+\d/;

/**
 * All but lists stands as `JSON.stringify` has it, and so does a list that begins with an object
 * that has members. The others are printed anew, which leaves most of a description as it is.
 */
function withShortLists(text: string): string {
  const lines = text.split('\n');
  const printed: string[] = [];
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? '';
    // No text ends so: it would end in a quote.
    if (!line.endsWith('[') || lines[at + 1]?.endsWith('{')) {
      printed.push(line);
      continue;
    }
    const start = line.slice(0, -1);
    const indent = /^ */.exec(line)?.[0] ?? '';
    let end = at + 1;
    while (lines[end]?.startsWith(`${indent}]`) === false) end++;
    const comma = lines[end]?.endsWith(',') ? ',' : '';
    const list = JSON.parse(`[${lines.slice(at + 1, end).join('\n')}]`) as readonly Json[];
    printed.push(start + printList(list, indent, widthOf(start), comma.length) + comma);
    at = end;
  }
  return printed.join('\n');
}

/**
 * @param before width of what stands on the line already
 * @param after width of what must follow on it
 */
function print(value: Json, indent: string, before: number, after: number): string {
  if (typeof value !== 'object' || value === null) return scalar(value);
  if (isList(value)) return printList(value, indent, before, after);
  const members = Object.entries(value);
  if (members.length === 0) return '{}';
  const inner = `${indent}  `;
  const lines = members.map(([name, member], index) => {
    const start = `${inner}${JSON.stringify(name)}: `;
    const comma = index < members.length - 1 ? ',' : '';
    const width = isList(member) ? widthOf(start) : 0;
    return `${start}${print(member, inner, width, comma.length)}${comma}`;
  });
  return `{\n${lines.join('\n')}\n${indent}}`;
}

function printList(list: readonly Json[], indent: string, before: number, after: number): string {
  if (list.length === 0) return '[]';
  const flat = mustBreak(list) ? undefined : onOneLine(list);
  if (flat !== undefined && before + widthOf(flat) + after <= WIDTH) return flat;
  const inner = `${indent}  `;
  const items = list.map((item, index) => {
    const comma = index < list.length - 1 ? ',' : '';
    return `${print(item, inner, inner.length, comma.length)}${comma}`;
  });
  const lines = areNumbers(list) ? filled(items, WIDTH - inner.length) : items;
  return `[\n${lines.map((line) => `${inner}${line}\n`).join('')}${indent}]`;
}

/** Lists of lists, and lists of objects, stand one below the other when they hold more than one each. */
function mustBreak(list: readonly Json[]): boolean {
  if (list.length < 2) return false;
  return (
    list.every((item) => isList(item) && item.length > 1) ||
    list.every((item) => isObject(item) && Object.keys(item).length > 1)
  );
}

/** Undefined where something inside must stand on lines of its own. */
function onOneLine(value: Json): string | undefined {
  if (typeof value !== 'object' || value === null) return scalar(value);
  if (!isList(value)) return Object.keys(value).length === 0 ? '{}' : undefined;
  const items = value.map((item) =>
    isList(item) && mustBreak(item) ? undefined : onOneLine(item),
  );
  return items.includes(undefined) ? undefined : `[${items.join(', ')}]`;
}

/** As many on each line as there is room for. */
function filled(items: readonly string[], width: number): string[] {
  const lines: string[] = [];
  for (const item of items) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + item.length <= width)
      lines[lines.length - 1] = `${last} ${item}`;
    else lines.push(item);
  }
  return lines;
}

const scalar = (value: string | number | boolean | null): string =>
  typeof value === 'number' ? String(value).replace('e+', 'e') : JSON.stringify(value);

function widthOf(line: string): number {
  if (!isAscii(Buffer.from(line))) throw new UnknownWidth();
  return line.length;
}

const areNumbers = (list: readonly Json[]): boolean =>
  list.length > 1 && list.every((item) => typeof item === 'number');

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);

const isObject = (value: Json): value is { readonly [name: string]: Json } =>
  typeof value === 'object' && value !== null && !isList(value);
