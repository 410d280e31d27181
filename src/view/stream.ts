import type { Finding } from './model-types.ts';
import type { Call } from './route.ts';
import type { ActionLine } from './state-types.ts';

/** What an action came to. */
export interface ActionEnd {
  readonly done: boolean;
  /** For a person; empty where the findings say it all. */
  readonly message: string;
  readonly findings: readonly Finding[];
}

/** Tells the page what is happening. */
export type Tell = (progress: string) => void;

/**
 * Answers an action line by line, as it goes on. When the page goes, the action is stopped; what it
 * has written by then stays.
 */
export async function streamed(
  { response, signal }: Call,
  work: (tell: Tell) => Promise<ActionEnd>,
): Promise<void> {
  response.setHeader('content-type', 'application/jsonl');
  response.flushHeaders();
  const send = (line: ActionLine): void => void response.write(`${JSON.stringify(line)}\n`);
  try {
    send(await work((progress) => send({ progress })));
  } catch (error) {
    if (!signal.aborted) throw error;
  }
  response.end();
}
