import { Loading } from './loading.tsx';
import { useApp } from './app-context.ts';
import { ConflictDetail } from './conflict-detail.tsx';
import { Findings } from './findings.tsx';
import { MasterDetail, Unchosen } from './master-detail.tsx';
import { hashOf } from './place.ts';
import { PathName } from './path-name.tsx';

/** Files in which your edits and the new text disagree. */
export function Conflicts({ chosen }: { readonly chosen: string | undefined }) {
  const { state } = useApp();
  if (!state.value)
    return state.isLoading ? (
      <Loading what="Looking for conflicts" />
    ) : (
      <Findings of={state.findings} title="Conflicts" />
    );
  const { conflicts } = state.value;
  const file = conflicts.find(({ path }) => path === chosen);
  const places = conflicts.reduce(
    (sum, { parts }) => sum + parts.filter(({ kind }) => kind === 'conflict').length,
    0,
  );
  return (
    <MasterDetail
      view="conflicts"
      ids={conflicts.map(({ path }) => path)}
      chosen={file?.path}
      head={
        <p class="headline">
          {places === 0
            ? 'No conflict is open.'
            : `${places} ${places === 1 ? 'place' : 'places'} to decide, in ${conflicts.length} ${conflicts.length === 1 ? 'file' : 'files'}`}
        </p>
      }
      list={conflicts.map(({ path, parts }) => (
        <a
          key={path}
          class="item file"
          href={hashOf('conflicts', path)}
          aria-current={path === file?.path ? 'true' : undefined}
        >
          <span class="action conflict">
            {parts.filter(({ kind }) => kind === 'conflict').length}
          </span>
          <PathName path={path} />
        </a>
      ))}
      detail={
        file ? (
          <ConflictDetail key={`${file.path} ${file.hash}`} file={file} />
        ) : (
          <Unchosen>
            {places === 0
              ? 'Where your edits and a new generation change the same thing, it is decided here.'
              : 'Choose a file to decide.'}
          </Unchosen>
        )
      }
    />
  );
}
