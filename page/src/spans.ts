import type { RecordedEvent } from '../../src/holes/events.ts';

/** What a hole spent a stretch of time on. Times are milliseconds from the run's beginning. */
export interface Span {
  readonly kind: 'ask' | 'judge' | 'test' | 'wait';
  readonly from: number;
  readonly to: number;
  /** How long it took in truth, where a pause was cut short. */
  readonly milliseconds: number;
}

/** Nothing happens for longer than this only while a run waits for a person. */
const PAUSE = 120_000;
const CUT = 4000;

const BEGINS: Readonly<Partial<Record<RecordedEvent['type'], Span['kind']>>> = {
  'generation-started': 'ask',
  generated: 'judge',
  'tests-started': 'test',
  'approval-asked': 'wait',
};

/** The stretches of each hole, on a common scale in which long pauses are short. */
export function spansOf(events: readonly RecordedEvent[]): {
  readonly holes: readonly { readonly hole: string; readonly spans: readonly Span[] }[];
  readonly total: number;
} {
  const scale = scaleOf(events.map(({ at }) => Date.parse(at)));
  const byHole = new Map<string, RecordedEvent[]>();
  for (const event of events)
    if ('hole' in event) byHole.set(event.hole, [...(byHole.get(event.hole) ?? []), event]);
  const holes = [...byHole].map(([hole, own]) => ({
    hole,
    spans: own.flatMap((event, index): Span[] => {
      const kind = BEGINS[event.type];
      const next = own[index + 1];
      if (!kind || !next) return [];
      const [start, end] = [Date.parse(event.at), Date.parse(next.at)];
      return [{ kind, from: scale(start), to: scale(end), milliseconds: end - start }];
    }),
  }));
  return { holes, total: scale(Date.parse(events.at(-1)?.at ?? '') || 0) };
}

/** From a time to its place on the scale. */
function scaleOf(times: readonly number[]): (time: number) => number {
  const places = new Map<number, number>();
  let place = 0;
  let before = times[0] ?? 0;
  for (const time of times) {
    const gap = Math.max(0, time - before);
    place += gap > PAUSE ? CUT : gap;
    places.set(time, place);
    before = time;
  }
  return (time) => places.get(time) ?? 0;
}
