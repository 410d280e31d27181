import type { ServiceModel } from '../../model/types.ts';
import { functionNames } from './names.ts';

/** Functions of the service's own helpers, which an operation may be named like. */
const HELPERS = [
  'allOf',
  'eventsOf',
  'itemStream',
  'preferredType',
  'between',
  'changePermitted',
  'contextOf',
  'contract',
  'bodyFile',
  'existing',
  'forget',
  'inTransaction',
  'linkHeader',
  'notFound',
  'notModified',
  'orderBy',
  'pageUrl',
  'partFile',
  'permit',
  'permitRows',
  'present',
  'sendFile',
  'sendable',
  'stored',
];

/** Functions that routes may import from elsewhere, for each model. */
const functions = new WeakMap<ServiceModel, ReadonlySet<string>>();

export function functionsOf(model: ServiceModel): ReadonlySet<string> {
  const known = functions.get(model);
  if (known) return known;
  const found = new Set([
    ...HELPERS,
    ...model.entities.flatMap((entity) => [
      ...Object.values(functionNames(entity)),
      `replace${entity.name}`,
      `update${entity.name}`,
    ]),
  ]);
  functions.set(model, found);
  return found;
}
