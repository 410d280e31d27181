import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { type App as AppState, AppContext } from './app-context.ts';
import { Conflicts } from './conflicts.tsx';
import { data } from './data.ts';
import { Diagram } from './diagram/diagram.tsx';
import { Findings } from './findings.tsx';
import { Help } from './help.tsx';
import { Holes, isWaiting } from './holes.tsx';
import { Icon } from './icon.tsx';
import { Loading } from './loading.tsx';
import { Operations } from './operations.tsx';
import { go, useWhere, VIEWS, type ViewName } from './place.ts';
import { Plan } from './plan.tsx';
import { Runs } from './runs.tsx';
import { SourceDialog } from './source-dialog.tsx';
import { useTheme } from './theme.ts';
import { useKeys } from './use-keys.ts';
import { useLoaded } from './use-loaded.ts';
import type { Place } from '../../src/view/model-types.ts';

const TITLES: Readonly<Record<ViewName, string>> = {
  diagram: 'Entities',
  operations: 'Operations',
  plan: 'Plan',
  holes: 'Holes',
  runs: 'Runs',
  conflicts: 'Conflicts',
};

/** The whole page: what can be looked at on the left, what is being looked at on the right. */
export function App() {
  const model = useLoaded(() => data.model(), []);
  const state = useLoaded(() => data.state(), []);
  const where = useWhere();
  const [place, setPlace] = useState<Place>();
  const [isHelping, setHelping] = useState(false);
  const reload = () => {
    model.reload();
    state.reload();
  };
  const main = useRef<HTMLElement>(null);
  useKeys({
    ...Object.fromEntries(VIEWS.map((view, index) => [String(index + 1), () => go(view)])),
    '?': () => setHelping(true),
    '/': () => main.current?.querySelector<HTMLInputElement>('[data-search]')?.focus(),
    r: reload,
  });
  const title = model.value?.title;
  useEffect(() => {
    if (title !== undefined) document.title = `${title} · Specwright`;
  }, [title]);
  const app = useMemo<AppState>(
    () => ({ model, state, reload, showSource: setPlace }),
    [model, state],
  );
  return (
    <AppContext.Provider value={app}>
      <a class="skip" href="#main" onClick={(event) => focusMain(event, main.current)}>
        Skip to the content
      </a>
      <Side current={where.view} app={app} onHelp={() => setHelping(true)} />
      <main id="main" ref={main} tabIndex={-1} aria-label={TITLES[where.view]}>
        {model.findings.length > 0 && <Findings of={model.findings} title="The description" />}
        {model.value === undefined && model.isLoading && <Loading what="Reading the description" />}
        {model.value !== undefined && <View view={where.view} chosen={where.chosen} />}
      </main>
      {place && <SourceDialog place={place} onClose={() => setPlace(undefined)} />}
      {isHelping && <Help onClose={() => setHelping(false)} />}
    </AppContext.Provider>
  );
}

function focusMain(event: Event, main: HTMLElement | null): void {
  event.preventDefault();
  main?.focus();
}

function View({ view, chosen }: { readonly view: ViewName; readonly chosen: string | undefined }) {
  switch (view) {
    case 'diagram':
      return <Diagram chosen={chosen} />;
    case 'operations':
      return <Operations chosen={chosen} />;
    case 'plan':
      return <Plan chosen={chosen} />;
    case 'holes':
      return <Holes chosen={chosen} />;
    case 'runs':
      return <Runs chosen={chosen} />;
    case 'conflicts':
      return <Conflicts chosen={chosen} />;
  }
}

interface SideProps {
  readonly current: ViewName;
  readonly app: AppState;
  readonly onHelp: () => void;
}

function Side({ current, app, onHelp }: SideProps) {
  const { model, state, reload } = app;
  const [theme, nextTheme] = useTheme();
  const { holes = [], plan, runs = [], conflicts = [] } = state.value ?? {};
  const open = holes.filter((hole) => hole.state === 'open' || isWaiting(hole)).length;
  const isBusy = model.isLoading || state.isLoading;
  const counts: Readonly<Record<ViewName, { readonly count?: number; readonly mark?: string }>> = {
    diagram: { ...(model.value && { count: model.value.entities.length }) },
    operations: { ...(model.value && { count: model.value.operations.length }) },
    plan: { ...(plan && { count: plan.files.filter(isPending).length, mark: 'info' }) },
    holes: { ...(state.value && { count: open, mark: 'warn' }) },
    runs: { ...(state.value && { count: runs.length }) },
    conflicts: { ...(state.value && { count: conflicts.length, mark: 'bad' }) },
  };
  return (
    <header class="side">
      <div class="brand">
        <Icon name="logo" />
        <div class="brand-text">
          <strong title={model.value?.title}>{model.value?.title ?? 'Specwright'}</strong>
          <span>{model.value ? `${model.value.service} · ${model.value.version}` : '…'}</span>
        </div>
      </div>
      <nav aria-label="Views">
        {VIEWS.map((view, index) => {
          const { count, mark } = counts[view];
          return (
            <a
              key={view}
              href={`#/${view}`}
              aria-current={view === current ? 'page' : undefined}
              aria-keyshortcuts={String(index + 1)}
            >
              <Icon name={view} />
              <span class="label">{TITLES[view]}</span>
              {count !== undefined && (
                <span class={`count ${count > 0 ? (mark ?? '') : ''}`}>{count}</span>
              )}
            </a>
          );
        })}
      </nav>
      <div class="tools">
        {data.act && (
          <button type="button" class="tool" onClick={reload} title="Read again (r)">
            <Icon name={isBusy ? 'busy' : 'reload'} />
            <span class="label">{isBusy ? 'Reading …' : 'Read again'}</span>
          </button>
        )}
        <button type="button" class="tool" onClick={nextTheme} title="Light, dark or as the system">
          <Icon name={theme === 'dark' ? 'moon' : theme === 'light' ? 'sun' : 'system'} />
          <span class="label">Theme: {theme}</span>
        </button>
        <button type="button" class="tool" onClick={onHelp} title="Keys (?)">
          <Icon name="keys" />
          <span class="label">Keys</span>
        </button>
      </div>
    </header>
  );
}

/** Whether a generation would do something to a file. */
const isPending = ({ action }: { readonly action: string }): boolean => action !== 'keep';
