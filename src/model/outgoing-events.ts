import { parseExpression, type Expression } from '../spec/arazzo/expression.ts';
import type { SpecDocument } from '../spec/document.ts';
import {
  operationIn,
  operationsOf,
  type Operation as SpecOperation,
  type PathItem,
} from '../spec/openapi.ts';
import { tokensOf } from '../spec/pointer.ts';
import { identifier, Namespace } from './names.ts';
import type { AddressPart, Operation, OutgoingEvent } from './types.ts';

/** What the service may send by itself: webhooks, and the callbacks of its operations. */
export function outgoingEvents(
  { api }: SpecDocument,
  operations: readonly Operation[],
): OutgoingEvent[] {
  const ids = new Namespace();
  // As a member of an interface it would promise a class.
  ids.take('constructor');
  const webhooks = Object.entries(api.webhooks ?? {}).flatMap(([name, item]) =>
    requestsOf(item).map(({ method, operation }): OutgoingEvent => ({
      kind: 'webhook',
      ...told(name, method, operation),
      id: ids.take(identifier(severalOf(item) ? `${name} ${method}` : name, 'webhook')),
      pointer: ['webhooks', name, method],
    })),
  );
  const callbacks = operations.flatMap((owner) => {
    const { callbacks: declared } = declaredOperation(api.paths?.[owner.path], owner.method) ?? {};
    return Object.entries(declared ?? {}).flatMap(([name, addresses]) =>
      Object.entries(addresses).flatMap(([address, item]) =>
        requestsOf(item).map(({ method, operation }): OutgoingEvent => ({
          kind: 'callback',
          ...told(name, method, operation),
          id: ids.take(identifier(severalOf(item) ? `${name} ${method}` : name, 'callback')),
          operation: owner.id,
          template: address,
          ...addressOf(address, owner.method),
          pointer: ['paths', owner.path, owner.method, 'callbacks', name, address, method],
        })),
      ),
    );
  });
  return [...webhooks, ...callbacks];
}

const declaredOperation = (item: PathItem | undefined, method: string) =>
  item && operationIn(item, method);

const requestsOf = (item: PathItem) =>
  operationsOf(item).map(([method, operation]) => ({ method, operation }));

const severalOf = (item: PathItem): boolean => requestsOf(item).length > 1;

function told(name: string, method: string, operation: SpecOperation) {
  const { summary, description, deprecated = false, requestBody } = operation;
  const json = Object.entries(requestBody?.content ?? {}).find(([type]) => JSON_TYPE.test(type));
  const isOther = json === undefined && Object.keys(requestBody?.content ?? {}).length > 0;
  return {
    name,
    method,
    ...(summary !== undefined && { summary }),
    ...(description !== undefined && { description }),
    deprecated,
    ...(json && {
      body: {
        mediaType: json[0],
        schema: json[1].schema ?? true,
        required: requestBody?.required === true,
      },
    }),
    ...(isOther && { opaque: Object.keys(requestBody?.content ?? {})[0] ?? '' }),
  };
}

const JSON_TYPE = /^(?:application|text)\/(?:[\w.+-]+\+)?json\b/i;

/**
 * The address of a callback (OpenAPI 3.1, section 4.8.18.3): text, and values of the request by
 * which it was asked for. Nothing where an expression has no meaning here.
 */
function addressOf(template: string, method: string): { address?: AddressPart[] } {
  const names = new Namespace();
  const known = new Map<string, string>();
  const parts: AddressPart[] = [];
  for (const part of template.split(/(\{[^{}]*\})/).filter((text) => text !== '')) {
    if (!part.startsWith('{')) {
      parts.push({ text: part });
      continue;
    }
    const source = part.slice(1, -1);
    const expression = parseExpression(source);
    if (!expression) return {};
    if (expression.of === 'method') {
      parts.push({ text: method.toUpperCase() });
      continue;
    }
    const name = known.get(source) ?? names.take(identifier(wordFor(expression), 'part'));
    known.set(source, name);
    parts.push({ name, expression: source });
  }
  const [first] = parts;
  const isWhole =
    first !== undefined && (first.name !== undefined || /^https?:\/\//i.test(first.text));
  return isWhole ? { address: parts } : {};
}

/** What the value of an expression may be called. */
function wordFor(expression: Expression): string {
  switch (expression.of) {
    case 'body':
      return tokensOf(expression.pointer).at(-1) ?? 'body';
    case 'header':
    case 'parameter':
    case 'input':
    case 'output':
      return expression.name;
    case 'step':
      return expression.output;
    default:
      return expression.of;
  }
}
