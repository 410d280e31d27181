import { objectShape } from '../../model/object-shape.ts';
import { unwrapNull } from '../../model/schema-shape.ts';
import type { Entity, Operation, Seek, ServiceModel } from '../../model/types.ts';
import type { Schema } from '../../spec/openapi.ts';
import { code } from '../code.ts';
import { member, optionalMember } from './field-type.ts';
import { filterTests, type Listed, searchTest, sortTests } from './list-test-view.ts';
import type { Factory, TestPlan } from './test-plan.ts';
import { missingKey } from './missing-test-view.ts';
import { isCounted } from './seek-view.ts';
import { queriedUrl, urlOf } from './test-url.ts';
import { isMembers, itemsOf } from './test-values.ts';

/** A list of what no test can make; nothing where it is never empty, or a parameter has no sample. */
export function listView(
  operation: Operation,
  entity: Entity,
  model: ServiceModel,
  plan: TestPlan,
) {
  const url = queriedUrl(operation, model);
  if (url === undefined || !mayBeEmpty(operation, model)) return undefined;
  return {
    id: operation.id,
    route: `GET ${operation.path}`,
    label: entity.label,
    url: code(url),
    items: code(emptyItems(operation)),
    status: code(String(operation.success.status)),
    hasParent: plan.parentOf(operation, entity) !== undefined,
  };
}

/** The items of a list that may be empty: in XML, nothing stands for such a list. */
function emptyItems(operation: Operation): string {
  const items = itemsOf(operation);
  return /[/+]xml\b/.test(operation.success.mediaType ?? '') ? `${items} ?? []` : items;
}

/** Whether a list is allowed to hold nothing. */
function mayBeEmpty({ responses, success }: Operation, { schemas }: ServiceModel): boolean {
  const path = success.body.kind === 'list' ? success.body.path : [];
  const whole = responses
    .find(({ status }) => status === String(success.status))
    ?.contents.find(({ mediaType }) => mediaType === success.mediaType)?.schema;
  const list = path.reduce<Schema | undefined>(
    (schema, name) => objectShape(schema, schemas)?.properties.get(name)?.schema,
    whole,
  );
  return (unwrapNull(list, schemas).schema.minItems ?? 0) === 0;
}

/** How tests go through all pages of a list, one item at a time. */
export function pagedView(list: Operation, entity: Entity, plan: TestPlan) {
  const { page } = list;
  if (!page || page.limit === undefined || page.style === 'none' || page.style === 'limit')
    return undefined;
  const limit = list.parameters.find(({ name }) => name === page.limit);
  const takesOne = !limit || [1, '1'].some((size) => plan.takes(limit.schema, size));
  if (!takesOne || page.minimumSize > 1) return undefined;
  const next =
    list.success.body.kind === 'list'
      ? list.success.body.envelope.find(({ role }) => role === 'next-cursor')
      : undefined;
  if (page.style === 'cursor' && !page.seek && !next) return undefined;
  const shape = entity.representations.find(
    ({ name }) => list.success.body.kind === 'list' && name === list.success.body.representation,
  );
  return {
    /** Items that do not show their keys may look alike. */
    isToldApart: entity.key.fields.every((key) =>
      shape?.members.some(({ field }) => field === key),
    ),
    isCursor: page.style === 'cursor' && !page.seek,
    seek: page.style === 'cursor' && page.seek && seekTest(page.seek, list, entity),
    limit: page.limit,
    where: page.style === 'page' ? page.page : page.style === 'cursor' ? page.cursor : page.offset,
    first: code(String(page.style === 'page' ? page.firstPage : page.firstOffset)),
    next: next && code(next.path.reduce(member, 'response.json()')),
  };
}

/** How tests go through a list by the keys of its items. */
function seekTest(
  { field, after, before }: Seek,
  { success, parameters }: Operation,
  { fields }: Entity,
) {
  const more =
    success.body.kind === 'list'
      ? success.body.envelope.find(({ role }) => role === 'has-more')
      : undefined;
  const parameter = parameters.find(({ name }) => name === after);
  const isNeeded = !isCounted(fields.find(({ name }) => name === field));
  const missing = parameter && isNeeded ? missingKey(parameter) : undefined;
  return {
    after,
    before,
    /** A key that nothing has, where one is needed. */
    missing: missing === undefined ? undefined : code(missing),
    key: code(optionalMember('item', field)),
    more: more && code(more.path.reduce(member, 'response.json()')),
  };
}

/** What tests know of the things that a list shows; nothing where they could not tell them. */
export function listedBy(
  list: Operation,
  entity: Entity,
  factory: Factory,
  plan: TestPlan,
  shownFields: ReadonlySet<string>,
): Listed | undefined {
  const { body } = list.success;
  const shape = entity.representations.find(
    ({ name }) => body.kind === 'list' && name === body.representation,
  );
  const [sample] = factory.samples;
  if (!shape || !isMembers(sample) || urlOf(list, '').includes('?')) return undefined;
  return {
    list,
    entity,
    schemas: plan.schemas,
    sample,
    references: new Set(
      factory.needs.filter(({ inPath }) => !inPath).map(({ field }) => field.name),
    ),
    shown: new Set(shape.members.map(({ field }) => field).filter((name) => shownFields.has(name))),
  };
}

/** What tests ask a list for: filters, words and orders. */
export function narrowedView(...asked: Parameters<typeof listedBy>) {
  const known = listedBy(...asked);
  if (!known) return {};
  return { filters: filterTests(known), search: searchTest(known), sort: sortTests(known) };
}
