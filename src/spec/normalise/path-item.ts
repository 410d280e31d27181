import { isObject, type Members } from '../json.ts';
import { METHODS } from '../openapi.ts';
import type { Place } from '../read/place.ts';
import { quoted } from '../references/sources.ts';
import type { Dialect } from './dialect.ts';
import { servers } from './info.ts';
import { object } from './object.ts';
import { operation, type OperationContext, type OperationIds } from './operation.ts';
import { declaredIn } from './parameters.ts';
import { empty, mapOf, type Reader, since32, text } from './readers.ts';
import type { Reading } from './reading.ts';

const UPPER = METHODS.map((method) => method.toUpperCase());

const members = object(
  'A path item',
  { summary: text, description: text, servers },
  { elsewhere: [...METHODS, ...UPPER, 'additionalOperations', 'parameters'] },
);

/** OpenAPI 3.1, section 4.8.9. */
export const pathItem =
  (dialect: Dialect, ids: OperationIds, path: string | undefined): Reader<Members> =>
  (from, reading) => {
    if (from.value === null) {
      empty(from, reading);
      return {};
    }
    const target = reading.follow(from);
    if (!target) return undefined;
    return reading.guarded(target, () => {
      const given = members(target, reading);
      if (!given) return undefined;
      const shared = declaredIn(target.child('parameters'), dialect.parameter, reading);
      operations(target, { dialect, ids, path, shared }, reading, given);
      // A reference may have operations beside it; where both have one, what counts is open.
      if (target !== from && isObject(from.value))
        operations(from, { dialect, ids, path, shared }, reading, given);
      return given;
    });
  };

function operations(
  place: Place,
  context: OperationContext,
  reading: Reading,
  result: Members,
): void {
  for (const child of place.children) {
    const method = methodOf(child, reading);
    if (method === undefined) continue;
    if (child.value === null) {
      empty(child, reading);
      continue;
    }
    if (method === 'query') reading.usesVersion32 = true;
    const found = operation(child, context, reading);
    if (found) result[method] = found;
  }
  const additional = place.child('additionalOperations');
  if (additional.value !== undefined) {
    const read = mapOf((child, inner) =>
      isMethod(child, inner) ? operation(child, context, inner) : undefined,
    );
    const found = since32(read)(additional, reading);
    if (found) result.additionalOperations = found;
  }
}

/** A token (RFC 9110, section 9.1), which has no member of its own (OpenAPI 3.2, Path Item Object). */
function isMethod(place: Place, reading: Reading): boolean {
  const { token } = place;
  const own = UPPER.includes(token) ? token.toLowerCase() : undefined;
  if (own !== undefined) {
    const message = `The method ${token} has a member of its own, and is left out here. Move it from additionalOperations to ${own}.`;
    reading.findings.repaired('SW1214', place, message);
    return false;
  }
  const isToken = /^[\w!#$%&'*+.^`|~-]+$/.test(token);
  if (!isToken) {
    const message = `${quoted(token)} is no method. Name it as it is sent, such as COPY.`;
    reading.findings.error('SW1214', place, message);
  }
  return isToken;
}

/** Methods are written small. */
function methodOf(place: Place, reading: Reading): string | undefined {
  const { token } = place;
  if ((METHODS as readonly string[]).includes(token)) return token;
  if (!UPPER.includes(token)) return undefined;
  const method = token.toLowerCase();
  reading.findings.repaired(
    'SW1214',
    place,
    `The method ${token} should be written small. Write ${method}.`,
  );
  return method;
}
