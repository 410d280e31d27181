import type { McpServer } from '@modelcontextprotocol/server';
import { z } from 'zod';
import { check } from '../api/check.ts';
import { diff, diffModels } from '../api/diff.ts';
import { explain } from '../api/explain.ts';
import { generate } from '../api/generate.ts';
import { select } from '../api/selection.ts';
import { answer, answering, refusal } from './answer.ts';
import type { WorkingFolder } from './working-folder.ts';

const path = (about: string) =>
  z.string().min(1).max(1000).describe(`${about}, relative to the working folder`);

const selection = {
  spec: path('An OpenAPI description').optional(),
  out: path("The service's folder").optional(),
};

/** Outcomes after which everything is as it was asked for. */
const FINE: ReadonlySet<string> = new Set(['done', 'unchanged', 'drift']);

/** Tools about whole services: explain, generate, check, diff. */
export function generationTools(server: McpServer, folder: WorkingFolder): void {
  server.registerTool(
    'explain',
    {
      title: 'Explain a description',
      description:
        'What Specwright infers from an OpenAPI description: entities, fields, operations, and the evidence for each choice.',
      inputSchema: z.strictObject({ spec: path('An OpenAPI description') }),
      annotations: { readOnlyHint: true },
    },
    ({ spec }, { mcpReq: { signal } }) =>
      answering(async () => {
        const cwd = folder.path;
        const told = await explain({ cwd, spec: folder.inside(spec), root: cwd, signal });
        return told.outcome === 'done'
          ? answer({ service: told.model.name, model: told.model }, told.diagnostics)
          : refusal(told.diagnostics);
      }),
  );

  server.registerTool(
    'generate',
    {
      title: 'Generate a service',
      description:
        'Generates the service of a description, or brings it up to date, keeping what a person wrote. Types and tests are checked in a sandbox before anything is written. Without spec: the services of specwright.config.ts.',
      inputSchema: z.strictObject({
        ...selection,
        dryRun: z.boolean().describe('Say what would be done, and write nothing').optional(),
        test: z.boolean().describe('Run the tests first (default: true)').optional(),
      }),
      annotations: { destructiveHint: false },
    },
    ({ spec, out, dryRun, test }, { mcpReq: { signal } }) =>
      answering(async () => {
        const request = await chosen(folder, spec, out, signal);
        const results = await generate({ ...request, dryRun: dryRun === true, test });
        const services = results.map(
          ({ service, outcome, entities, operations, files, tests, diagnostics: _told }) => ({
            service,
            outcome,
            entities,
            operations,
            files: files.filter(({ action }) => action !== 'unchanged'),
            ...(tests && { tests }),
          }),
        );
        const isError = results.some(({ outcome }) => !FINE.has(outcome));
        return answer(
          { services },
          results.flatMap(({ diagnostics }) => diagnostics),
          isError,
        );
      }),
  );

  server.registerTool(
    'check',
    {
      title: 'Check a service',
      description:
        'Whether a service is what its description asks for, from hashes alone. Without out: the services of specwright.config.ts.',
      inputSchema: z.strictObject({ out: selection.out }),
      annotations: { readOnlyHint: true },
    },
    ({ out }, { mcpReq: { signal } }) =>
      answering(async () => {
        const cwd = folder.path;
        const results =
          out === undefined
            ? await checkAll(folder, signal)
            : await check({ cwd, out: folder.inside(out), signal });
        const services = results.map(({ diagnostics: _told, ...state }) => state);
        return answer(
          { services },
          results.flatMap(({ diagnostics }) => diagnostics),
        );
      }),
  );

  server.registerTool(
    'diff',
    {
      title: 'Show what generate would change',
      description:
        'What generate would change, as unified diffs, or with model: true as changes of entities and operations. Changes nothing.',
      inputSchema: z.strictObject({
        ...selection,
        model: z.boolean().describe('Changes of the model, not of files').optional(),
      }),
      annotations: { readOnlyHint: true },
    },
    ({ spec, out, model }, { mcpReq: { signal } }) =>
      answering(async () => {
        const request = await chosen(folder, spec, out, signal);
        const results =
          model === true
            ? (await diffModels(request)).map((one) => ({
                service: one.outcome === 'done' ? one.service : '',
                outcome: one.outcome,
                changes: one.outcome === 'done' ? one.lines : [],
                diagnostics: one.diagnostics,
              }))
            : (await diff(request)).map(({ service, outcome, files, diagnostics }) => ({
                service,
                outcome,
                files: files.map(({ action, diff: text, ...file }) => ({
                  path: file.path,
                  action,
                  diff: text,
                })),
                diagnostics,
              }));
        const services = results.map(({ diagnostics: _told, ...told }) => told);
        return answer(
          { services },
          results.flatMap(({ diagnostics }) => diagnostics),
          results.some(({ outcome }) => !FINE.has(outcome)),
        );
      }),
  );
}

/** What is asked for, once everything about it is known to lie in the folder. */
async function chosen(
  folder: WorkingFolder,
  spec: string | undefined,
  out: string | undefined,
  signal: AbortSignal,
) {
  const cwd = folder.path;
  const request = {
    cwd,
    ...(spec !== undefined && { specs: [folder.inside(spec)] }),
    ...(out !== undefined && { out: folder.inside(out) }),
    root: cwd,
    signal,
  };
  for (const service of await select(request))
    for (const file of [service.spec, service.out, ...service.overlays, ...service.arazzo])
      folder.inside(file);
  return request;
}

async function checkAll(folder: WorkingFolder, signal: AbortSignal) {
  const { cwd } = await chosen(folder, undefined, undefined, signal);
  return check({ cwd, signal });
}
