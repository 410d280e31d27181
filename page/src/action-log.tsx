import { Findings } from './findings.tsx';
import type { Action } from './use-action.ts';

/** What an action is doing, and what came of it. */
export function ActionLog({ action }: { readonly action: Action }) {
  const { isRunning, log, outcome, stop } = action;
  if (!isRunning && !outcome) return null;
  return (
    <section class="action-log" aria-live="polite" aria-label="Progress">
      {log.length > 0 && (
        <ol>
          {log.map((line, index) => (
            <li key={index}>{line}</li>
          ))}
        </ol>
      )}
      {isRunning && (
        <p class="running">
          <span class="spinner" aria-hidden="true" /> Working …{' '}
          <button type="button" class="button" onClick={stop}>
            Stop
          </button>
        </p>
      )}
      {outcome && outcome.message !== '' && (
        <p class={outcome.isDone ? 'note ok' : 'note'}>{outcome.message}</p>
      )}
      {outcome && <Findings of={outcome.findings} />}
    </section>
  );
}
