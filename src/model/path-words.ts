import { squash, wordsOf } from './names.ts';
import type { RawOperation } from './raw-operations.ts';

/** Words of paths that mean something else for every caller: `/me/albums`. */
const CALLER = /^(?:me|self|myself|whoami|currentuser|authenticateduser|viewer|mine|my|current)$/;
/** Words that do so at the end of a path that is under nobody: `/profile`. */
const OWN = /^(?:profile|account|session)$/;

/** Lists that are worked out, not stored. */
const REPORT =
  /^(?:status|statuses|stats|statistics|summary|summaries|reports?|usage|metrics|counts?|totals?|aggregates?|analytics|health|latest|recent|top|popular|trending|upcoming|random|nearby|nearest|closest|similar|related|available|search|suggest|suggestions|autocomplete|facets|validation|recommendations|timeseries)$/;

/** Those that are kept under names of their own too. */
const KEPT = /^(?:status|statuses|reports?)$/;

/** What callers do to be known, or to be forgotten. */
const SESSION = /^(?:(?:log|sign)(?:in|on|out|off|up)|authenticate|reauthenticate)$/;

const IMPERATIVE =
  /^(?:add|apply|assign|calculate|compute|convert|create|delete|disable|enable|fetch|generate|get|merge|remove|resolve|retrieve|select|send|submit|unassign|update|validate|verify)$/;

/** The word of a path that stands for whoever calls, if there is one. */
export function callerIn(raw: RawOperation): string | undefined {
  const { path, word, itemParameter } = raw;
  const segments = path.split('/');
  const caller = segments.find((segment) => CALLER.test(squash(segment)));
  const isUnderSomebody = segments.some((segment) => segment.includes('{'));
  return (
    caller ??
    raw.caller ??
    (itemParameter === undefined && !isUnderSomebody && OWN.test(squash(word)) ? word : undefined)
  );
}

/** `/stats`, `/latest`: a word for what is worked out. */
export const isReport = (word: string): boolean => REPORT.test(squash(word));

/** `/search/{query}`, `/usage/{code}`: what is worked out for whatever is named. */
export const isReportOn = (word: string): boolean => isReport(word) && !KEPT.test(squash(word));

/** Everything under `/reports` is worked out. */
export const isReported = (path: string): boolean =>
  path
    .split('/')
    .slice(0, -1)
    .some((segment) => /^(?:reports?|stats|statistics|analytics|metrics)$/i.test(segment));

/** `POST /auth/login` stores nothing, whatever it is sent. */
export const isSessionVerb = ({ word, itemParameter }: RawOperation): boolean =>
  itemParameter === undefined && SESSION.test(squash(word));

/** `POST /orders/{id}/cancel`: a word behind an item, and something is done. */
export const isVerb = ({ method, path }: RawOperation): boolean =>
  method !== 'get' && /\}\/[^/{}]+$/.test(path);

/** `/select_accounts`: a verb that is hardly a noun, and what it is done to. */
export function isImperative(word: string): boolean {
  const [first = '', ...rest] = wordsOf(word);
  return rest.length > 0 && IMPERATIVE.test(first);
}

/** `{project_name_or_id}`, `{idOrSlug}`: what may be named in two ways. */
export const namesEither = (parameter: string): boolean =>
  wordsOf(parameter).slice(1, -1).includes('or');

/** `/pets/findByStatus?status=`: a list that a parameter narrows. */
export function finds({ word, method, operation }: RawOperation): boolean {
  const byName = /^(?:find|search|list|get|query|filter)by/.test(squash(word));
  return (
    method === 'get' &&
    byName &&
    (operation.parameters ?? []).some(({ in: place }) => place === 'query')
  );
}
