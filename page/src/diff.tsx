import { useMemo, useState } from 'preact/hooks';
import { Code } from './code.tsx';
import { type DiffRow, differing, rowsOf, type SideLine } from './parse-patch.ts';

/** Rows that are drawn at first; a created file may have thousands. */
const MOST = 600;

/** A unified diff, side by side; a file that is new or gone has one side only. */
export function Diff({ patch }: { readonly patch: string }) {
  const rows = useMemo(() => rowsOf(patch), [patch]);
  const [isWhole, setWhole] = useState(false);
  const changes = rows.filter((row) => row.kind === 'change');
  const isOneSided =
    !rows.some(({ kind }) => kind === 'same') &&
    (changes.every(({ left }) => !left) || changes.every(({ right }) => !right));
  if (rows.length === 0) return <p class="empty">The text is the same, or too large to compare.</p>;
  const shown = isWhole ? rows : rows.slice(0, MOST);
  return (
    <div
      class={isOneSided ? 'diff one-sided' : 'diff'}
      tabIndex={0}
      role="group"
      aria-label="Differences"
    >
      <table>
        <colgroup>
          <col class="numbers" />
          <col />
          {!isOneSided && <col class="numbers" />}
          {!isOneSided && <col />}
        </colgroup>
        <tbody>
          {shown.map((row, index) => (
            <Row key={index} row={row} isOneSided={isOneSided} />
          ))}
        </tbody>
      </table>
      {rows.length > shown.length && (
        <button type="button" class="more-rows" onClick={() => setWhole(true)}>
          Show {rows.length - shown.length} more lines
        </button>
      )}
    </div>
  );
}

function Row({ row, isOneSided }: { readonly row: DiffRow; readonly isOneSided: boolean }) {
  if (row.kind === 'hunk')
    return (
      <tr class="hunk">
        <td colSpan={isOneSided ? 2 : 4}>{row.text}</td>
      </tr>
    );
  const { left, right } = row;
  const isChange = row.kind === 'change';
  if (isOneSided)
    return (
      <tr>
        <Side line={left ?? right} kind={left ? 'gone' : 'come'} other={undefined} />
      </tr>
    );
  return (
    <tr class={row.kind}>
      <Side line={left} kind={isChange ? 'gone' : 'same'} other={isChange ? right : undefined} />
      <Side line={right} kind={isChange ? 'come' : 'same'} other={isChange ? left : undefined} />
    </tr>
  );
}

interface SideProps {
  readonly line: SideLine | undefined;
  readonly kind: 'gone' | 'come' | 'same';
  readonly other: SideLine | undefined;
}

function Side({ line, kind, other }: SideProps) {
  if (!line)
    return (
      <>
        <td class="number none" />
        <td class="none" />
      </>
    );
  return (
    <>
      <td class={`number ${kind}`}>{line.number}</td>
      <td class={kind}>
        {kind !== 'same' && (
          <span class="visually-hidden">{kind === 'gone' ? 'removed: ' : 'added: '}</span>
        )}
        {other ? <Marked text={line.text} other={other.text} /> : <Code text={line.text} />}
      </td>
    </>
  );
}

/** A line in which the part that differs from the other side stands out. */
function Marked({ text, other }: { readonly text: string; readonly other: string }) {
  const { start, end } = differing(text, other);
  const stop = text.length - end;
  // Two lines with little in common are better read whole.
  if (start + end < text.length * 0.3 || start >= stop) return <Code text={text} />;
  return (
    <>
      <Code text={text.slice(0, start)} />
      <mark>{text.slice(start, stop)}</mark>
      <Code text={text.slice(stop)} />
    </>
  );
}
