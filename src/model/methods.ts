import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.ts';
import { sortDiagnostics } from '../diagnostics/sort.ts';
import type { SpecDocument } from '../spec/document.ts';
import { METHODS, operationsOf } from '../spec/openapi.ts';

/**
 * The methods that Node's HTTP parser takes, besides those that OpenAPI has members for; a request
 * with another one is answered 400 before any code of a service sees it. `CONNECT` opens a tunnel.
 */
const OTHERS: ReadonlySet<string> = new Set(
  'ACL BIND CHECKOUT COPY LINK LOCK M-SEARCH MERGE MKACTIVITY MKCALENDAR MKCOL MOVE NOTIFY PROPFIND PROPPATCH PURGE REBIND REPORT SEARCH SOURCE SUBSCRIBE UNBIND UNLINK UNLOCK UNSUBSCRIBE'.split(
    ' ',
  ),
);

/** Whether OpenAPI has no member for a method of its own, so that it stands in `additionalOperations`. */
export const isAdditional = (method: string): boolean =>
  !(METHODS as readonly string[]).includes(method);

/** Whether requests with a method ever get to a service. */
export const isReceived = (method: string): boolean => !isAdditional(method) || OTHERS.has(method);

/** Operations that no request ever gets to, as warnings. */
export function methodFindings(document: SpecDocument): Diagnostic[] {
  const found = Object.values(document.api.paths ?? {})
    .flatMap(operationsOf)
    .filter(([method]) => !isReceived(method));
  return sortDiagnostics(
    found.map(([method, operation]) => {
      const source = document.origin(operation);
      const location = source && document.locate(source);
      const message = `Node's HTTP server takes no method ${JSON.stringify(method)}, so this operation is left out. Use one of ${[...OTHERS].join(', ')}.`;
      return diagnostic(
        'SW2005',
        'warning',
        message,
        location,
        location && document.frame(location),
      );
    }),
  );
}
