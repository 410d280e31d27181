import { useEffect, useRef, useState } from 'preact/hooks';
import type { PlanView } from '../../src/view/state-types.ts';
import { ActionLog } from './action-log.tsx';
import { useApp } from './app-context.ts';
import { Dialog } from './dialog.tsx';
import { Findings } from './findings.tsx';
import { Loading } from './loading.tsx';
import { PathName } from './path-name.tsx';
import { hashOf } from './place.ts';
import { useAction } from './use-action.ts';

interface GenerateDialogProps {
  /** The plan as it is known now. */
  readonly plan: PlanView;
  readonly onClose: () => void;
}

/** Shows what would be written, and writes it when a person says so. */
export function GenerateDialog({ plan: now, onClose }: GenerateDialogProps) {
  const action = useAction();
  const [plan, setPlan] = useState(now);
  const [isTested, setTested] = useState(now.isTested);
  const { isRunning, outcome } = action;
  const isDone = outcome?.isDone === true;
  // After an attempt, the plan is read again.
  const { isLoading } = useApp().state;
  useEffect(() => {
    // What was written stays in sight; a plan that was refused is shown as it is now.
    if (!isRunning && !isDone) setPlan(now);
  }, [now, isRunning, isDone]);
  // Buttons come and go with what is done; the keyboard stays with the one that is next.
  const next = useRef<HTMLButtonElement>(null);
  useEffect(() => next.current?.focus(), [isRunning, isDone, isLoading]);
  const files = plan.files.filter(({ action: own }) => own !== 'keep');
  const write = (): void => action.start('generate', { plan: plan.hash, test: isTested });
  return (
    <Dialog title="Generate" class="generate" onClose={onClose}>
      {!isDone && (
        <>
          <p class="headline">{planText(files.length)}</p>
          <Findings of={plan.findings.filter(({ severity }) => severity !== 'info')} />
          <ul class="planned" tabIndex={0} aria-label="What is written">
            {files.map(({ path, action: own }) => (
              <li key={path} class="item file">
                <span class={`action ${own}`}>{own}</span>
                <PathName path={path} />
              </li>
            ))}
          </ul>
        </>
      )}
      <ActionLog action={action} />
      {isDone && <Decisions onClose={onClose} />}
      {!isRunning && !isDone && isLoading && <Loading what="Reading the plan again" />}
      {!isRunning && !isDone && !isLoading && (
        <>
          <label class="check">
            <input
              type="checkbox"
              checked={isTested}
              onChange={(event) => setTested(event.currentTarget.checked)}
            />{' '}
            Run the service's tests before anything is written
          </label>
          <div class="actions">
            <button
              type="button"
              class="button primary"
              ref={next}
              disabled={!canGenerate(plan)}
              onClick={write}
            >
              {outcome ? 'Try again' : 'Write it'}
            </button>
            <button type="button" class="button" onClick={onClose}>
              Cancel
            </button>
          </div>
        </>
      )}
      {isDone && (
        <div class="actions">
          <button type="button" class="button primary" ref={next} onClick={onClose}>
            Close
          </button>
        </div>
      )}
    </Dialog>
  );
}

/** Whether there is something to write. */
export const canGenerate = ({ hash }: PlanView): boolean => hash !== undefined;

const planText = (files: number): string =>
  files === 0
    ? 'No file changes, but what Specwright remembers of them does.'
    : `${files} ${files === 1 ? 'file changes' : 'files change'}:`;

/** Files in which the generation has left something to decide. */
function Decisions({ onClose }: Pick<GenerateDialogProps, 'onClose'>) {
  const conflicts = useApp().state.value?.conflicts ?? [];
  if (conflicts.length === 0) return null;
  return (
    <>
      <h3>To decide</h3>
      <ul class="planned" aria-label="To decide">
        {conflicts.map(({ path }) => (
          <li key={path}>
            <a class="item file" href={hashOf('conflicts', path)} onClick={onClose}>
              <span class="action conflict">conflict</span>
              <PathName path={path} />
            </a>
          </li>
        ))}
      </ul>
    </>
  );
}
