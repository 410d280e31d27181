import { useRef, useState } from 'preact/hooks';
import type { HoleView } from '../../src/view/state-types.ts';
import type { useAction } from './use-action.ts';

interface HoleEditorProps {
  readonly hole: HoleView;
  readonly action: ReturnType<typeof useAction>;
  readonly onClose: () => void;
}

/** Writes the body of a hole. It is judged and tested before it is kept. */
export function HoleEditor({ hole, action, onClose }: HoleEditorProps) {
  const [body, setBody] = useState(hole.body);
  const area = useRef<HTMLTextAreaElement>(null);
  const save = (): void => action.start(`holes/${hole.id}/body`, { body, hash: hole.hash });
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    save();
  };
  return (
    <div class="editor">
      <pre class="signature">
        {hole.signature} {'{'}
      </pre>
      <textarea
        ref={area}
        aria-label={`Body of ${hole.id}`}
        spellcheck={false}
        rows={Math.min(30, Math.max(8, body.split('\n').length + 1))}
        value={body}
        disabled={action.isRunning}
        onInput={(event) => setBody(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <pre class="signature">{'}'}</pre>
      <div class="actions">
        <button
          type="button"
          class="button primary"
          disabled={action.isRunning || body === hole.body}
          onClick={save}
        >
          Test and keep
        </button>
        <button type="button" class="button" disabled={action.isRunning} onClick={onClose}>
          Cancel
        </button>
        <span class="muted">Ctrl + Enter keeps it, if types, policy and tests agree.</span>
      </div>
    </div>
  );
}
