import { useState } from 'preact/hooks';
import type { HoleView } from '../../src/view/state-types.ts';
import { CodeBlock } from './code.tsx';
import type { Action } from './use-action.ts';

interface ProposedTestsProps {
  readonly hole: string;
  readonly tests: NonNullable<HoleView['proposed']>;
  readonly action: Action;
  /** Whether something may be decided now. */
  readonly isAble: boolean;
}

/** Found of tests that run, and that the body does not pass. */
const FAIL = 'SW8011';

/** Tests that a model proposed: to be read, corrected, and approved or rejected. */
export function ProposedTests({ hole, tests, action, isAble }: ProposedTestsProps) {
  const [text, setText] = useState(tests.text);
  const [isEditing, setEditing] = useState(false);
  const decide = (decision: 'approve' | 'reject', failing = false): void =>
    action.start(`holes/${hole}/tests`, {
      decision,
      hash: tests.hash,
      failing,
      ...(text !== tests.text && { text }),
    });
  const isFailing = action.outcome?.findings.some(({ code }) => code === FAIL) === true;
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    decide('approve');
  };
  return (
    <section class="waiting-box" aria-label="Proposed tests">
      <h3>A model proposed these tests; they wait for you</h3>
      <p class="muted">
        <code>{tests.path}</code>
      </p>
      {isEditing ? (
        <div class="editor">
          <textarea
            aria-label={`Tests of ${hole}`}
            spellcheck={false}
            rows={Math.min(40, text.split('\n').length + 1)}
            value={text}
            disabled={action.isRunning}
            onInput={(event) => setText(event.currentTarget.value)}
            onKeyDown={onKeyDown}
          />
        </div>
      ) : (
        <CodeBlock text={text} label={tests.path} />
      )}
      {isAble && (
        <div class="actions">
          <button type="button" class="button primary" onClick={() => decide('approve')}>
            Approve
          </button>
          {isFailing && (
            <button type="button" class="button" onClick={() => decide('approve', true)}>
              Approve though they fail
            </button>
          )}
          {isEditing ? (
            <button
              type="button"
              class="button"
              onClick={() => {
                setText(tests.text);
                setEditing(false);
              }}
            >
              Cancel
            </button>
          ) : (
            <button type="button" class="button" onClick={() => setEditing(true)}>
              Correct them
            </button>
          )}
          <button type="button" class="button" onClick={() => decide('reject')}>
            Reject
          </button>
          {isEditing && (
            <span class="muted">Ctrl + Enter approves them, if types agree and they pass.</span>
          )}
        </div>
      )}
    </section>
  );
}
