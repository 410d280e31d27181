import {
  type CallToolResult,
  CLIENT_INFO_META_KEY,
  type McpServer,
} from '@modelcontextprotocol/server';
import { z } from 'zod';
import { fill } from '../api/fill.ts';
import { type HoleReport, holes } from '../api/holes.ts';
import { runs } from '../api/runs.ts';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import type { RecordedEvent } from '../holes/events.ts';
import { INSTRUCTIONS } from '../holes/prompt.ts';
import { submission } from '../holes/providers/submission.ts';
import { generatedService } from '../generated-service.ts';
import { answer, answering, refusal } from './answer.ts';
import { authorOf } from './author.ts';
import type { WorkingFolder } from './working-folder.ts';

const out = z
  .string()
  .min(1)
  .max(1000)
  .describe("The service's folder, relative to the working folder; the folder itself by default")
  .default('.');

const hole = z.string().min(1).max(200).describe('The function, as list_holes names it');

/** The longest body that is read; the policy refuses shorter ones than that. */
const LONGEST_BODY = 100_000;

/** Tools about business logic: who calls them is the model that fills. */
export function holeTools(server: McpServer, folder: WorkingFolder): void {
  server.registerTool(
    'list_holes',
    {
      title: 'List the holes of a service',
      description: 'The functions of business logic of a service, and which of them are open.',
      inputSchema: z.strictObject({ out }),
      annotations: { readOnlyHint: true },
    },
    ({ out: service }, { mcpReq: { signal } }) =>
      answering(() =>
        withHoles(folder, service, signal, (all) =>
          answer({
            holes: all.map(({ name, state, file, operation, reason, rules }) => ({
              name,
              state,
              file,
              ...(operation !== undefined && { operation }),
              reason,
              rules: rules.length,
            })),
          }),
        ),
      ),
  );

  server.registerTool(
    'read_hole',
    {
      title: 'Read a hole',
      description:
        'All that it takes to write a body: the instructions, the contract (signature, rules, examples), the types and names in reach, the body as it is, and the tests that it has to pass.',
      inputSchema: z.strictObject({ out, hole }),
      annotations: { readOnlyHint: true },
    },
    ({ out: service, hole: name }, { mcpReq: { signal } }) =>
      answering(() =>
        withHole(folder, service, name, signal, (found) =>
          answer({ instructions: INSTRUCTIONS, ...found }),
        ),
      ),
  );

  server.registerTool(
    'submit_hole',
    {
      title: 'Submit a body for a hole',
      description:
        'Judges a body as specwright fill does: policy, types, tests. It is kept when it passes and the project asks for no approval, or its own rules are tested; else it waits for a person (specwright runs resume). What it fails of is told, so that the next one can be better.',
      inputSchema: z.strictObject({
        out,
        hole,
        body: z
          .string()
          .min(1)
          .max(LONGEST_BODY)
          .describe('The statements between the braces of the function, as TypeScript'),
      }),
      annotations: { destructiveHint: false },
    },
    ({ out: service, hole: name, body }, { mcpReq: { signal, envelope } }) =>
      answering(() =>
        withHole(folder, service, name, signal, async ({ state }) => {
          const events: RecordedEvent[] = [];
          const result = await fill({
            cwd: folder.path,
            out: folder.inside(service),
            signal,
            holes: [name],
            provider: submission('mcp', body),
            settings: {
              models: [authorOf(clientOf(server, envelope))],
              maxRounds: 1,
              tdd: false,
              // What a person wrote is never replaced without asking one.
              ...(state === 'own' && { approve: 'ask' }),
            },
            onEvent: (event) => void events.push(event),
          });
          if (result.outcome === 'refused') return refusal(result.diagnostics);
          const [outcome] = result.holes;
          const passed = events.find(({ type }) => type === 'tests-completed');
          const asked = events.find(({ type }) => type === 'approval-asked');
          return answer(
            {
              run: result.run,
              hole: name,
              status: outcome?.status ?? 'open',
              ...(outcome?.reason !== undefined && { reason: outcome.reason }),
              failures: events.flatMap((event) => ('failures' in event ? event.failures : [])),
              ...(passed?.type === 'tests-completed' && { testsPassed: passed.passed }),
              ...(asked?.type === 'approval-asked' && { diff: asked.diff }),
            },
            result.diagnostics,
            outcome?.status === 'open',
          );
        }),
      ),
  );

  server.registerTool(
    'list_runs',
    {
      title: 'List runs',
      description: 'The runs of fill on a service, bodies that were submitted here included.',
      inputSchema: z.strictObject({ out }),
      annotations: { readOnlyHint: true },
    },
    ({ out: service }) =>
      answering(async () => {
        const result = await runs({ cwd: folder.path, out: folder.inside(service) });
        return result.outcome === 'refused'
          ? refusal(result.diagnostics)
          : answer({ runs: result.runs.map(({ events: _events, ...timeline }) => timeline) });
      }),
  );

  server.registerTool(
    'read_run',
    {
      title: 'Read a run',
      description: 'Every event of a run of fill, in order.',
      inputSchema: z.strictObject({ out, run: z.string().min(1).max(100) }),
      annotations: { readOnlyHint: true },
    },
    ({ out: service, run }) =>
      answering(async () => {
        const result = await runs({ cwd: folder.path, out: folder.inside(service), run });
        return result.outcome === 'refused'
          ? refusal(result.diagnostics)
          : answer({ ...result.runs[0] });
      }),
  );
}

/** A client of 2026 names itself in each request, one of 2025 when it begins. */
function clientOf(server: McpServer, envelope: object = {}): unknown {
  const told: unknown = Reflect.get(envelope, CLIENT_INFO_META_KEY);
  return Reflect.get(Object(told ?? server.server.getClientVersion()), 'name');
}

/** The holes of a service whose description lies in the folder too. */
async function withHoles(
  folder: WorkingFolder,
  service: string,
  signal: AbortSignal,
  work: (all: readonly HoleReport[]) => Promise<CallToolResult> | CallToolResult,
): Promise<CallToolResult> {
  const cwd = folder.path;
  const path = folder.inside(service);
  const { project } = await generatedService(cwd, path);
  for (const file of [project.spec, project.out, ...project.overlays, ...project.arazzo])
    folder.inside(file);
  const result = await holes({ cwd, out: path, signal });
  if (result.outcome === 'refused') return refusal(result.diagnostics);
  return work(result.holes);
}

const withHole = (
  folder: WorkingFolder,
  service: string,
  name: string,
  signal: AbortSignal,
  work: (found: HoleReport) => Promise<CallToolResult> | CallToolResult,
): Promise<CallToolResult> =>
  withHoles(folder, service, signal, (all) => {
    const found = all.find((one) => one.name === name);
    if (found) return work(found);
    const known = all.map((one) => one.name).join(', ') || 'none';
    return refusal([
      diagnostic('SW8003', 'error', `There is no hole ${name}. The service has: ${known}.`),
    ]);
  });
