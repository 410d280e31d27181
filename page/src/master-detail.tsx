import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { currentPlace, go, type ViewName } from './place.ts';
import { useKeys } from './use-keys.ts';

interface MasterDetailProps {
  readonly view: ViewName;
  /** What can be chosen, in the order of the list. */
  readonly ids: readonly string[];
  readonly chosen: string | undefined;
  /** What stands over the list: filters, counts. */
  readonly head?: ComponentChildren;
  readonly list: ComponentChildren;
  /** Nothing is shown of what is not chosen. */
  readonly detail: ComponentChildren;
}

/** A list, and what is chosen in it beside it. `j`, `k` and the arrows go through the list. */
export function MasterDetail({ view, ids, chosen, head, list, detail }: MasterDetailProps) {
  const box = useRef<HTMLDivElement>(null);
  const step = (by: number): void => {
    // A key that is held is faster than the page.
    const at = ids.indexOf(currentPlace().chosen ?? '');
    const next = ids[at < 0 ? 0 : Math.min(ids.length - 1, Math.max(0, at + by))];
    if (next !== undefined) go(view, next);
  };
  useKeys({
    j: () => step(1),
    k: () => step(-1),
    ArrowDown: () => step(1),
    ArrowUp: () => step(-1),
    Escape: () => go(view),
  });
  useEffect(() => {
    box.current?.querySelector('[aria-current=true]')?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);
  return (
    <div class={`master-detail ${chosen === undefined ? '' : 'has-chosen'}`}>
      <div class="master">
        {head !== undefined && <div class="master-head">{head}</div>}
        <div class="master-list" ref={box}>
          {list}
        </div>
      </div>
      <div class="detail">
        <a class="back" href={`#/${view}`}>
          ← Back to the list
        </a>
        {detail}
      </div>
    </div>
  );
}

/** What a detail shows while nothing is chosen. */
export const Unchosen = ({ children }: { readonly children: ComponentChildren }) => (
  <p class="empty">{children}</p>
);
