import { type Diagnostic, diagnostic } from '../../diagnostics/diagnostic.ts';
import type { SourceLocation } from '../../diagnostics/diagnostic.ts';
import type { Rename } from './types.ts';

/** Where the newer description says something, for diagnostics. */
export type PlaceOf = (entity: string, field?: string) => SourceLocation | undefined;

/**
 * Reads `Book=Volume` and `Book.title=heading`.
 *
 * @returns undefined for what is no rename
 */
export function parseRename(text: string): Rename | undefined {
  const [from = '', to = '', ...more] = text.split('=').map((part) => part.trim());
  const [entity = '', ...field] = from.split('.');
  if (more.length > 0 || entity === '' || to === '') return undefined;
  if (field.length === 0) return { entity, to };
  const name = field.join('.');
  const own = to.startsWith(`${entity}.`) ? to.slice(entity.length + 1) : to;
  return name === '' || own === '' ? undefined : { entity, field: name, to: own };
}

interface Named {
  readonly name: string;
  readonly renamedFrom?: string;
}

export interface Pairing<Item extends Named> {
  /** Items of the newer model with what they were; in the newer order. */
  readonly kept: readonly { readonly before: Item; readonly after: Item }[];
  readonly added: readonly Item[];
  readonly removed: readonly Item[];
}

export interface PairRequest<Item extends Named> {
  readonly before: readonly Item[];
  readonly after: readonly Item[];
  /** Answers of a person: new name by old name. */
  readonly told: ReadonlyMap<string, string>;
  /** What a name is called in messages: `entity`, `field of Book`. */
  readonly noun: string;
  /** How names are compared with former ones, which are told in the description's own spelling. */
  readonly fold: (name: string) => string;
  readonly place: (item: Item) => SourceLocation | undefined;
}

/**
 * Finds what each item of the newer model was in the older one: the one with its name, or the one
 * that it is declared to have been. Nothing is guessed.
 */
export function pair<Item extends Named>(
  request: PairRequest<Item>,
): Pairing<Item> & {
  readonly diagnostics: readonly Diagnostic[];
} {
  const { before, after, told, noun, fold, place } = request;
  const byName = new Map(before.map((item) => [item.name, item]));
  const byFold = new Map(before.map((item) => [fold(item.name), item]));
  const names = new Set(after.map(({ name }) => name));
  const oldOf = new Map([...told].map(([from, to]) => [to, from]));
  const taken = new Map<Item, Item>();
  const diagnostics: Diagnostic[] = [];
  const say = (code: 'SW5511' | 'SW5512', item: Item | undefined, message: string) =>
    diagnostics.push(diagnostic(code, 'error', message, item && place(item)));

  for (const [from, to] of told) {
    if (!byName.has(from))
      say(
        'SW5511',
        undefined,
        `--rename names the ${noun} ${from}, and the last generation has none. Name one of ${list(byName.keys())}.`,
      );
    else if (!names.has(to))
      say(
        'SW5511',
        undefined,
        `--rename says that the ${noun} ${from} is called ${to} now, and the description has no ${to}. Name one of ${list(names)}.`,
      );
  }
  const pairs = after.map((item) => {
    const answer = oldOf.get(item.name);
    const former = item.renamedFrom;
    const renamed =
      answer === undefined
        ? former === undefined
          ? undefined
          : (byName.get(former) ?? byFold.get(fold(former)))
        : byName.get(answer);
    const same = byName.get(item.name);
    // A declaration stays in the description when its work is done.
    const isDone = answer === undefined && same !== undefined;
    if (!renamed || isDone) return { item, was: same };
    if (names.has(renamed.name) && !told.has(renamed.name)) {
      say(
        'SW5512',
        item,
        `The ${noun} ${item.name} is declared to have been ${renamed.name}, and there still is a ${renamed.name}. Remove one of them, or the declaration.`,
      );
      return { item, was: same };
    }
    return { item, was: renamed };
  });
  for (const { item, was } of pairs) {
    const other = was && taken.get(was);
    if (was && other)
      say(
        'SW5512',
        item,
        `The ${noun} ${was.name} cannot have become both ${other.name} and ${item.name}. Keep one of the declarations.`,
      );
    else if (was) taken.set(was, item);
  }
  const kept = [...taken].map(([was, item]) => ({ before: was, after: item }));
  const isKept = new Set(taken.values());
  return {
    kept,
    added: after.filter((item) => !isKept.has(item)),
    removed: before.filter((item) => !taken.has(item)),
    diagnostics,
  };
}

const list = (names: Iterable<string>): string => [...names].join(', ') || 'none';
