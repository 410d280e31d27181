import type { ServiceModel } from '../../model/types.ts';
import { jsonPatchOf } from './lookup.ts';
import { functionNames } from './names.ts';

/** Functions of the service's own helpers, which an operation may be named like. */
const HELPERS = [
  'allOf',
  'between',
  'bodyFile',
  'changeMatching',
  'changePermitted',
  'contextOf',
  'contract',
  'csvStream',
  'eventsOf',
  'existing',
  'forget',
  'inTransaction',
  'isFresh',
  'isJsonPatch',
  'itemStream',
  'linkHeader',
  'notFound',
  'notModified',
  'orderBy',
  'pageUrl',
  'partFile',
  'patched',
  'permit',
  'permitRows',
  'preconditionFailed',
  'preferredType',
  'present',
  'putPermitted',
  'refuseUnknown',
  'requireMatch',
  'seekTo',
  'sendable',
  'sendFile',
  'stored',
  'withEtag',
];

/** Functions that routes may import from elsewhere, for each model. */
const functions = new WeakMap<ServiceModel, ReadonlySet<string>>();

export function functionsOf(model: ServiceModel): ReadonlySet<string> {
  const known = functions.get(model);
  if (known) return known;
  const patches = model.resources
    .flatMap(({ operations }) => operations)
    .filter((operation) => jsonPatchOf(operation));
  const found = new Set([
    ...HELPERS,
    ...patches.map(({ entity = '' }) => `patch${entity}`),
    ...model.entities.flatMap((entity) => [
      ...Object.values(functionNames(entity)),
      `replace${entity.name}`,
      `update${entity.name}`,
    ]),
  ]);
  functions.set(model, found);
  return found;
}
