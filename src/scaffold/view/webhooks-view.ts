import { outboxTable, sentEvents, unsentPaths } from '../../model/outbox.ts';
import type { AddressPart, OutgoingEvent, ServiceModel } from '../../model/types.ts';
import type { Schema } from '../../spec/openapi.ts';
import { type Code, code } from '../code.ts';
import { literal, propertyName, stringLiteral } from '../encode.ts';
import { sampleOf } from '../sample.ts';
import { judgeOf } from '../sampling/judge.ts';
import { type ImportView, Imports } from './imports.ts';
import type { SchemaTypes } from './schema-types.ts';

/** What the templates of `src/webhooks` need; nothing where a service calls nobody. */
export interface WebhooksView {
  imports: readonly ImportView[];
  readonly table: string;
  readonly events: readonly EventView[];
  readonly hasWebhooks: boolean;
  readonly hasCallbacks: boolean;
  /** Whether any address is made of values that a request brought. */
  readonly hasTemplates: boolean;
  /** Whether anything that is sent has a body. */
  readonly hasBodies: boolean;
  /** Whether any payload has members that are not sent. */
  readonly hidesMembers: boolean;
  /** An event that the tests send, where a payload for it is known. */
  readonly tested: TestedEvent | undefined;
}

interface EventView {
  readonly id: string;
  readonly name: string;
  readonly lines: readonly string[];
  readonly deprecated: boolean;
  readonly parameters: Code;
  readonly arguments: Code;
  /** The event as data. */
  readonly value: Code;
  readonly isWebhook: boolean;
  /** How its message is stored. */
  readonly stored: Code;
  readonly operation: string | undefined;
  readonly template: string | undefined;
}

interface TestedEvent {
  readonly id: string;
  /** Sends it to `https://receiver.test/hook`. */
  readonly call: Code;
  readonly body: Code | undefined;
  readonly method: string;
  /** Sends what its description refuses, where it refuses anything that TypeScript lets pass. */
  readonly wrong: Code | undefined;
}

const FILE = 'src/webhooks.ts';

export function webhooksView(
  model: ServiceModel,
  types: SchemaTypes,
): { view: WebhooksView; imports: Imports } | undefined {
  const table = outboxTable(model);
  if (table === undefined) return undefined;
  const imports = new Imports(FILE);
  imports.addType('src/database.ts', 'Database');
  const events = sentEvents(model);
  const view = {
    imports: [],
    table,
    events: events.map((event) => eventView(event, model, types, imports)),
    hasWebhooks: events.some(({ kind }) => kind === 'webhook'),
    hasCallbacks: events.some(({ kind }) => kind === 'callback'),
    hasTemplates: events.some(({ address }) => address?.some(isValue)),
    hasBodies: events.some(({ body }) => body !== undefined),
    hidesMembers: events.some((event) => unsentPaths(event, model).length > 0),
    tested: events.map((event) => testedEvent(event, model)).find((found) => found !== undefined),
  };
  imports.add('src/webhooks/outbox.ts', ...(view.hasCallbacks ? ['store'] : []));
  imports.add('src/webhooks/outbox.ts', ...(view.hasWebhooks ? ['storeForReceivers'] : []));
  imports.addType('src/webhooks/outbox.ts', 'OutgoingEvent');
  if (view.hasTemplates) {
    imports.add('src/webhooks/address.ts', 'addressFrom');
    imports.addType('src/webhooks/address.ts', 'AddressValue');
  }
  return { view, imports };
}

const isValue = (part: AddressPart): boolean => part.name !== undefined;

function eventView(
  event: OutgoingEvent,
  model: ServiceModel,
  types: SchemaTypes,
  imports: Imports,
): EventView {
  const { id, name, kind, method, body, summary, description, address, template } = event;
  const payload = body && [
    `payload${body.required ? '' : '?'}: ${types.textFor(body.schema, FILE, imports)}`,
  ];
  const isWebhook = kind === 'webhook';
  const to = isWebhook ? ['to?: string'] : addressParameter(address);
  const parameters = isWebhook ? [...(payload ?? []), ...to] : [...to, ...(payload ?? [])];
  const names = parameters.map((text) => /^\w+/.exec(text)?.[0] ?? '');
  const sent = body ? 'payload' : 'undefined';
  const unsent = unsentPaths(event, model);
  return {
    id,
    name,
    lines: [summary ?? '', description ?? ''].filter((line) => line !== ''),
    deprecated: event.deprecated,
    parameters: code(parameters.join(', ')),
    arguments: code(names.join(', ')),
    value: code(
      literal({
        name,
        method: method.toUpperCase(),
        ...(body && { type: body.mediaType }),
        pointer: event.pointer,
        ...(unsent.length > 0 && { unsent }),
      }),
    ),
    isWebhook,
    stored: code(
      isWebhook
        ? `storeForReceivers(database, events.${id}, ${sent}, to)`
        : `store(database, events.${id}, ${sent}, ${addressCode(address)})`,
    ),
    operation: event.operation,
    template,
  };
}

/** What a callback must be told to know its address. */
function addressParameter(address: readonly AddressPart[] | undefined): string[] {
  if (address === undefined) return ['to: string'];
  const names = [...new Set(address.flatMap(({ name }) => name ?? []))];
  if (names.length === 0) return [];
  return [`to: { ${names.map((name) => `readonly ${name}?: AddressValue`).join('; ')} }`];
}

function addressCode(address: readonly AddressPart[] | undefined): string {
  if (address === undefined) return 'to';
  const parts = address.map(({ name, text }) =>
    name === undefined ? stringLiteral(text) : `{ value: to.${name} }`,
  );
  return address.some(isValue)
    ? `addressFrom([${parts.join(', ')}])`
    : stringLiteral(address.map(({ text }) => text ?? '').join(''));
}

/** A schema that names members and no type takes text, too. */
const refusesText = (schema: Schema | boolean, { schemas }: ServiceModel): boolean =>
  judgeOf(schema, schemas, 'response')('wrong').length > 0;

/** Only what needs no more than one address is sent by the tests. */
function testedEvent(event: OutgoingEvent, model: ServiceModel): TestedEvent | undefined {
  const { id, kind, body, address, method } = event;
  const sample =
    body && sampleOf(body.schema, model.schemas, { usage: 'response', full: true, seed: 0 });
  if (body && sample === undefined) return undefined;
  const receiver = stringLiteral('https://receiver.test/hook');
  const [first, ...rest] = address ?? [];
  if (kind === 'callback' && address && (first?.name === undefined || rest.length > 0))
    return undefined;
  const to = address ? `{ ${propertyName(first?.name ?? '')}: ${receiver} }` : receiver;
  const call = (payload: string | undefined) => {
    const given = payload === undefined ? [] : [payload];
    const list = kind === 'webhook' ? [...given, to] : [to, ...given];
    return code(`webhooksOf(database).${id}(${list.join(', ')})`);
  };
  const payload = sample === undefined ? undefined : literal(sample);
  const place = kind === 'webhook' ? 0 : 1;
  const typed =
    unsentPaths(event, model).length > 0
      ? `${payload} as Parameters<ReturnType<typeof webhooksOf>['${id}']>[${place}]`
      : payload;
  return {
    id,
    call: call(typed),
    body: payload === undefined ? undefined : code(payload),
    method: method.toUpperCase(),
    wrong: body && refusesText(body.schema, model) ? call('JSON.parse(\'"wrong"\')') : undefined,
  };
}
