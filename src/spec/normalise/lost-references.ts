import type { SpecVersion } from '../document.ts';
import { isObject, type Members } from '../json.ts';
import { METHODS } from '../openapi.ts';
import type { Place } from '../read/place.ts';
import { quoted } from '../references/sources.ts';
import type { Reading } from './reading.ts';

/** Stands in a schema whose reference leads nowhere, and in the operations that use it. */
export const LOST = 'x-specwright-lost';

const PREFIX = '#/components/schemas/';

/** Whether a reference names a schema where a description of this version keeps its schemas. */
export function namesSchema(
  reference: string,
  { source: { root } }: Place,
  version: SpecVersion,
): boolean {
  const isOld = version === '2.0';
  const folder = isOld ? root.child('definitions') : root.child('components').child('schemas');
  const prefix = isOld ? '#/definitions/' : '#/components/schemas/';
  const name = reference.startsWith(prefix) ? reference.slice(prefix.length) : '';
  return isObject(folder.value) && name !== '' && !name.includes('/');
}

/**
 * What a missing schema costs: the operations that use it, which are marked, and no more. Where it
 * leaves no operation whole, the description is wrong.
 */
export function judgeLostReferences(api: Members, reading: Reading): void {
  if (reading.lost.length === 0) return;
  const operations = operationsOf(api);
  const reaches = reachOf(api);
  let whole = 0;
  for (const { item, operation } of operations) {
    const lost = reaches(operation) ?? reaches(item.parameters);
    if (lost === undefined) whole += 1;
    else operation[LOST] = lost;
  }
  for (const { place, reference } of reading.lost) {
    const message = `${quoted(reference)} leads nowhere. Correct it, or add what it should lead to.`;
    if (whole === 0) reading.findings.error('SW1101', place, message);
    else
      reading.findings.repaired(
        'SW1101',
        place,
        `${message} Operations that use it wait for business logic.`,
      );
  }
}

function operationsOf({ paths }: Members): { item: Members; operation: Members }[] {
  const items = isObject(paths) ? Object.values(paths).filter(isObject) : [];
  return items.flatMap((item) =>
    METHODS.flatMap((method) => {
      const operation = item[method];
      return isObject(operation) ? [{ item, operation }] : [];
    }),
  );
}

/** Finds a lost reference in a node, or in the schemas that it refers to. */
function reachOf({ components }: Members): (node: unknown) => string | undefined {
  const schemas = isObject(components) && isObject(components.schemas) ? components.schemas : {};
  return (start) => {
    const seen = new Set<unknown>();
    const pending = [start];
    while (pending.length > 0) {
      const node = pending.pop();
      if (typeof node !== 'object' || node === null || seen.has(node)) continue;
      seen.add(node);
      const { $ref, [LOST]: lost } = node as Members;
      if (typeof lost === 'string') return lost;
      if (typeof $ref === 'string') pending.push(schemas[$ref.slice(PREFIX.length)]);
      pending.push(...Object.values(node));
    }
    return undefined;
  };
}
