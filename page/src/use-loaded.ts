import { useCallback, useEffect, useState } from 'preact/hooks';
import type { Finding } from '../../src/view/model-types.ts';
import { Failed } from './data.ts';

/** Something that is asked for. While it is asked for again, what came before stays. */
export interface Loaded<Value> {
  readonly value?: Value;
  readonly isLoading: boolean;
  readonly findings: readonly Finding[];
  readonly reload: () => void;
}

/** Asks for a value, and again whenever what it depends on changes. */
export function useLoaded<Value>(
  load: () => Promise<Value>,
  inputs: readonly unknown[],
): Loaded<Value> {
  const [state, setState] = useState<Omit<Loaded<Value>, 'reload'>>({
    isLoading: true,
    findings: [],
  });
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    let isWanted = true;
    setState((before) => ({ ...before, isLoading: true }));
    load().then(
      (value) => isWanted && setState({ value, isLoading: false, findings: [] }),
      (error: unknown) => {
        if (!isWanted) return;
        setState({ isLoading: false, findings: findingsOf(error) });
      },
    );
    return () => {
      isWanted = false;
    };
  }, [...inputs, turn]);
  const reload = useCallback(() => setTurn((before) => before + 1), []);
  return { ...state, reload };
}

/** An error as findings; one that nobody thought of is told as it is. */
export const findingsOf = (error: unknown): readonly Finding[] =>
  error instanceof Failed
    ? error.findings
    : [{ code: 'SW9001', severity: 'error', message: String(error) }];
