import type { RunTimeline } from '../../src/holes/timeline.ts';
import type { RunView } from '../../src/view/state-types.ts';
import { Loading } from './loading.tsx';
import { useApp } from './app-context.ts';
import { data } from './data.ts';
import { EventList } from './event-list.tsx';
import { Findings } from './findings.tsx';
import { Gantt } from './gantt.tsx';
import { MasterDetail, Unchosen } from './master-detail.tsx';
import { costText, durationText, tokensText } from './money.ts';
import { hashOf } from './place.ts';
import { useLoaded } from './use-loaded.ts';

/** Every run of `fill`, the newest first. */
export function Runs({ chosen }: { readonly chosen: string | undefined }) {
  const { state } = useApp();
  if (!state.value)
    return state.isLoading ? (
      <Loading what="Reading the runs" />
    ) : (
      <Findings of={state.findings} title="The runs" />
    );
  const runs = state.value.runs.toReversed();
  const cost = runs.reduce((sum, run) => sum + spent(run).cost, 0);
  const run = runs.find((one) => one.run === chosen);
  return (
    <MasterDetail
      view="runs"
      ids={runs.map((one) => one.run)}
      chosen={run?.run}
      head={
        <p class="headline">
          {runs.length === 0
            ? 'No run yet.'
            : `${runs.length} ${runs.length === 1 ? 'run' : 'runs'}`}
          {cost > 0 && <span class="muted">, {cost.toFixed(4)} spent</span>}
        </p>
      }
      list={runs.map((one) => (
        <a
          key={one.run}
          class="item run"
          href={hashOf('runs', one.run)}
          aria-current={one === run ? 'true' : undefined}
        >
          <span class={`state ${one.reason ?? 'aborted'}`}>{one.reason ?? 'cut short'}</span>
          <code class="hole-name">{one.run}</code>
          <span class="muted file-name">
            {one.holes.filter(({ status }) => status === 'filled').length} of {one.holes.length}{' '}
            filled{costText(spent(one).cost)}
          </span>
          <span class="muted when">{whenText(one.began)}</span>
        </a>
      ))}
      detail={
        run ? (
          <RunDetail key={run.run} run={run} />
        ) : (
          <Unchosen>
            {runs.length === 0
              ? 'Runs of specwright fill are listed here, with what they tried and what they cost.'
              : 'Choose a run to see what happened.'}
          </Unchosen>
        )
      }
    />
  );
}

/** What all holes of a run took. */
const spent = ({ holes }: RunTimeline) => ({
  inputTokens: holes.reduce((sum, hole) => sum + hole.inputTokens, 0),
  outputTokens: holes.reduce((sum, hole) => sum + hole.outputTokens, 0),
  cost: holes.reduce((sum, hole) => sum + hole.cost, 0),
});

const whenText = (at: string): string => at.replace('T', ' ').slice(0, 16);

function RunDetail({ run }: { readonly run: RunTimeline }) {
  const loaded = useLoaded<RunView | undefined>(() => data.run(run.run), [run]);
  const total = spent(run);
  const { began, ended } = run;
  return (
    <article>
      <header class="detail-head">
        <h2>
          <code class="route">{run.run}</code>
        </h2>
        <p class="muted">
          <span class={`state ${run.reason ?? 'aborted'}`}>{run.reason ?? 'cut short'}</span> began{' '}
          {whenText(began)}
          {ended !== undefined &&
            `, took ${durationText(Date.parse(ended) - Date.parse(began))}`} · {tokensText(total)}
          {costText(total.cost)}
        </p>
      </header>
      <table class="spent">
        <thead>
          <tr>
            <th>Hole</th>
            <th>Came to</th>
            <th class="right">Rounds</th>
            <th class="right">Tokens</th>
            <th class="right">Cost</th>
          </tr>
        </thead>
        <tbody>
          {run.holes.map((hole) => (
            <tr key={hole.hole}>
              <td>
                <a href={hashOf('holes', hole.hole)}>
                  <code>{hole.hole}</code>
                </a>
              </td>
              <td>
                <span class={`state ${hole.status}`}>{hole.status}</span>
                {hole.reason !== undefined && <span class="reason">{hole.reason}</span>}
              </td>
              <td class="right">{hole.rounds}</td>
              <td class="right">{tokensText(hole).replace(' tokens', '')}</td>
              <td class="right">{hole.cost > 0 ? hole.cost.toFixed(4) : '–'}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <Findings of={loaded.findings} />
      {loaded.value && <Gantt events={loaded.value.events} />}
      {loaded.value && <EventList events={loaded.value.events} />}
      {!loaded.value && loaded.isLoading && <Loading what="Reading the run" />}
    </article>
  );
}
