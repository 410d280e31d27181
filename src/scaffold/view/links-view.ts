import { entityNamed } from '../../model/by-entity.ts';
import type { Entity, Link, LinkValue, Operation, ServiceModel } from '../../model/types.ts';
import { type Code, code } from '../code.ts';
import { templateText } from '../encode.ts';
import { isCallable } from './callable.ts';
import { type ImportView, Imports } from './imports.ts';
import { beforeValue, pathText } from './path-style.ts';
import { isShown, scopeNames } from './made-reader.ts';
import type { TestPlan } from './test-plan.ts';
import { access, arrives, urlOf } from './test-url.ts';
import { supportName } from './names.ts';

/** What `tests/service/links.test.ts.hbs` follows. */
export interface LinksView {
  readonly imports: readonly ImportView[];
  readonly tests: readonly LinkTestView[];
}

interface LinkTestView {
  readonly name: string;
  /** What makes the thing whose answer has the link. */
  readonly make: string;
  /** The request whose answer has the link, where that is not the create itself. */
  readonly get: { readonly id: string; readonly url: Code; readonly status: Code } | undefined;
  readonly usesParams: boolean;
  readonly to: string;
  readonly method: string;
  readonly url: Code;
  readonly status: Code;
}

const PATH = 'tests/service/links.test.ts';

/** A test for each link that starts from something that tests can make; nothing where there is none. */
export function linksView(model: ServiceModel, plan: TestPlan): LinksView | undefined {
  const operations = new Map(
    model.resources.flatMap((resource) => resource.operations.map((one) => [one.id, one] as const)),
  );
  const imports = new Imports(PATH);
  const tests = model.links.flatMap((link) => {
    const from = operations.get(link.from);
    const to = operations.get(link.to ?? '');
    if (link.obstacle !== undefined || !from || !to) return [];
    if (![from, to].every((one) => arrives(one) && isCallable(one, model))) return [];
    const entity = entityNamed(model, from.entity);
    if (!entity || !isMade(entity, from, plan)) return [];
    const make = `create${entity.name}`;
    imports.add(`tests/support/${supportName(entity)}.ts`, make);
    return [testOf(link, from, to, make)];
  });
  return tests.length === 0 ? undefined : { imports: imports.view(), tests };
}

function testOf(link: Link, from: Operation, to: Operation, make: string): LinkTestView {
  const isCreate = from.kind === 'create';
  return {
    name: `${link.name} of ${from.id} leads to ${to.id}`,
    make,
    get: isCreate
      ? undefined
      : {
          id: from.id,
          url: code(urlOf(from, 'params')),
          status: code(String(from.success.status)),
        },
    usesParams: !isCreate || link.values.some(({ value }) => value.of === 'path'),
    to: to.id,
    method: to.method.toUpperCase(),
    url: code(followedUrl(link, to)),
    status: code(String(to.success.status)),
  };
}

/** Whether tests can make what an operation answers, and then ask for it. */
function isMade(entity: Entity, from: Operation, plan: TestPlan): boolean {
  const factory = plan.factory(entity.name);
  if (!factory || from.kind === 'create') return factory?.create === from;
  const known = scopeNames(factory.create);
  return from.parameters.every(
    ({ in: place, required, field = '' }) =>
      (place !== 'path' && !required) || known.has(field) || isShown(factory, field),
  );
}

/** The URL that a link leads to, as a template literal. */
function followedUrl({ values }: Link, to: Operation): string {
  const path = to.path.split(/(\{[^}]*\})/).map((part) => {
    const given = values.find(
      ({ parameter, in: place }) => place === 'path' && part === `{${parameter}}`,
    );
    if (!given) return pathText(part);
    const parameter = to.parameters.find(
      ({ name, in: place }) => place === 'path' && name === given.parameter,
    );
    return `${parameter ? beforeValue(parameter) : ''}${encoded(given)}`;
  });
  const query = values
    .filter(({ in: place }) => place === 'query')
    .map((given) => `${templateText(encodeURIComponent(given.parameter))}=${encoded(given)}`);
  return `\`${path.join('')}${query.length > 0 ? `?${query.join('&')}` : ''}\``;
}

const encoded = ({ value }: LinkValue): string => {
  const read =
    value.of === 'path'
      ? `params${access(value.field)}`
      : `response.json()${value.path.map(access).join('')}`;
  return `\${encodeURIComponent(String(${read}))}`;
};
