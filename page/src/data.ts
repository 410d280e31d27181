import type { Finding, ModelView } from '../../src/view/model-types.ts';
import type {
  ActionLine,
  PatchView,
  ReportData,
  RunView,
  StateView,
} from '../../src/view/state-types.ts';

/** Changes something, and tells on the way what happens; the last line says what came of it. */
export type Act = (
  address: string,
  body: object,
  onLine: (line: ActionLine) => void,
  signal: AbortSignal,
) => Promise<void>;

/** Where the page's data come from: the server, or the report that the page is itself. */
export interface Data {
  model(): Promise<ModelView>;
  state(): Promise<StateView>;
  /** A file of the plan, by its index there. */
  patch(index: number): Promise<PatchView | undefined>;
  run(id: string): Promise<RunView | undefined>;
  /** A file of the description, by its index there. */
  source(index: number): Promise<string | undefined>;
  /** Absent in a report, which changes nothing. */
  readonly act?: Act;
}

/** What the server says when it refuses. */
export class Failed extends Error {
  readonly findings: readonly Finding[];

  constructor(findings: readonly Finding[]) {
    super(findings.map(({ message }) => message).join('\n'));
    this.findings = findings;
  }
}

const LOST: Finding = {
  code: 'SW7603',
  severity: 'error',
  message:
    'The server does not answer. Start specwright view again, and open the address it prints.',
};

async function ask<Value>(address: string): Promise<Value> {
  const response = await fetch(`api/${address}`).catch(() => {
    throw new Failed([LOST]);
  });
  const value: unknown = await response.json();
  if (!response.ok) throw new Failed((value as { findings: readonly Finding[] }).findings);
  return value as Value;
}

/** The model is asked for first: it is there sooner, and the server does one thing after the other. */
let first: Promise<unknown> = Promise.resolve();

const served: Data = {
  model: () => {
    const answer = ask<ModelView>('model');
    first = Promise.allSettled([answer]);
    return answer;
  },
  state: async () => {
    await first;
    return ask('state');
  },
  patch: (index) => ask(`plan/${index}`),
  run: (id) => ask(`runs/${id}`),
  source: async (index) => (await ask<{ text: string }>(`sources/${index}`)).text,
  act: async (address, body, onLine, signal) => {
    const response = await fetch(`api/${address}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal,
    }).catch((error: unknown) => {
      throw signal.aborted ? error : new Failed([LOST]);
    });
    if (!response.ok || response.body === null)
      throw new Failed(((await response.json()) as { findings: readonly Finding[] }).findings);
    await eachLine(response.body, (text) => onLine(JSON.parse(text) as ActionLine));
  },
};

async function eachLine(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  onLine: (text: string) => void,
): Promise<void> {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    const lines = (rest + next.value).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) onLine(line);
  }
}

const inlined = ({ model, state, patches, runs, sources }: ReportData): Data => ({
  model: () => Promise.resolve(model),
  state: () => Promise.resolve(state),
  patch: (index) => {
    const path = state.plan.files[index]?.path;
    return Promise.resolve(patches.find((patch) => patch.path === path));
  },
  run: (id) => Promise.resolve(runs.find(({ run }) => run === id)),
  source: (index) => Promise.resolve(sources[index] ?? undefined),
});

const report = document.getElementById('report')?.textContent;

/** The data of this page. */
export const data: Data =
  report === undefined || report === null ? served : inlined(JSON.parse(report) as ReportData);
