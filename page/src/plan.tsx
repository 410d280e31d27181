import { useMemo, useState } from 'preact/hooks';
import type { PlannedFileView } from '../../src/view/state-types.ts';
import { useApp } from './app-context.ts';
import { data } from './data.ts';
import { Diff } from './diff.tsx';
import { Findings } from './findings.tsx';
import { canGenerate, GenerateDialog } from './generate-dialog.tsx';
import { MasterDetail, Unchosen } from './master-detail.tsx';
import { Loading } from './loading.tsx';
import { PathName } from './path-name.tsx';
import { hashOf } from './place.ts';
import { useKeys } from './use-keys.ts';
import { useLoaded } from './use-loaded.ts';

/** What each action is, for a person. */
const MEANING: Readonly<Record<string, string>> = {
  create: 'is new',
  update: 'is replaced: nobody has edited it',
  merge: 'your edits and the new text are brought together',
  restore: 'comes back',
  delete: 'is no longer generated',
  keep: 'stays as you have edited it',
  conflict: 'needs your decision',
};

/** What `generate` would do, file by file. */
export function Plan({ chosen }: { readonly chosen: string | undefined }) {
  const { state } = useApp();
  const [text, setText] = useState('');
  const [isGenerating, setGenerating] = useState(false);
  const plan = state.value?.plan;
  const isAble = data.act !== undefined && plan !== undefined && canGenerate(plan);
  useKeys({ g: () => setGenerating(isAble) });
  const files = useMemo(
    () => plan?.files.filter(({ path }) => path.toLowerCase().includes(text.toLowerCase())) ?? [],
    [plan, text],
  );
  if (!plan)
    return state.isLoading ? (
      <Loading what="Working out what would change" />
    ) : (
      <Findings of={state.findings} title="The plan" />
    );
  const pending = plan.files.filter(({ action }) => action !== 'keep').length;
  const index = plan.files.findIndex(({ path }) => path === chosen);
  const file = plan.files[index];
  const quiet = plan.isOnlyMemory
    ? 'No file would change. Only what Specwright remembers would.'
    : 'Nothing would change: the service is what its description asks for.';
  return (
    <MasterDetail
      view="plan"
      ids={files.map(({ path }) => path)}
      chosen={file?.path}
      head={
        <>
          <p class="headline">
            {pending === 0 ? quiet : `${pending} ${pending === 1 ? 'file' : 'files'} would change.`}{' '}
            <span class="muted">{plan.unchanged} stay as they are.</span>
          </p>
          {isAble && (
            <div class="actions">
              <button type="button" class="button primary" onClick={() => setGenerating(true)}>
                Generate …
              </button>
            </div>
          )}
          {isGenerating && <GenerateDialog plan={plan} onClose={() => setGenerating(false)} />}
          {plan.files.length > 12 && (
            <input
              type="search"
              data-search
              placeholder="Find a file  /"
              aria-label="Find a file"
              value={text}
              onInput={(event) => setText(event.currentTarget.value)}
            />
          )}
        </>
      }
      list={<Files files={files} chosen={file?.path} />}
      detail={
        file ? (
          <FileDetail key={file.path} file={file} index={index} />
        ) : (
          <>
            <Findings of={plan.findings} title="What to know" />
            <Unchosen>
              {plan.files.length === 0
                ? 'There is nothing to compare.'
                : 'Choose a file to compare.'}
            </Unchosen>
          </>
        )
      }
    />
  );
}

interface FilesProps {
  readonly files: readonly PlannedFileView[];
  readonly chosen: string | undefined;
}

const Files = ({ files, chosen }: FilesProps) => (
  <>
    {files.map(({ path, action, added, removed }) => (
      <a
        key={path}
        class="item file"
        href={hashOf('plan', path)}
        aria-current={path === chosen ? 'true' : undefined}
      >
        <span class={`action ${action}`}>{action}</span>
        <PathName path={path} />
        <span class="changes">
          {added !== undefined && added > 0 && <span class="added">+{added}</span>}
          {removed !== undefined && removed > 0 && <span class="removed">−{removed}</span>}
        </span>
      </a>
    ))}
  </>
);

function FileDetail({ file, index }: { readonly file: PlannedFileView; readonly index: number }) {
  const isMarked = useApp().state.value?.conflicts.some(({ path }) => path === file.path);
  const patch = useLoaded(
    () => (file.added === undefined ? Promise.resolve(undefined) : data.patch(index)),
    [index, file],
  );
  return (
    <article>
      <header class="detail-head">
        <h2>
          <code class="route">{file.path}</code>
        </h2>
        <p class="muted">
          <span class={`action ${file.action}`}>{file.action}</span> {MEANING[file.action]}
        </p>
      </header>
      <Findings of={patch.findings} />
      {patch.value && <Diff patch={patch.value.patch} />}
      {!patch.value && patch.isLoading && <Loading what="Comparing" />}
      {!patch.value && !patch.isLoading && patch.findings.length === 0 && (
        <p class="empty">
          {isMarked ? (
            <a href={hashOf('conflicts', file.path)}>Decide what is in conflict in this file</a>
          ) : (
            'There is no text to compare here.'
          )}
        </p>
      )}
    </article>
  );
}
