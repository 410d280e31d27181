import { memo } from 'preact/compat';
import { useMemo, useState } from 'preact/hooks';
import type { OperationView } from '../../src/view/model-types.ts';
import type { HoleView } from '../../src/view/state-types.ts';
import { useApp, useModel } from './app-context.ts';
import { Findings } from './findings.tsx';
import { MasterDetail, Unchosen } from './master-detail.tsx';
import { Method } from './method.tsx';
import { OperationDetail } from './operation-detail.tsx';
import { hashOf } from './place.ts';

/** How an operation stands: a hole that somebody has filled is told apart from one that is open. */
export type Status = 'live' | 'hole' | 'filled';

const SHOWN: readonly (Status | 'all')[] = ['all', 'live', 'hole', 'filled'];

export function statusOf(
  { status, holes }: OperationView,
  known: ReadonlyMap<string, HoleView>,
): Status {
  if (status === 'live') return 'live';
  const isFilled = (id: string): boolean => {
    const state = known.get(id)?.state;
    return state !== undefined && state !== 'open' && state !== 'missing';
  };
  return holes.length > 0 && holes.every(isFilled) ? 'filled' : 'hole';
}

/** Every operation: how it is served, and why. */
export function Operations({ chosen }: { readonly chosen: string | undefined }) {
  const { operations, findings } = useModel();
  const { state } = useApp();
  const [text, setText] = useState('');
  const [shown, setShown] = useState<Status | 'all'>('all');
  const statuses = useMemo(() => {
    const known = new Map(state.value?.holes.map((hole) => [hole.id, hole]));
    return new Map(operations.map((operation) => [operation.id, statusOf(operation, known)]));
  }, [operations, state.value]);
  const found = useMemo(() => {
    const wanted = text.toLowerCase();
    return operations.filter(
      ({ id, path, method, summary = '' }) =>
        (shown === 'all' || statuses.get(id) === shown) &&
        `${method} ${path} ${id} ${summary}`.toLowerCase().includes(wanted),
    );
  }, [operations, statuses, text, shown]);
  const operation = operations.find(({ id }) => id === chosen);
  const count = (status: Status | 'all'): number =>
    status === 'all'
      ? operations.length
      : operations.filter(({ id }) => statuses.get(id) === status).length;
  return (
    <MasterDetail
      view="operations"
      ids={found.map(({ id }) => id)}
      chosen={chosen}
      head={
        <>
          <input
            type="search"
            data-search
            placeholder="Find an operation  /"
            aria-label="Find an operation"
            value={text}
            onInput={(event) => setText(event.currentTarget.value)}
          />
          <div class="filter" role="group" aria-label="Status">
            {SHOWN.map((status) => (
              <button
                key={status}
                type="button"
                aria-pressed={status === shown}
                onClick={() => setShown(status)}
              >
                {status} <span class="muted">{count(status)}</span>
              </button>
            ))}
          </div>
        </>
      }
      list={<List operations={found} statuses={statuses} chosen={chosen} />}
      detail={
        operation ? (
          <OperationDetail operation={operation} status={statuses.get(operation.id) ?? 'live'} />
        ) : (
          <>
            <Findings of={findings} title="What to know of the description" />
            <Unchosen>Choose an operation to see how it is served, and why.</Unchosen>
          </>
        )
      }
    />
  );
}

interface ListProps {
  readonly operations: readonly OperationView[];
  readonly statuses: ReadonlyMap<string, Status>;
  readonly chosen: string | undefined;
}

function List({ operations, statuses, chosen }: ListProps) {
  if (operations.length === 0) return <p class="empty">No operation is like that.</p>;
  const groups = Map.groupBy(operations, ({ resource }) => resource);
  return (
    <>
      {[...groups].map(([resource, own]) => (
        <section key={resource} class="group">
          <h3>{resource}</h3>
          {own.map((operation) => (
            <Item
              key={operation.id}
              operation={operation}
              status={statuses.get(operation.id) ?? 'live'}
              isChosen={operation.id === chosen}
            />
          ))}
        </section>
      ))}
    </>
  );
}

interface ItemProps {
  readonly operation: OperationView;
  readonly status: Status;
  readonly isChosen: boolean;
}

const Item = memo(function Item({ operation, status, isChosen }: ItemProps) {
  const { id, method, path, kind, deprecated } = operation;
  return (
    <a class="item" href={hashOf('operations', id)} aria-current={isChosen ? 'true' : undefined}>
      <Method method={method} />
      <span class={deprecated ? 'path deprecated' : 'path'}>{path}</span>
      <span class="muted kind">{kind}</span>
      <span class={`status ${status}`}>{status}</span>
    </a>
  );
});
