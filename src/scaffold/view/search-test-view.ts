import type { Entity, Operation } from '../../model/types.ts';
import { code } from '../code.ts';
import { askedFilters, type FilterTestView, type Listed } from './list-test-view.ts';
import { listedBy } from './page-test-view.ts';
import type { Factory, TestPlan } from './test-plan.ts';
import { urlOf } from './test-url.ts';
import { itemsOf } from './test-values.ts';

/** The lists that tests ask for by a body: those that an empty one asks for everything. */
export function searchTestViews(
  entity: Entity,
  factory: Factory,
  searches: readonly Operation[],
  plan: TestPlan,
  shownFields: ReadonlySet<string>,
) {
  return searches
    .filter(({ parameters, request }) => {
      const { schema = true } = request?.contents[0] ?? {};
      if (typeof schema === 'object' && !plan.takes(schema, {})) return false;
      return parameters.every(
        ({ in: place, required, role, schema: own }) =>
          place === 'path' || (!required && (role !== 'filter' || own.default === undefined)),
      );
    })
    .map((operation) => {
      const listed = listedBy(operation, entity, factory, plan, shownFields);
      return {
        id: operation.id,
        method: operation.method.toUpperCase(),
        route: `${operation.method.toUpperCase()} ${operation.path}`,
        url: code(urlOf(operation, 'first.params')),
        items: code(itemsOf(operation)),
        status: code(String(operation.success.status)),
        filters: listed ? filtersIn(listed) : [],
      };
    });
}

/** The filters of a body whose effect shows, each with the way to it. */
function filtersIn(
  listed: Listed,
): (FilterTestView & { readonly body: ReturnType<typeof code> })[] {
  return askedFilters(listed, 'body').map(({ parameter, view }) => {
    const isList = [parameter.schema.type].flat().includes('array');
    const body = (parameter.steps ?? []).reduceRight(
      (inner, { name }) => `{ ${JSON.stringify(name)}: ${inner} }`,
      isList ? '[value]' : 'value',
    );
    return { ...view, body: code(body) };
  });
}
