import { useState } from 'preact/hooks';
import type { HoleView } from '../../src/view/state-types.ts';
import { ActionLog } from './action-log.tsx';
import { useApp } from './app-context.ts';
import { Attempts } from './attempts.tsx';
import { CodeBlock } from './code.tsx';
import { data } from './data.ts';
import { Diff } from './diff.tsx';
import { HoleEditor } from './hole-editor.tsx';
import { hashOf } from './place.ts';
import { ProposedTests } from './proposed-tests.tsx';
import { useAction } from './use-action.ts';

const MEANING: Readonly<Record<HoleView['state'], string>> = {
  open: 'answers 501 until it is written',
  filled: 'written by a model, and kept by the tests',
  stale: 'written for a contract that has changed since',
  own: 'written by a person',
  missing: 'the function is not in its file',
};

/** One hole: what it has to keep to, what it is, and what was tried. */
export function HoleDetail({ hole }: { readonly hole: HoleView }) {
  const [isEditing, setEditing] = useState(false);
  const action = useAction(() => setEditing(false));
  const { id, state, file, line, operation, from, waiting, proposed } = hole;
  const plan = useApp().state.value?.plan;
  const pending = plan?.files.filter((one) => one.action !== 'keep').length ?? 0;
  const isAble = data.act !== undefined && state !== 'missing' && pending === 0;
  const canAct = isAble && !action.isRunning;
  return (
    <article>
      <header class="detail-head">
        <h2>
          <code class="route">{id}</code>
        </h2>
        <p class="muted">
          <span class={`state ${state}`}>{state}</span> {MEANING[state]} ·{' '}
          <code>
            {file}
            {line === undefined ? '' : `:${line}`}
          </code>
          {operation !== undefined && (
            <>
              {' '}
              · <a href={hashOf('operations', operation)}>operation</a>
            </>
          )}
        </p>
        {data.act && pending > 0 && (
          <p class="note warn">
            Business logic is not written on what is about to change: {pending}{' '}
            {pending === 1 ? 'file' : 'files'} of <a href="#/plan">the plan</a> wait to be
            generated.
          </p>
        )}
        {canAct && !isEditing && (
          <div class="actions">
            <button type="button" class="button primary" onClick={() => setEditing(true)}>
              {state === 'open' ? 'Write it' : 'Edit'}
            </button>
            <button
              type="button"
              class="button"
              onClick={() => action.start(`holes/${id}/refill`, {})}
            >
              {state === 'open' ? 'Have a model write it' : 'Have a model write it anew'}
            </button>
          </div>
        )}
      </header>
      {waiting && <Waiting waiting={waiting} id={id} action={canAct ? action : undefined} />}
      {proposed && (
        <ProposedTests
          key={proposed.hash}
          hole={id}
          tests={proposed}
          action={action}
          isAble={canAct && !isEditing}
        />
      )}
      <ActionLog action={action} />
      <Rules hole={hole} />
      <h3>Body</h3>
      {isEditing ? (
        <HoleEditor hole={hole} action={action} onClose={() => setEditing(false)} />
      ) : (
        <>
          <CodeBlock
            text={`${hole.signature} {\n${indented(hole.body)}\n}`}
            label={`Body of ${id}`}
          />
          {from && (
            <p class="muted">
              by {from.model} at {from.provider}, in run{' '}
              <a href={hashOf('runs', from.run)}>{from.run}</a>
            </p>
          )}
        </>
      )}
      <Attempts hole={id} />
      <Blocks title="Tests" blocks={hole.tests.map(({ path, text }) => ({ name: path, text }))} />
      <Blocks
        title="Types in reach"
        blocks={hole.types.map(({ name, file: path, text }) => ({
          name: `${name}  ${path}`,
          text,
        }))}
      />
    </article>
  );
}

interface WaitingProps {
  readonly waiting: NonNullable<HoleView['waiting']>;
  readonly id: string;
  readonly action: ReturnType<typeof useAction> | undefined;
}

/** A body that passes, and the question whether it is to be kept. */
const Waiting = ({ waiting, id, action }: WaitingProps) => (
  <section class="waiting-box" aria-label="Waiting for approval">
    <h3>This body passes and waits for you</h3>
    <Diff patch={waiting.diff} />
    {action && (
      <div class="actions">
        <button
          type="button"
          class="button primary"
          onClick={() => action.start(`holes/${id}/approve`, { run: waiting.run })}
        >
          Approve
        </button>
        <button
          type="button"
          class="button"
          onClick={() => action.start(`holes/${id}/reject`, { run: waiting.run })}
        >
          Reject
        </button>
      </div>
    )}
  </section>
);

function Rules({ hole: { rules, reason } }: { readonly hole: HoleView }) {
  return (
    <>
      <p class="prose">It is a hole because {reason}.</p>
      {rules.length > 0 && <h3>Rules</h3>}
      <ul class="rules">
        {rules.map(({ rule, examples }) => (
          <li key={rule}>
            <p>{rule}</p>
            {examples.map((example) => (
              <pre key={example} class="example">
                {example}
              </pre>
            ))}
          </li>
        ))}
      </ul>
    </>
  );
}

interface BlocksProps {
  readonly title: string;
  readonly blocks: readonly { readonly name: string; readonly text: string }[];
}

const Blocks = ({ title, blocks }: BlocksProps) =>
  blocks.length === 0 ? null : (
    <>
      <h3>{title}</h3>
      {blocks.map(({ name, text }) => (
        <details key={name} class="block">
          <summary>
            <code>{name}</code>
          </summary>
          <CodeBlock text={text} label={name} />
        </details>
      ))}
    </>
  );

const indented = (text: string): string =>
  text
    .split('\n')
    .map((line) => (line === '' ? '' : `  ${line}`))
    .join('\n');
