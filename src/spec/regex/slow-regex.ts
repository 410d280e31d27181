import { intersection } from './char-set.ts';
import { parseRegex, UnknownRegexError, type RegexNode } from './parse-regex.ts';
import { positionsOf, varies, type Positions } from './positions.ts';

/** So many steps decide any expression that a person can read. */
const MOST_STEPS = 200_000;

/** In how many ways its short repetitions may combine. */
const MOST_WAYS = 200_000;

/**
 * Why a match could take longer than in proportion to the text, or `undefined` when it cannot. A
 * backtracking matcher is slow when one text can be read in several ways before it fails: when a
 * loop can read the same text by two paths (exponential), or two loops that follow each other can
 * share it (polynomial); the search for the start of a match is such a loop, too. Both are decided
 * on products of the automaton with itself (Weber and Seidl, 1991).
 */
export function whySlow(pattern: string, flags: string): string | undefined {
  try {
    const node = parseRegex(pattern, flags);
    if (ways(node) > MOST_WAYS) return 'its optional parts combine in too many ways';
    return whySlowNode(node, !isAnchored(node) && !flags.includes('y'), false);
  } catch (error) {
    if (error instanceof UnknownRegexError) return error.message;
    throw error;
  }
}

function whySlowNode(node: RegexNode, searched: boolean, mustEnd: boolean): string | undefined {
  const positions = positionsOf(node, searched, mustEnd);
  const budget = new Budget();
  const groups = loopsOf(positions);
  if (groups.some((loop) => readsTwice(loop, positions, budget))) {
    return 'a repetition can read the same text in two ways';
  }
  if (sharesText(groups, positions, budget)) {
    return 'two repetitions, or the search for the start and one, can share the same text';
  }
  // What is looked for ends where the look ends, and then the rest may still fail.
  return positions.lookedFor.map((body) => whySlowNode(body, searched, true)).find(Boolean);
}

class Budget {
  #left = MOST_STEPS;
  spend(): void {
    this.#left -= 1;
    if (this.#left < 0) throw new UnknownRegexError('it is too intricate to be judged');
  }
}

/** In how many ways the repetitions that are no loops can be taken together. */
function ways(node: RegexNode): number {
  if (node.kind === 'chars') return 1;
  if (node.kind === 'assertion') return node.body ? ways(node.body) : 1;
  if (node.kind !== 'repeat') return node.parts.reduce((product, part) => product * ways(part), 1);
  const own = node.max === Infinity || varies(node.body) ? 1 : node.max - node.min + 1;
  return (own > 65 ? 1 : own) * ways(node.body);
}

/** Whether every match begins at the start of the text. */
function isAnchored(node: RegexNode): boolean {
  if (node.kind === 'assertion') return node.isStart;
  if (node.kind === 'choice') return node.parts.every(isAnchored);
  if (node.kind === 'repeat') return node.min > 0 && isAnchored(node.body);
  if (node.kind !== 'sequence') return false;
  const [first] = node.parts.filter((part) => part.kind !== 'assertion' || part.isStart);
  return first !== undefined && isAnchored(first);
}

/** Sets of positions that lead to each other: the loops. */
function loopsOf({ next }: Positions): ReadonlySet<number>[] {
  const reach = next.map((_, start) => reachable(next, start));
  const found = new Map<number, ReadonlySet<number>>();
  reach.forEach((from, start) => {
    if (!from.has(start) || found.has(start)) return;
    const loop = new Set([...from].filter((end) => reach[end]?.has(start)));
    loop.forEach((position) => found.set(position, loop));
  });
  return [...new Set(found.values())];
}

function reachable(next: Positions['next'], start: number): ReadonlySet<number> {
  const found = new Set<number>();
  const open = [...(next[start] ?? [])];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (found.has(at)) continue;
    found.add(at);
    open.push(...(next[at] ?? []));
  }
  return found;
}

/** Whether two different paths through a loop read the same text and meet again. */
function readsTwice(loop: ReadonlySet<number>, positions: Positions, budget: Budget): boolean {
  const doubled = positions.doubled.some(
    ([from, to]) => loop.has(from) && loop.has(to) && !positions.accepting.has(to),
  );
  if (doubled) return true;
  return [...loop].some((start) => {
    if (positions.accepting.has(start)) return false;
    const split = walk([start, start], positions, budget, [loop, loop]);
    return [...split.values()].some(
      ([a = 0, b = 0]) =>
        a !== b && walk([a, b], positions, budget, [loop, loop]).has(`${start},${start}`),
    );
  });
}

/** Whether a text leads from one loop back to itself, to another, and there round again. */
function sharesText(
  loops: readonly ReadonlySet<number>[],
  positions: Positions,
  budget: Budget,
): boolean {
  const reach = positions.next.map((_, start) => reachable(positions.next, start));
  return loops.some((first) =>
    loops.some(
      (second) =>
        first !== second &&
        [...first].some((p) =>
          [...second].some((q) => {
            if (!reach[p]?.has(q) || positions.accepting.has(q)) return false;
            const within = [first, undefined, second];
            return walk([p, p, q], positions, budget, within).has(`${p},${q},${q}`);
          }),
        ),
    ),
  );
}

/** All that several readers of one text reach together, each within its own positions. */
function walk(
  from: readonly number[],
  { sets, next }: Positions,
  budget: Budget,
  within: readonly (ReadonlySet<number> | undefined)[],
): ReadonlyMap<string, readonly number[]> {
  const found = new Map<string, readonly number[]>();
  const open = [from];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    let steps: { to: readonly number[]; shared: (typeof sets)[number] | undefined }[] = [
      { to: [], shared: undefined },
    ];
    at.forEach((position, reader) => {
      steps = steps.flatMap(({ to, shared }) =>
        [...(next[position] ?? [])].flatMap((target) => {
          budget.spend();
          const set = sets[target] ?? [];
          const common = shared ? intersection(shared, set) : set;
          const allowed = within[reader]?.has(target) ?? true;
          return allowed && common.length > 0 ? [{ to: [...to, target], shared: common }] : [];
        }),
      );
    });
    for (const { to } of steps) {
      const key = to.join(',');
      if (found.has(key)) continue;
      found.set(key, to);
      open.push(to);
    }
  }
  return found;
}
