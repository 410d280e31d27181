import { define, isExtension, isObject, type Members } from '../json.ts';
import { METHODS } from '../openapi.ts';
import type { Place } from '../read/place.ts';
import { quoted } from '../references/sources.ts';
import { templateNames } from './parameters.ts';
import { followMap, nounOf, type Reader } from './readers.ts';
import type { Reading } from './reading.ts';

interface Served {
  readonly path: string;
  readonly node: Members;
}

/** Path items by path template (OpenAPI 3.1, section 4.8.8). */
export const paths =
  (item: (path: string) => Reader<Members>): Reader<Members> =>
  (from, reading) => {
    const folder = followMap(from, reading);
    if (!folder) return undefined;
    if (!isObject(folder.value)) {
      const message = `paths should be an object with a member for each path, not ${nounOf(folder.value)}. Correct it.`;
      reading.findings.error('SW1202', folder, message);
      return undefined;
    }
    const places = folder.children.filter(({ token }) => !isExtension(token));
    const result: Members = reading.note({}, folder);
    const byShape = new Map<string, Served>();
    // Paths with a fragment go last: they add to the path without it, whichever is written first.
    for (const place of [...places.filter((one) => !isOdd(one)), ...places.filter(isOdd)]) {
      const path = withoutSuffix(place.token);
      if (!isPath(path, place, reading)) continue;
      const node = item(path)(place, reading);
      if (!node) continue;
      const shape = path.replace(/\{[^{}]*\}/g, '{}');
      const twin = byShape.get(shape);
      const rest = twin ? withoutTwins(twin, node, place, reading) : node;
      if (isOdd(place) && rest === node) reportSuffix(path, place, reading);
      if (!twin) byShape.set(shape, { path, node });
      if (twin?.path === path) Object.assign(twin.node, rest, { ...twin.node });
      else define(result, path, rest);
    }
    return result;
  };

/** A path has neither query nor fragment; people write them to tell apart what is one path. */
const SUFFIX = /[?#](?![^{]*\}).*$/s;

const isOdd = ({ token }: Place): boolean => SUFFIX.test(token);

const withoutSuffix = (path: string): string => path.replace(SUFFIX, '');

function reportSuffix(path: string, place: Place, reading: Reading): void {
  const message = `A path has neither query nor fragment. ${quoted(place.token)} is taken as ${quoted(path)}; merge it into that.`;
  reading.findings.repaired('SW1213', place, message);
}

function isPath(path: string, place: Place, reading: Reading): boolean {
  const names = templateNames(path);
  const twice = names.find((name, index) => names.indexOf(name) < index);
  const isEmpty = isObject(place.value) && Object.keys(place.value).length === 0;
  let message: string | undefined;
  if (!path.startsWith('/')) {
    message = `The path ${quoted(path)} should start with a slash. Write /${quoted(path)}.`;
  } else if (/[{}]/.test(path.replace(/\{[^{}]*\}/g, ''))) {
    message = `The path ${quoted(path)} has a brace that belongs to no parameter. Write each parameter as {name}.`;
  } else if (names.some((name) => name.trim() === '')) {
    message = `The path ${quoted(path)} has a place without a name. Name the parameter between the braces.`;
  } else if (twice !== undefined && !isEmpty) {
    message = `The path ${quoted(path)} names the parameter ${quoted(twice)} twice. Give each its own name.`;
  }
  if (message !== undefined) reading.findings.error('SW1213', place, message);
  return message === undefined;
}

/** Of two operations that a router cannot tell apart, the first one counts. */
function withoutTwins(twin: Served, node: Members, place: Place, reading: Reading): Members {
  const others = isObject(twin.node.additionalOperations) ? twin.node.additionalOperations : {};
  const own = isObject(node.additionalOperations) ? node.additionalOperations : {};
  const both: readonly string[] = [
    ...METHODS.filter((method) => node[method] !== undefined && twin.node[method] !== undefined),
    ...Object.keys(own).filter((method) => Object.hasOwn(others, method)),
  ];
  if (both.length === 0) return node;
  const message = `The paths ${quoted(twin.path)} and ${quoted(place.token)} are the same to a router: ${both.join(', ')} of the second is left out. Merge them into one.`;
  reading.findings.repaired('SW1205', place, message);
  const without = (members: object) =>
    Object.fromEntries(Object.entries(members).filter(([name]) => !both.includes(name)));
  const additional = without(own);
  return reading.note(
    {
      ...without(node),
      ...(node.additionalOperations !== undefined && { additionalOperations: additional }),
    },
    place,
  );
}
