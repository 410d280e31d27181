import { Loading } from './loading.tsx';
import { useApp } from './app-context.ts';
import { Findings } from './findings.tsx';
import { HoleDetail } from './hole-detail.tsx';
import { MasterDetail, Unchosen } from './master-detail.tsx';
import { hashOf } from './place.ts';
import type { HoleView } from '../../src/view/state-types.ts';

/** Functions of business logic: which are open, and what the others are. */
export function Holes({ chosen }: { readonly chosen: string | undefined }) {
  const { state } = useApp();
  const holes = state.value?.holes;
  if (!holes)
    return state.isLoading ? (
      <Loading what="Reading the business logic" />
    ) : (
      <Findings of={state.findings} title="The business logic" />
    );
  const hole = holes.find(({ id }) => id === chosen);
  const open = holes.filter(({ state: own }) => own === 'open').length;
  const waiting = holes.filter(isWaiting).length;
  return (
    <MasterDetail
      view="holes"
      ids={holes.map(({ id }) => id)}
      chosen={hole?.id}
      head={
        <p class="headline">
          {holes.length === 0
            ? 'This service has no holes.'
            : `${open} of ${holes.length} ${holes.length === 1 ? 'hole' : 'holes'} open`}
          {waiting > 0 && <span class="muted">, {waiting} waiting for you</span>}
        </p>
      }
      list={<List holes={holes} chosen={hole?.id} />}
      detail={
        hole ? (
          <HoleDetail key={hole.id} hole={hole} />
        ) : (
          <>
            {holes.length === 0 && <Findings of={state.value?.plan.findings ?? []} />}
            <Unchosen>
              {holes.length === 0
                ? 'Every operation is served from the database as described.'
                : 'Choose a hole to see its contract, body, tests and attempts.'}
            </Unchosen>
          </>
        )
      }
    />
  );
}

/** Whether a body or tests of a hole wait for a person. */
export const isWaiting = ({ waiting, proposed }: HoleView): boolean =>
  waiting !== undefined || proposed !== undefined;

interface ListProps {
  readonly holes: readonly HoleView[];
  readonly chosen: string | undefined;
}

const List = ({ holes, chosen }: ListProps) => (
  <>
    {holes.map((hole) => {
      const { id, state, file } = hole;
      const shown = isWaiting(hole) ? 'waiting' : state;
      return (
        <a
          key={id}
          class="item"
          href={hashOf('holes', id)}
          aria-current={id === chosen ? 'true' : undefined}
        >
          <span class={`state ${shown}`}>{shown}</span>
          <code class="hole-name">{id}</code>
          <span class="muted file-name">{file.replace(/^src\/resources\//, '')}</span>
        </a>
      );
    })}
  </>
);
