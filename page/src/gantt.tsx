import type { RecordedEvent } from '../../src/holes/events.ts';
import { durationText } from './money.ts';
import { type Span, spansOf } from './spans.ts';

const WORDS: Readonly<Record<Span['kind'], string>> = {
  ask: 'a model is asked',
  judge: 'policy and types',
  test: 'tests',
  wait: 'waits for a person',
};

/** What each hole of a run spent its time on, one below the other. */
export function Gantt({ events }: { readonly events: readonly RecordedEvent[] }) {
  const { holes, total } = spansOf(events);
  if (holes.length === 0 || total === 0) return null;
  const percent = (time: number): string => `${((time / total) * 100).toFixed(3)}%`;
  return (
    <figure class="gantt">
      {holes.map(({ hole, spans }) => (
        <div key={hole} class="gantt-row">
          <code>{hole}</code>
          <div class="gantt-bar">
            {spans.map(({ kind, from, to, milliseconds }, index) => (
              <span
                key={index}
                class={`gantt-span ${kind}`}
                style={{ left: percent(from), width: percent(to - from) }}
                title={`${WORDS[kind]}: ${durationText(milliseconds)}`}
              />
            ))}
          </div>
        </div>
      ))}
      <figcaption>
        {Object.entries(WORDS).map(([kind, word]) => (
          <span key={kind}>
            <i class={`gantt-span ${kind}`} /> {word}
          </span>
        ))}
        <span class="muted">{durationText(total)} in all, long pauses cut short</span>
      </figcaption>
    </figure>
  );
}
