import type { RecordedEvent } from '../../src/holes/events.ts';
import type { Failure } from '../../src/holes/failure.ts';
import { CodeBlock } from './code.tsx';
import { Diff } from './diff.tsx';
import { durationText } from './money.ts';

/** Events that say nothing which the next one does not say too. */
const LEFT_OUT: ReadonlySet<string> = new Set(['started', 'tests-started', 'all-passed', 'fixing']);

/** What happened, in order, with bodies, findings and diffs. */
export function EventList({ events }: { readonly events: readonly RecordedEvent[] }) {
  const holes = new Set(events.flatMap((event) => ('hole' in event ? event.hole : [])));
  return (
    <ol class="events">
      {events
        .filter(({ type }) => !LEFT_OUT.has(type))
        .map((event, index) => (
          <li key={index} class={`event ${toneOf(event)}`}>
            <time title={event.at}>{event.at.slice(11, 19)}</time>
            <div>
              {holes.size > 1 && 'hole' in event && <code class="whose">{event.hole}</code>}
              <Line event={event} />
            </div>
          </li>
        ))}
    </ol>
  );
}

function toneOf(event: RecordedEvent): string {
  switch (event.type) {
    case 'verified':
      return event.ok ? 'ok' : 'bad';
    case 'tests-completed':
      return event.failures.length === 0 ? 'ok' : 'bad';
    case 'generation-failed':
    case 'failed':
    case 'rejected':
      return 'bad';
    case 'approval-asked':
    case 'stuck':
      return 'warn';
    case 'approved':
    case 'file-written':
    case 'completed':
      return 'ok';
    default:
      return '';
  }
}

const STUCK = {
  afresh: 'Going in circles: begins afresh.',
  'next-model': 'Going in circles: the next model is asked.',
  'give-up': 'Going in circles: no other model is left.',
} as const;

function Line({ event }: { readonly event: RecordedEvent }) {
  switch (event.type) {
    case 'run-started':
      return <>The run begins with {event.holes.join(', ')}.</>;
    case 'context-scanned':
      return (
        <>
          Round {event.round}: {event.tokens} tokens to send, {event.contextTokens} of them context.
        </>
      );
    case 'generation-started':
      return (
        <>
          {event.model} is asked for {event.purpose === 'tests' ? 'tests' : 'a body'}.
        </>
      );
    case 'generated':
      return (
        <details>
          <summary>
            {event.model} answered: {event.usage.inputTokens} + {event.usage.outputTokens} tokens
            {event.cost === undefined ? '' : `, ${event.cost.toFixed(4)}`}
            {event.replayed ? ', known from before' : ''}.
          </summary>
          <pre class="code-block" tabIndex={0}>
            {event.text}
          </pre>
        </details>
      );
    case 'verified':
      return (
        <>
          <details>
            <summary>
              {event.ok ? 'Policy and types agree' : 'Not accepted'}, in{' '}
              {durationText(event.milliseconds)}.
            </summary>
            <CodeBlock text={event.body} label="The body" />
          </details>
          <Failures of={event.failures} />
        </>
      );
    case 'tests-completed':
      return (
        <>
          {event.passed} tests pass, {event.failed} fail, in {durationText(event.milliseconds)}.
          <Failures of={event.failures} />
        </>
      );
    case 'stuck':
      return <>{STUCK[event.then]}</>;
    case 'debugging':
      return (
        <>
          It is repaired, since this fails: <Failures of={event.failures} />
        </>
      );
    case 'approval-asked':
      return (
        <>
          A body passes; a person is asked. <Diff patch={event.diff} />
        </>
      );
    case 'approved':
      return <>Approved by {event.by}.</>;
    case 'rejected':
      return <>Not approved.</>;
    case 'file-written':
      return (
        <details>
          <summary>
            Kept in <code>{event.file}</code>.
          </summary>
          <Diff patch={event.diff} />
        </details>
      );
    case 'completed':
      return (
        <>
          Done after {event.rounds} {event.rounds === 1 ? 'round' : 'rounds'}.
        </>
      );
    case 'generation-failed':
    case 'failed':
      return <>{event.reason}</>;
    case 'run-ended':
      return <>The run ends: {event.reason}.</>;
    default:
      return <>{event.type}</>;
  }
}

const Failures = ({ of }: { readonly of: readonly Failure[] }) =>
  of.length === 0 ? null : (
    <ul class="failures">
      {of.map(({ where, message }, index) => (
        <li key={index}>
          {where !== '' && <b>{where}: </b>}
          <span class="pre">{message}</span>
        </li>
      ))}
    </ul>
  );
