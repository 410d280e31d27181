import { wordsOf } from './names.ts';
import type { RawOperation } from './raw-operations.ts';
import type { Entity, OperationKind } from './types.ts';

type Verbs = ReadonlySet<string>;

const verbs = (text: string): Verbs => new Set(text.split(' '));

const READ = verbs('browse fetch find get list lookup query read retrieve search');
const WORK_OUT = verbs('calculate compute convert infer predict simulate translate');
const ASSESS = verbs('analyse analyze check compare estimate evaluate preview validate verify');
const MAKE = verbs(
  'add book create generate import insert invite new open post record register save schedule send start store submit subscribe upload',
);
const CHANGE = verbs('change edit modify rename replace update');
/** What a thing goes through that is there before and after. */
const PASS = verbs(
  'accept activate approve archive block cancel close deactivate decline deny disable enable expire hide lock mark merge move mute pause reject reopen reset restore resume revert stop suspend toggle unarchive unblock unlock unmute withdraw',
);
/** What is said of deleting and means less, or something else, but for what is named after it. */
const LET_GO = verbs(
  'acknowledge deprecate detach disconnect invalidate request unassign unfollow unlike unlink unmark unpin unstar untag void',
);
const DELETE = verbs(
  'clear delete deregister destroy drop erase purge remove revoke terminate uninstall unregister unsubscribe',
);

const ANSWER = verbs('reply respond share');

/** What an operation is called, and what it is not. */
interface Words {
  readonly own: Verbs;
  readonly others: readonly Verbs[];
}

const SAYS: Partial<Record<OperationKind, Words>> = {
  // A GET changes nothing, whatever was copied into its text (RFC 9110, section 9.2.1).
  list: { own: READ, others: [WORK_OUT] },
  get: { own: READ, others: [WORK_OUT] },
  create: { own: MAKE, others: [READ, WORK_OUT, ASSESS, CHANGE, PASS, DELETE] },
  replace: { own: CHANGE.union(MAKE), others: [WORK_OUT, ASSESS, DELETE] },
  upsert: { own: CHANGE.union(MAKE), others: [WORK_OUT, ASSESS, DELETE] },
  update: { own: CHANGE.union(MAKE), others: [WORK_OUT, ASSESS, DELETE] },
  delete: { own: DELETE, others: [CHANGE, PASS, LET_GO] },
};

/** A POST on an item may make something under it as well as change it; that it posts is no news. */
const POSTED: Words = {
  own: CHANGE.union(verbs('save store')),
  others: [WORK_OUT, ASSESS, DELETE, MAKE.difference(verbs('post')), ANSWER],
};

const ALL = [READ, WORK_OUT, ASSESS, MAKE, CHANGE, PASS, LET_GO, ANSWER, DELETE].reduce(
  (all, some) => all.union(some),
);

const AND = verbs('and or then');

/** What a verb is looked for in: the rest of a text says what it is done to. */
const START = 120;

/**
 * Why an operation is not what its method and path make of it, where its summary begins with the
 * verb of something else: `DELETE /orders/{id}` that is to cancel an order keeps it. Where that
 * says no verb, its name or its description does.
 */
export function saidOtherwise(
  { method, operation }: Pick<RawOperation, 'method' | 'operation'>,
  kind: OperationKind,
  entity: Pick<Entity, 'name'> | undefined,
): string | undefined {
  const says = kind === 'update' && method === 'post' ? POSTED : SAYS[kind];
  if (!says || !entity) return undefined;
  const { own, others } = says;
  for (const [place, text] of textsOf(operation)) {
    const said = verbsOf(text);
    if (said.length === 0) continue;
    if (said.some((verb) => own.has(verb))) return undefined;
    const other = said.find((verb) => others.some((known) => known.has(verb)));
    if (other === undefined || (!READ.has(other) && isNounOf(entity.name, other))) return undefined;
    return `its ${place} says "${other}", not "${kind === 'list' ? 'get' : kind}"`;
  }
  return undefined;
}

/** What says what an operation does, the surest first. Tools write `Things_cancel` too. */
function textsOf({ summary, operationId, description }: RawOperation['operation']) {
  const [, name] = /[._/]([^._/]*)$/.exec(operationId ?? '') ?? [];
  return [
    ['summary', summary],
    ['operationId', operationId],
    ['operationId', name],
    ['description', description],
  ].flatMap(([place, text]) => (typeof text === 'string' ? [[place, text] as const] : []));
}

/** The verbs that a text begins with, and what it says to do else: `Find a pet or create it`. */
function verbsOf(text: string): string[] {
  const words = wordsOf(text.slice(0, START));
  const end = words.findIndex((word) => verbOf(word) === undefined && !AND.has(word));
  if (end === 0) return [];
  return words.flatMap((word, index) => {
    const isSaid = end === -1 || index < end || AND.has(words[index - 1] ?? '');
    return (isSaid ? verbOf(word) : undefined) ?? [];
  });
}

/** `get`, `gets`, `fetches`. */
const verbOf = (word: string): string | undefined =>
  [word, word.replace(/s$/, ''), word.replace(/es$/, '')].find((form) => ALL.has(form));

/** How many letters a noun has in common with its verb: `verify`, `Verification`. */
const STEM = 4;

/** Cancellations are created by whoever cancels, and a mark is deleted by whoever unmarks. */
const isNounOf = (name: string, verb: string): boolean => {
  const plain = verb.replace(/^un/, '').slice(0, STEM);
  return wordsOf(name).some((word) => word.startsWith(plain));
};
