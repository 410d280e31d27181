import type { ServiceModel } from '../../model/types.ts';
import { entityNames, functionNames } from './names.ts';
import { kebab } from './schema-types.ts';

const RESERVED = new Set(
  'AddressValue Array Boolean Buffer Context Database Date Error FastifyPluginAsync Function Generated Map Number Object Omit OutgoingEvent PageOf PageRequest Partial Pick Promise Readonly Record Records RegExp Required Selectable Set SortKey Storage StoredFile String Symbol UploadedFile Webhooks'.split(
    ' ',
  ),
);

/** File systems take 255 bytes, of which hyphens between words may be half. */
const LONGEST = 100;

/**
 * A TypeScript type name for each component schema: PascalCase, distinct (also as file names, which
 * some file systems compare without case) from each other and from the entities' own types.
 */
export function schemaTypeNames(model: ServiceModel): ReadonlyMap<string, string> {
  const taken = new Set<string>();
  for (const entity of model.entities) {
    const names = entityNames(entity);
    for (const name of [
      names.stored,
      names.table,
      ...entity.representations.map(({ name: shape }) => shape),
      functionNames(entity).filter,
    ])
      taken.add(kebab(name));
  }
  const result = new Map<string, string>();
  for (const component of Object.keys(model.schemas)) {
    const base = typeName(component);
    let name = RESERVED.has(base) ? `${base}Schema` : base;
    for (let count = 2; taken.has(kebab(name)); count++) name = `${base}${count}`;
    taken.add(kebab(name));
    result.set(component, name);
  }
  return result;
}

function typeName(component: string): string {
  const words = component.split(/[^A-Za-z\d]+/).filter((word) => word !== '');
  const joined = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
  const name = joined.slice(0, LONGEST);
  return /^[A-Za-z]/.test(name) ? name : `Schema${name}`;
}
