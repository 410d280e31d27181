import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { Finding } from '../../src/view/model-types.ts';
import type { ActionLine } from '../../src/view/state-types.ts';
import { useApp } from './app-context.ts';
import { data } from './data.ts';
import { findingsOf } from './use-loaded.ts';

/** How far something that changes the service has come. */
export interface Action {
  readonly isRunning: boolean;
  /** What has happened so far, a line each. */
  readonly log: readonly string[];
  readonly outcome?:
    | { readonly isDone: boolean; readonly message: string; readonly findings: readonly Finding[] }
    | undefined;
  readonly start: (address: string, body: object) => void;
  readonly stop: () => void;
}

type State = Pick<Action, 'isRunning' | 'log' | 'outcome'>;

const RESTING: State = { isRunning: false, log: [] };

/** Starts what changes the service, and tells of it; reads everything again when it has ended. */
export function useAction(onDone?: () => void): Action {
  const { reload } = useApp();
  const [state, setState] = useState<State>(RESTING);
  const abort = useRef<AbortController>(undefined);
  useEffect(() => () => abort.current?.abort(), []);
  const stop = useCallback(() => abort.current?.abort(), []);
  const start = (address: string, body: object): void => {
    if (!data.act) return;
    abort.current = new AbortController();
    setState({ isRunning: true, log: [] });
    const onLine = (line: ActionLine): void => {
      if ('done' in line) {
        const { done: isDone, message, findings } = line;
        const outcome = { isDone, message, findings };
        setState((before) => ({ ...before, outcome }));
        if (line.done) onDone?.();
      } else {
        const text = line.progress;
        setState((before) => ({ ...before, log: [...before.log, text] }));
      }
    };
    void perform(data.act(address, body, onLine, abort.current.signal));
  };
  const perform = async (work: Promise<void>): Promise<void> => {
    try {
      await work;
    } catch (error) {
      const isStopped = abort.current?.signal.aborted === true;
      const findings = isStopped ? [] : findingsOf(error);
      const message = isStopped ? 'Stopped. Nothing more was written.' : '';
      setState((before) => ({ ...before, outcome: { isDone: false, message, findings } }));
    }
    setState((before) => ({ ...before, isRunning: false }));
    reload();
  };
  return { ...state, start, stop };
}
