import type { ServiceAsPlanned } from '../fill-service.ts';
import { bodyHash } from '../holes/contract.ts';
import type { RecordedEvent } from '../holes/events.ts';
import { ownTests } from '../holes/proposed-tests.ts';
import type { HoleStatus } from '../holes/state.ts';
import type { RuleExample } from '../model/types.ts';
import { contentHash } from '../workspace/content-hash.ts';
import type { HoleView } from './state-types.ts';

/** How many types in reach are shown: those nearest the signature. */
const MOST_TYPES = 12;

/** The holes of a service: contract, body, tests, and what waits for a person. */
export function holeViews(
  { contracts, statuses, tree, lock }: ServiceAsPlanned,
  runs: readonly { readonly run: string; readonly events: readonly RecordedEvent[] }[],
): HoleView[] {
  const waiting = waitingBodies(runs);
  const states = new Map<string, HoleStatus>(statuses.map((status) => [status.hole.id, status]));
  return contracts.map(({ hole, signature, types }) => {
    const { id, kind, file, reason, operation, entity, rules, resource } = hole;
    const { state = 'missing', body = '' } = states.get(id) ?? {};
    const from = lock.holes[id];
    const isFromModel = state === 'filled' || state === 'stale';
    const line = lineOf(tree.get(file) ?? '', id);
    const awaited = waiting.get(id);
    return {
      id,
      kind,
      state,
      file,
      ...(line !== undefined && { line }),
      reason,
      ...(operation && { operation: operation.id }),
      ...(entity && { entity: entity.name }),
      rules: rules.map(({ rule, examples }) => ({ rule, examples: examples.map(exampleText) })),
      signature,
      types: types.slice(0, MOST_TYPES).map(({ name, file: path, text }) => ({
        name,
        file: path,
        text,
      })),
      body,
      hash: bodyHash(body),
      tests: testPaths(id, resource.folder).flatMap((path) => {
        const text = tree.get(path);
        return text === undefined ? [] : [{ path, text }];
      }),
      ...proposedTests(id, tree),
      ...(from &&
        isFromModel && { from: { provider: from.provider, model: from.model, run: from.run } }),
      ...(awaited && { waiting: awaited }),
    };
  });
}

/** Bodies that passed and that nobody has approved or rejected yet, by hole; the last run counts. */
export function waitingBodies(
  runs: readonly { readonly run: string; readonly events: readonly RecordedEvent[] }[],
): Map<string, NonNullable<HoleView['waiting']>> {
  const waiting = new Map<string, NonNullable<HoleView['waiting']>>();
  for (const { run, events } of runs) {
    for (const event of events) {
      if (event.type === 'approval-asked')
        waiting.set(event.hole, { run, body: event.body, diff: event.diff });
      // Whatever was kept or refused later is newer than what waited before.
      if (event.type === 'approved' || event.type === 'rejected') waiting.delete(event.hole);
    }
  }
  return waiting;
}

/** Tests that a hole has to pass, and that nobody has to decide about. */
const testPaths = (hole: string, folder: string): string[] => [
  `tests/rules/${folder}.test.ts`,
  ownTests(hole).approved,
];

/** Tests that a model proposed, until a person has decided. */
function proposedTests(
  hole: string,
  tree: ServiceAsPlanned['tree'],
): Pick<HoleView, 'proposed'> | undefined {
  const path = ownTests(hole).proposed;
  const text = tree.get(path);
  return text === undefined ? undefined : { proposed: { path, text, hash: contentHash(text) } };
}

function lineOf(text: string, name: string): number | undefined {
  const index = text.split('\n').findIndex((line) => line.includes(`function ${name}(`));
  return index < 0 ? undefined : index + 1;
}

/** An example as lines of `given`, `when` and `then`. */
const exampleText = ({ given, when, then }: RuleExample): string =>
  [
    ['given', given],
    ['when', when],
    ['then', then],
  ]
    .map(([word, value]) => `${String(word)} ${valueText(value)}`)
    .join('\n');

const valueText = (value: unknown): string =>
  typeof value === 'string' ? value : JSON.stringify(value, null, 1).replaceAll(/\n */g, ' ');
