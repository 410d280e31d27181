import { useState } from 'preact/hooks';
import type { RunTimeline } from '../../src/holes/timeline.ts';
import { useApp } from './app-context.ts';
import { data } from './data.ts';
import { EventList } from './event-list.tsx';
import { costText, tokensText } from './money.ts';
import { hashOf } from './place.ts';
import { useLoaded } from './use-loaded.ts';

/** What runs have tried on one hole, the newest first. */
export function Attempts({ hole }: { readonly hole: string }) {
  const { state } = useApp();
  const runs = (state.value?.runs ?? [])
    .filter(({ holes }) => holes.some((one) => one.hole === hole))
    .toReversed();
  if (runs.length === 0) return null;
  return (
    <>
      <h3>Attempts</h3>
      {runs.map((run) => (
        <Attempt key={run.run} run={run} hole={hole} />
      ))}
    </>
  );
}

function Attempt({ run, hole }: { readonly run: RunTimeline; readonly hole: string }) {
  const [isOpen, setOpen] = useState(false);
  const own = run.holes.find((one) => one.hole === hole);
  if (!own) return null;
  return (
    <details class="block" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <span class={`state ${own.status}`}>{own.status}</span>{' '}
        <a href={hashOf('runs', run.run)}>{run.run}</a>{' '}
        <span class="muted">
          {own.rounds} {own.rounds === 1 ? 'round' : 'rounds'} · {tokensText(own)}
          {costText(own.cost)}
        </span>
        {own.reason !== undefined && <span class="reason">{own.reason}</span>}
      </summary>
      {isOpen && <Events run={run.run} hole={hole} />}
    </details>
  );
}

function Events({ run, hole }: { readonly run: string; readonly hole: string }) {
  const loaded = useLoaded(() => data.run(run), [run]);
  const events = loaded.value?.events.filter((event) => 'hole' in event && event.hole === hole);
  return <EventList events={events ?? []} />;
}
