import { isServed } from '../../model/is-served.ts';
import type { Operation, ServiceModel } from '../../model/types.ts';
import { type Code, code } from '../code.ts';
import { templateText } from '../encode.ts';
import { isCallable } from './callable.ts';
import { pathText } from './path-style.ts';
import { sampleKey, sampleUrl } from './test-url.ts';
import { sentAs } from './test-values.ts';

/** What `tests/service/security.test.ts.hbs` sends to a service. */
export interface SecurityTestView {
  /** Whether any operation is asked. */
  readonly asks: boolean;
  /** Each parameter in a URL, as an expression that has hostile `text` in its place. */
  readonly injections: readonly {
    readonly what: string;
    readonly id: string;
    readonly method: string;
    readonly url: Code;
  }[];
  /** A read from the database. */
  readonly read: { readonly id: string; readonly url: Code } | undefined;
  /** An operation with a JSON body. */
  readonly write:
    | {
        readonly id: string;
        readonly method: string;
        readonly url: Code;
        readonly contentType: string;
      }
    | undefined;
}

export function securityTestView(model: ServiceModel): SecurityTestView {
  const operations = model.resources
    .flatMap((resource) => resource.operations)
    .filter(
      (operation) =>
        isServed(operation) &&
        isCallable(operation, model) &&
        !['trace', 'head'].includes(operation.method),
    );
  const read = operations.find(
    ({ kind, method, parameters }) =>
      kind === 'list' &&
      method === 'get' &&
      !parameters.some(({ in: place, required }) => place === 'path' || required),
  );
  const write = operations.find(
    ({ kind, request }) =>
      kind === 'create' && request?.contents[0]?.mediaType.includes('json') === true,
  );
  const injections = operations.flatMap((operation) => injectionsOf(operation, model));
  return {
    asks: injections.length > 0 || read !== undefined || write !== undefined,
    injections,
    read: read && { id: read.id, url: code(sampleUrl(read, model)) },
    write: write && {
      id: write.id,
      method: write.method.toUpperCase(),
      url: code(sampleUrl(write, model)),
      contentType: sentAs(write.request?.contents[0]),
    },
  };
}

function injectionsOf(operation: Operation, model: ServiceModel): SecurityTestView['injections'] {
  const { id, path, parameters } = operation;
  const method = operation.method.toUpperCase();
  const route = `${method} ${path}`;
  return parameters.flatMap((parameter) => {
    const { name, in: place } = parameter;
    const what = `${route} ${name}`;
    if (place === 'query') {
      const url = `${sampleUrl(operation, model).slice(0, -1)}?${templateText(encodeURIComponent(name))}=\${text}\``;
      return [{ what, id, method, url: code(url) }];
    }
    if (place !== 'path') return [];
    const parts = path.split(/(\{[^}]*\})/).map((part) => {
      if (!part.startsWith('{')) return pathText(part);
      if (part.slice(1, -1) === name) return '${text}';
      const other = parameters.find(
        (candidate) => candidate.in === 'path' && candidate.name === part.slice(1, -1),
      );
      return other ? `\${encodeURIComponent(${sampleKey(other, model)})}` : 'x';
    });
    return [{ what, id, method, url: code(`\`${parts.join('')}\``) }];
  });
}
