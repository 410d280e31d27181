import { lowerFirst } from '../../model/names.ts';
import { entityNamed } from '../../model/by-entity.ts';
import type {
  Entity,
  Field,
  JsonValue,
  Operation,
  Parameter,
  ServiceModel,
} from '../../model/types.ts';
import { code, type Code } from '../code.ts';
import { propertyName } from '../encode.ts';
import { isAccepted, sampleOf } from '../sample.ts';
import { isJsonArray } from '../sampling/json.ts';
import { member } from './field-type.ts';
import { namesParent } from './lookup.ts';
import { isShown, type MadeReader, receiptKey, showsMade } from './made-reader.ts';
import type { Factory } from './test-plan.ts';
import { access, asShown, sampleKey, urlOf } from './test-url.ts';
import { isMembers, itemsOf, sentAs, wrap, xmlBeside } from './test-values.ts';
import { supportName } from './names.ts';

/** What `tests/support/[entity].ts.hbs` needs. */
export function factoryView(factory: Factory, model: ServiceModel) {
  const { entity, create, samples, needs, reader } = factory;
  const { body } = showsMade(factory).success;
  const answer = reader ? 'found.json()' : 'response.json()';
  const shown = body.kind === 'entity' ? body.path.reduce(member, answer) : answer;
  const direct = needs.filter((need) => holderOf(need, factory, model) === undefined);
  const parents = [...new Set(direct.map(({ target }) => target))].flatMap(
    (target) => entityNamed(model, target) ?? [],
  );
  const key = entity.key.fields.at(-1) ?? 'id';
  const keyField = entity.fields.find(({ name }) => name === key);
  const params = create.parameters
    .filter((parameter) => isInUrl(parameter) && parameter.field !== factory.named?.field)
    .map(
      (parameter) =>
        `${propertyName(parameter.field ?? parameter.name)}: ${parentValue(parameter, factory, model)}`,
    );
  const wrapped = wrap('body', create.request?.contents[0]?.path ?? []);
  const added = needs
    .filter(({ inPath }) => !inPath)
    .map(({ field, target }) => {
      const value = `${variable(target)}.params${access(field.reference?.field ?? 'id')}`;
      return `${propertyName(field.name)}: ${field.reference?.many ? `[${value}]` : value}`;
    });
  return {
    path: `tests/support/${supportName(entity)}.ts`,
    entityName: entity.name,
    label: entity.label,
    samplesName: `${lowerFirst(entity.name)}Samples`,
    samples: code(JSON.stringify(samples)),
    function: `create${entity.name}`,
    parents: parents.map((parent) => ({
      name: `create${parent.name}`,
      variable: variable(parent.name),
      from: `./${supportName(parent)}.ts`,
    })),
    params: code(`{ ${params.join(', ')} }`),
    hasParams: params.length > 0,
    url: code(urlOf(create, 'params')),
    method: create.method.toUpperCase(),
    operationId: create.id,
    contentType: sentAs(create.request?.contents[0]),
    takesXml: xmlBeside(create) !== undefined,
    added: code(added.join(', ')),
    hasAdded: added.length > 0,
    body: code(wrapped),
    sent: code(wrap('{ ...body, ...more }', create.request?.contents[0]?.path ?? [])),
    status: code(String(create.success.status)),
    named: factory.named && {
      key: code(propertyName(factory.named.field)),
      values: code(JSON.stringify(factory.named.values)),
    },
    shown: code(shown),
    ...(reader && { [reader.by]: readerView(reader, create) }),
    key: code(keyField ? keyExpression(keyField, entity) : "''"),
    keyName: code(propertyName(key)),
    /** The parts of a key before the last that its path does not bring, as they are shown. */
    otherKeys: otherKeys(factory).map(code),
    hasKey: keyField !== undefined && keyExpression(keyField, entity) !== undefined,
  };
}

/** How what was made is asked for. */
const readerView = ({ operation, by }: MadeReader, create: Operation) => ({
  id: operation.id,
  url: by === 'location' ? undefined : code(urlOf(operation, by === 'list' ? 'params' : 'keys')),
  key: code((receiptKey(create) ?? []).reduce(member, 'response.json()')),
  items: by === 'list' ? code(itemsOf(operation)) : undefined,
});

function otherKeys(factory: Factory): string[] {
  const { entity, create } = factory;
  const inUrl = new Set(create.parameters.filter(isInUrl).map(({ field, name }) => field ?? name));
  return entity.key.fields
    .slice(0, -1)
    .filter((name) => !inUrl.has(name) && isShown(factory, name))
    .map((name) => `${propertyName(name)}: shown${access(name)}`);
}

/** Parameters whose values a create's URL needs. */
export const isInUrl = (parameter: Parameter): boolean =>
  parameter.in === 'path' || namesParent(parameter);

const variable = (target: string): string => `for${target}`;

