import { useState } from 'preact/hooks';
import type { ConflictPart, ConflictView } from '../../src/view/state-types.ts';
import { ActionLog } from './action-log.tsx';
import { Code } from './code.tsx';
import { data } from './data.ts';
import { useAction } from './use-action.ts';

/** What is to stand where the sides disagree. */
export type Choice =
  { readonly take: 'ours' | 'theirs' | 'both' } | { readonly take: 'text'; readonly text: string };

/** Lines of agreed text that are shown beside a place to decide. */
const CONTEXT = 4;

/** A file with conflicts: decide place by place, then have it checked and written. */
export function ConflictDetail({ file }: { readonly file: ConflictView }) {
  const [choices, setChoices] = useState<readonly (Choice | undefined)[]>([]);
  const action = useAction();
  const { path, parts, hash } = file;
  const places = parts.filter((part) => part.kind === 'conflict').length;
  const decided = choices.filter((choice) => choice !== undefined).length;
  const choose = (index: number, choice: Choice | undefined): void =>
    setChoices((before) =>
      Array.from({ length: places }, (_, at) => (at === index ? choice : before[at])),
    );
  let at = -1;
  return (
    <article>
      <header class="detail-head">
        <h2>
          <code class="route">{path}</code>
        </h2>
        <p class="muted">
          {decided} of {places} decided
        </p>
      </header>
      {parts.map((part, index) => {
        if (part.kind === 'text')
          return (
            <Agreed
              key={index}
              text={part.text}
              isFirst={index === 0}
              isLast={index === parts.length - 1}
            />
          );
        at++;
        const place = at;
        return (
          <Place
            key={index}
            part={part}
            choice={choices[place]}
            onChoose={(choice) => choose(place, choice)}
          />
        );
      })}
      {data.act && (
        <div class="actions sticky">
          <button
            type="button"
            class="button primary"
            disabled={decided < places || action.isRunning}
            onClick={() => action.start('conflicts', { path, hash, choices })}
          >
            Check and write
          </button>
          <span class="muted">
            The file must parse. With the last conflict gone, types and tests must agree too.
          </span>
        </div>
      )}
      <ActionLog action={action} />
    </article>
  );
}

interface AgreedProps {
  readonly text: string;
  readonly isFirst: boolean;
  readonly isLast: boolean;
}

/** Text on which both sides agree: only what is near a place to decide, unless one wants more. */
function Agreed({ text, isFirst, isLast }: AgreedProps) {
  const [isWhole, setWhole] = useState(false);
  const lines = text.replace(/\n$/, '').split('\n');
  const head = isFirst ? [] : lines.slice(0, CONTEXT);
  const tail = isLast ? [] : lines.slice(-CONTEXT);
  const left = lines.length - head.length - tail.length;
  if (isWhole || left <= 2)
    return (
      <pre class="agreed">
        <Code text={lines.join('\n')} />
      </pre>
    );
  return (
    <pre class="agreed">
      {head.length > 0 && <Code text={`${head.join('\n')}\n`} />}
      <button type="button" class="more-rows" onClick={() => setWhole(true)}>
        {left} lines on which both agree
      </button>
      {tail.length > 0 && <Code text={`\n${tail.join('\n')}`} />}
    </pre>
  );
}

interface PlaceProps {
  readonly part: Extract<ConflictPart, { kind: 'conflict' }>;
  readonly choice: Choice | undefined;
  readonly onChoose: (choice: Choice | undefined) => void;
}

const TAKES = [
  ['ours', 'Keep yours'],
  ['theirs', 'Take the new one'],
  ['both', 'Keep both'],
] as const;

function Place({ part, choice, onChoose }: PlaceProps) {
  const { ours, base, theirs, line } = part;
  const canAct = data.act !== undefined;
  return (
    <section class={`dispute ${choice ? 'decided' : ''}`} aria-label={`Conflict at line ${line}`}>
      <div class="sides">
        <Side
          title="yours"
          text={ours}
          isTaken={choice?.take === 'ours' || choice?.take === 'both'}
        />
        <Side title="generated before" text={base} isTaken={false} />
        <Side
          title="generated now"
          text={theirs}
          isTaken={choice?.take === 'theirs' || choice?.take === 'both'}
        />
      </div>
      {choice?.take === 'text' && (
        <textarea
          aria-label="Text to stand here"
          spellcheck={false}
          rows={Math.max(3, choice.text.split('\n').length)}
          value={choice.text}
          onInput={(event) => onChoose({ take: 'text', text: event.currentTarget.value })}
        />
      )}
      {canAct && (
        <div class="actions" role="group" aria-label="What is to stand here">
          {TAKES.map(([take, label]) => (
            <button
              key={take}
              type="button"
              class="button"
              aria-pressed={choice?.take === take}
              onClick={() => onChoose({ take })}
            >
              {label}
            </button>
          ))}
          <button
            type="button"
            class="button"
            aria-pressed={choice?.take === 'text'}
            onClick={() => onChoose({ take: 'text', text: textOf(choice, part) })}
          >
            Write it yourself
          </button>
        </div>
      )}
    </section>
  );
}

/** Where one begins to write: from what was chosen before, else from one's own text. */
function textOf(choice: Choice | undefined, { ours, theirs }: PlaceProps['part']): string {
  if (choice?.take === 'text') return choice.text;
  if (choice?.take === 'both') return ours + theirs;
  return choice?.take === 'theirs' ? theirs : ours;
}

interface SideProps {
  readonly title: string;
  readonly text: string;
  readonly isTaken: boolean;
}

const Side = ({ title, text, isTaken }: SideProps) => (
  <div class={isTaken ? 'side-text taken' : 'side-text'}>
    <h4>{title}</h4>
    <pre tabIndex={0} aria-label={title}>
      {text === '' ? <span class="muted">nothing</span> : <Code text={text.replace(/\n$/, '')} />}
    </pre>
  </div>
);
