import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Place } from '../../src/view/model-types.ts';
import { useModel } from './app-context.ts';
import { data } from './data.ts';
import { Dialog } from './dialog.tsx';
import { Findings } from './findings.tsx';
import { useLoaded } from './use-loaded.ts';

/** Pixels of one line, as in the style sheet. */
const LINE = 20;
/** Lines beyond the visible ones that are drawn too. */
const MORE = 40;

interface SourceDialogProps {
  readonly place: Place;
  readonly onClose: () => void;
}

/** A file of the description at the line that something comes from. Only what is visible is drawn. */
export function SourceDialog({ place, onClose }: SourceDialogProps) {
  const { sources } = useModel();
  const source = useLoaded(() => data.source(place.source), [place.source]);
  const title = `${sources[place.source] ?? ''}:${place.line}:${place.column}`;
  return (
    <Dialog title={title} class="wide" onClose={onClose}>
      <Findings of={source.findings} />
      {source.value !== undefined && <Lines text={source.value} at={place.line} />}
      {source.value === undefined && !source.isLoading && source.findings.length === 0 && (
        <p class="empty">The report does not hold this file, since it is large.</p>
      )}
    </Dialog>
  );
}

function Lines({ text, at }: { readonly text: string; readonly at: number }) {
  const [lines, setLines] = useState<readonly string[]>([]);
  const [top, setTop] = useState(0);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => setLines(text.split('\n')), [text]);
  useLayoutEffect(() => {
    const { current } = box;
    if (!current || lines.length === 0) return;
    current.scrollTop = (at - 1) * LINE - current.clientHeight / 3;
    setTop(current.scrollTop);
  }, [lines, at]);
  const height = box.current?.clientHeight ?? 600;
  const first = Math.max(0, Math.floor(top / LINE) - MORE);
  const last = Math.min(lines.length, Math.ceil((top + height) / LINE) + MORE);
  return (
    <div
      class="source"
      ref={box}
      tabIndex={0}
      aria-label={`Line ${at} of the description`}
      onScroll={(event) => setTop(event.currentTarget.scrollTop)}
    >
      <div class="source-lines" style={{ height: `${lines.length * LINE}px` }}>
        <div class="source-window" style={{ transform: `translateY(${first * LINE}px)` }}>
          {lines.slice(first, last).map((line, index) => {
            const number = first + index + 1;
            return (
              <div key={number} class={number === at ? 'source-line here' : 'source-line'}>
                <span class="number">{number}</span>
                <span class="text">{line}</span>
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}