/** The key of what was created: shown, or the end of a resource name. */
function keyExpression(key: Field, entity: Entity): string {
  if (!key.hidden) return `shown${access(key.name)}`;
  const named = entity.fields.find(
    ({ generation }) =>
      generation?.by === 'template' && generation.template.endsWith(`{${key.name}}`),
  );
  return named ? `String(shown${access(named.name)}).split('/').at(-1)` : 'undefined';
}

function parentValue(
  parameter: Parameter,
  { entity, needs }: Factory,
  model: ServiceModel,
): string {
  const need = needs.find(({ field, inPath }) => inPath && field.name === parameter.field);
  if (!need) return sampleKey(asShown(parameter, entity, model), model);
  const holder = holderOf(need, { needs }, model);
  return holder
    ? `${variable(holder.target)}.params${access(holder.name)}`
    : `${variable(need.target)}.params${access(need.field.reference?.field ?? 'id')}`;
}

/** A parent that lies under another parent of the same path, which it tells then. */
function holderOf(
  need: Factory['needs'][number],
  { needs }: Pick<Factory, 'needs'>,
  model: ServiceModel,
): { readonly target: string; readonly name: string } | undefined {
  if (!need.inPath) return undefined;
  const creates = model.resources
    .flatMap(({ operations }) => operations)
    .filter(({ kind }) => kind === 'create');
  for (const { target, inPath } of needs) {
    if (!inPath || target === need.target) continue;
    const own = entityNamed(model, target);
    const held = own?.fields.find(
      ({ name, reference }) =>
        reference?.entity === need.target &&
        reference.field === need.field.reference?.field &&
        creates.some(
          ({ entity, parameters }) =>
            entity === target &&
            parameters.some((parameter) => parameter.in === 'path' && parameter.field === name),
        ),
    );
    if (held) return { target, name: held.name };
  }
  return undefined;
}

/** Values for the headers that live operations and holes cannot do without, as an object literal. */
export function requiredHeaders(model: ServiceModel): Code | undefined {
  const members = model.resources
    .flatMap(({ operations }) => operations)
    .flatMap((operation) => {
      const needed = operation.parameters.filter(
        ({ in: place, required, name, role }) =>
          place === 'header' &&
          required &&
          role !== 'idempotency-key' &&
          !/^(?:accept|content-type|authorization)$/i.test(name),
      );
      const values = needed.flatMap(({ name, schema, role }) => {
        // Any version will do, where it is not what a test is about.
        const isAny = role === 'if-match' && isAccepted(schema, model.schemas, '*');
        const value = isAny
          ? '*'
          : sampleOf(schema, model.schemas, { usage: 'request', full: false, seed: 0 });
        return value === undefined
          ? []
          : [
              [
                name.toLowerCase(),
                typeof value === 'object' ? JSON.stringify(value) : String(value),
              ] as const,
            ];
      });
      const cookie = requiredCookies(operation, model);
      const all = cookie === '' ? values : [...values, ['cookie', cookie] as const];
      return all.length > 0 ? [[operation.id, Object.fromEntries(all)] as const] : [];
    });
  return members.length > 0 ? code(JSON.stringify(Object.fromEntries(members))) : undefined;
}

/** `a=1; b=2`, with the credential that is a cookie, since there is one such header only. */
function requiredCookies({ parameters, security }: Operation, model: ServiceModel): string {
  const needed = parameters.filter(({ in: place, required }) => place === 'cookie' && required);
  if (needed.length === 0) return '';
  const credentials = model.securitySchemes
    .filter(
      ({ name, in: place }) =>
        place === 'cookie' && security.some((one) => Object.hasOwn(one, name)),
    )
    .map(({ parameter = '' }) => `${parameter}=test`);
  const values = needed.flatMap((parameter) =>
    cookiesOf(
      parameter,
      sampleOf(parameter.schema, model.schemas, { usage: 'request', full: false, seed: 0 }),
    ),
  );
  return [...credentials, ...values].join('; ');
}

/** A value as cookies, in the style of its parameter (OpenAPI 3.2, section 4.12.6). */
function cookiesOf(
  { name, style, explode, encoded }: Parameter,
  value: JsonValue | undefined,
): string[] {
  const write = style === 'cookie' ? String : (part: unknown) => encodeURIComponent(String(part));
  const pair = (key: string, parts: readonly unknown[]) => `${key}=${parts.map(write).join(',')}`;
  if (encoded) return [pair(name, [JSON.stringify(value)])];
  if (isJsonArray(value)) {
    if (!explode) return [pair(name, value)];
    const pairs = value.map((part) => pair(name, [part]));
    return style === 'cookie' ? pairs : [pairs.join('&')];
  }
  if (!isMembers(value)) return [pair(name, [value ?? ''])];
  const members = Object.entries(value);
  return explode && style === 'cookie'
    ? members.map(([key, part]) => pair(key, [part]))
    : [pair(name, members.flat())];
}
