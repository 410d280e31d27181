import { JSONPathError, query } from 'json-p3';
import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.ts';
import { define, isObject } from './normalise-schema.ts';
import { join } from './pointer.ts';
import type { Source } from './source.ts';

/**
 * Applies an OpenAPI Overlay 1.0 to a parsed description, in place.
 * Its targets are JSONPath queries (RFC 9535).
 */
export function applyOverlay(overlay: Source, target: Source): Diagnostic[] {
  const { value } = overlay;
  if (!isObject(value) || !String(value.overlay).startsWith('1.')) {
    return [
      fault(
        overlay,
        '/overlay',
        'This is no OpenAPI Overlay: it should start with overlay: 1.0.0.',
      ),
    ];
  }
  if (!Array.isArray(value.actions))
    return [fault(overlay, '/actions', 'An overlay needs a list of actions.')];
  return value.actions.flatMap((action: unknown, index) =>
    applyAction(action, join('/actions', index), overlay, target),
  );
}

function applyAction(
  action: unknown,
  pointer: string,
  overlay: Source,
  target: Source,
): Diagnostic[] {
  if (!isObject(action) || typeof action.target !== 'string') {
    return [fault(overlay, pointer, 'An action needs a target, which is a JSONPath query.')];
  }
  const found = select(action.target, target.value);
  if (found instanceof Error) {
    return [
      fault(
        overlay,
        join(pointer, 'target'),
        `The target is no valid JSONPath query: ${found.message}.`,
      ),
    ];
  }
  if (found.length === 0) {
    const location = overlay.locate(join(pointer, 'target'));
    const message = 'The target matches nothing. Correct it, or delete the action.';
    return [diagnostic('SW1302', 'warning', message, location, overlay.frame(location))];
  }
  // Later places first, so that removing an array element does not move the others.
  for (const location of found.reverse()) {
    if (action.remove === true) remove(target.value, location);
    else if (action.update !== undefined) update(target.value, location, action.update);
  }
  return [];
}

type Location = readonly (string | number)[];

function select(path: string, root: unknown): Location[] | JSONPathError {
  try {
    return [...query(path, root as never)].map((node) => node.location);
  } catch (error) {
    if (error instanceof JSONPathError) return error;
    throw error;
  }
}

function remove(root: unknown, location: Location): void {
  const parent = at(root, location.slice(0, -1));
  const last = location.at(-1);
  if (Array.isArray(parent)) parent.splice(Number(last), 1);
  else if (isObject(parent) && last !== undefined) delete parent[last];
}

/** Objects merge member by member, arrays take the update as one more element, all else is replaced. */
function update(root: unknown, location: Location, value: unknown): void {
  const node = at(root, location);
  if (isObject(node)) {
    merge(node, value);
  } else if (Array.isArray(node)) {
    node.push(structuredClone(value));
  } else {
    const parent = at(root, location.slice(0, -1));
    const last = location.at(-1);
    if (isObject(parent) || Array.isArray(parent))
      define(parent as Record<string, unknown>, String(last), structuredClone(value));
  }
}

function merge(target: Record<string, unknown>, value: unknown): void {
  if (!isObject(value)) return;
  for (const [name, member] of Object.entries(value)) {
    const known = Object.hasOwn(target, name) ? target[name] : undefined;
    if (isObject(known) && isObject(member)) merge(known, member);
    else if (Array.isArray(known) && Array.isArray(member)) known.push(...structuredClone(member));
    else define(target, name, structuredClone(member));
  }
}

const at = (root: unknown, location: Location): unknown =>
  location.reduce<unknown>(
    (value, token) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, token)
        ? (value as Record<string | number, unknown>)[token]
        : undefined,
    root,
  );

function fault(overlay: Source, pointer: string, message: string): Diagnostic {
  const location = overlay.locate(pointer);
  return diagnostic('SW1301', 'error', message, location, overlay.frame(location));
}
