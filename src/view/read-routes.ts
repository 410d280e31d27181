import { NotReady } from '../not-ready.ts';
import { RunStopped } from '../generate-result.ts';
import { WorkspaceError } from '../workspace/workspace-error.ts';
import { findingsOf } from './findings.ts';
import { Refused } from './refused.ts';
import { type Call, type Route, sendJson } from './route.ts';
import type { ServiceView } from './service-view.ts';

/** The addresses from which the page reads. */
export const readRoutes = (view: ServiceView): Route[] => [
  reading(/^api\/model$/, () => view.model()),
  reading(/^api\/state$/, () => view.state()),
  reading(/^api\/runs\/(\d{4,}-[0-9a-f]{8})$/, ([run = '']) => Promise.resolve(view.run(run))),
  reading(/^api\/plan\/(\d{1,6})$/, async ([index = '']) =>
    known(view.patchAt(Number(index)), 'The plan has no such file any more. Reload the page.'),
  ),
  reading(/^api\/sources\/(\d{1,6})$/, async ([index = '']) => ({
    text: known(
      view.source(Number(index)),
      'The description has no such file any more. Reload the page.',
    ),
  })),
];

/** What a person can put right is told as findings, in the form that everything else has. */
function reading(
  address: RegExp,
  read: (parameters: readonly string[]) => Promise<unknown>,
): Route {
  const answer = async (call: Call): Promise<void> => {
    try {
      sendJson(call, await read(call.parameters));
    } catch (error) {
      if (!isKnown(error)) throw error;
      call.response.statusCode = 409;
      sendJson(call, { findings: findingsOf(error.diagnostics) });
    }
  };
  return { method: 'GET', address, answer };
}

/** Errors that say what a person can do. */
export const isKnown = (error: unknown): error is NotReady | RunStopped | WorkspaceError =>
  error instanceof NotReady || error instanceof RunStopped || error instanceof WorkspaceError;

function known<Value>(value: Value | undefined, message: string): Value {
  if (value !== undefined) return value;
  throw new Refused(404, 'SW7603', message);
}
