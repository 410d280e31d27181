import { oneOf } from '../bench/merge/random.ts';

type Fields = Record<string, unknown>;

const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Every object of a description that has a member of some name. */
function withMember(node: unknown, name: string): Fields[] {
  if (Array.isArray(node)) return node.flatMap((item) => withMember(item, name));
  if (!isObject(node)) return [];
  const inside = Object.values(node).flatMap((value) => withMember(value, name));
  return isObject(node[name]) ? [node[name], ...inside] : inside;
}

const texts = (node: unknown, name: string): Fields[] => {
  if (Array.isArray(node)) return node.flatMap((item) => texts(item, name));
  if (!isObject(node)) return [];
  const inside = Object.values(node).flatMap((value) => texts(value, name));
  return typeof node[name] === 'string' ? [node, ...inside] : inside;
};

type Mutation = (description: unknown, random: () => number) => void;

/** What happens to descriptions between two versions. */
const mutations: readonly Mutation[] = [
  // A property is added.
  (description, random) => {
    const properties = oneOf(withMember(description, 'properties'), random);
    if (properties !== undefined)
      properties[`added${Math.floor(random() * 1000)}`] = {
        type: oneOf(['string', 'integer', 'boolean'], random),
      };
  },
  // … is removed.
  (description, random) => {
    const properties = oneOf(withMember(description, 'properties'), random);
    const name = oneOf(Object.keys(properties ?? {}), random);
    if (properties !== undefined && name !== undefined) delete properties[name];
  },
  // An operation is removed.
  (description, random) => {
    const [paths] = withMember(description, 'paths');
    const item = oneOf(Object.values(paths ?? {}).filter(isObject), random);
    const method = oneOf(
      ['get', 'post', 'put', 'patch', 'delete'].filter((name) => name in (item ?? {})),
      random,
    );
    if (item !== undefined && method !== undefined) delete item[method];
  },
  // A path goes.
  (description, random) => {
    const [paths] = withMember(description, 'paths');
    const path = oneOf(Object.keys(paths ?? {}), random);
    if (paths !== undefined && path !== undefined) delete paths[path];
  },
  // A description is written anew.
  (description, random) => {
    const node = oneOf(texts(description, 'description'), random);
    if (node !== undefined) node['description'] = `Written anew ${Math.floor(random() * 1000)}.`;
  },
  // An operation is named anew.
  (description, random) => {
    const node = oneOf(texts(description, 'operationId'), random);
    if (node !== undefined) node['operationId'] = `${String(node['operationId'])}Anew`;
  },
  // The service is named anew.
  (description, random) => {
    const node = oneOf(texts(description, 'title'), random);
    if (node !== undefined) node['title'] = `Service ${Math.floor(random() * 1000)}`;
  },
];

/** Changes a description in place, in one of the ways in which descriptions change. */
export function mutateDescription(description: unknown, random: () => number): void {
  oneOf(mutations, random)?.(description, random);
}
