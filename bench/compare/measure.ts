import { cpSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { dump, load } from 'js-yaml';
import { readSpec } from '../../src/spec/read-spec.ts';
import { type Edited, editAndRegenerate, FIELD } from './edit.ts';
import { EDITED, type Input } from './inputs.ts';
import { codeFiles, countLines, strictErrors, type TypeErrors } from './output.ts';
import { runMeasured } from './run-measured.ts';
import { firstError, serve, type Served } from './serve.ts';
import type { Place, Tool } from './tool.ts';

/** The longest that a tool may take for one description. */
export const LIMIT_MS = 240_000;

/** What a tool made of a description. */
export interface Measured {
  readonly tool: string;
  readonly input: string;
  /** Why there is nothing, if the tool did not come to an end with 0. */
  readonly failed: string | undefined;
  readonly seconds: number;
  readonly cpu: number;
  readonly megabytes: number;
  readonly lines: number;
  readonly types: TypeErrors | undefined;
  readonly served: Served | undefined;
  readonly tests: { readonly passed: boolean; readonly said: string } | undefined;
  readonly edited: Edited | { readonly failed: string } | undefined;
}

/** Has an installed tool generate from one description, and looks at what came out. */
export async function measure(tool: Tool, home: string, input: Input): Promise<Measured> {
  const place = placeOf(home, input);
  const result = await generate(tool, place);
  const base = { tool: tool.name, input: input.name, ...result };
  const nothing = {
    lines: 0,
    types: undefined,
    served: undefined,
    tests: undefined,
    edited: undefined,
  };
  if (result.failed !== undefined) return { ...base, ...nothing };
  const lines = countLines(codeFiles(place.out));
  const types = await strictErrors(place);
  if (input.isVast) return { ...base, ...nothing, lines, types };
  const served = tool.server && (await serve(tool.server, place, await apiOf(input.path)));
  const tests = tool.test && (await test(tool, place));
  const edited = input.name === EDITED.name ? await edit(tool, home) : undefined;
  return { ...base, lines, types, served, tests, edited };
}

function placeOf(home: string, { name, path }: Input): Place {
  const out = join(home, 'out', name);
  rmSync(out, { recursive: true, force: true });
  mkdirSync(dirname(out), { recursive: true });
  const spec = join(home, 'specs', `${name}${extname(path)}`);
  mkdirSync(dirname(spec), { recursive: true });
  cpSync(path, spec);
  return { home, spec, out };
}

async function generate(tool: Tool, place: Place) {
  let [seconds, cpu, megabytes] = [0, 0, 0];
  for (const command of tool.generate(place)) {
    const run = await runMeasured(command, LIMIT_MS);
    seconds += run.seconds;
    cpu += run.cpu;
    megabytes = Math.max(megabytes, run.megabytes);
    if (run.code === undefined)
      return { failed: `not done after ${LIMIT_MS / 1000} s`, seconds, cpu, megabytes };
    if (run.code !== 0) return { failed: firstError(run.said), seconds, cpu, megabytes };
  }
  return { failed: undefined, seconds, cpu, megabytes };
}

async function test(tool: Tool, place: Place) {
  const command = tool.test?.(place);
  if (command === undefined) return undefined;
  const { code, said } = await runMeasured(command, LIMIT_MS);
  return { passed: code === 0, said: summaryOf(said) };
}

/** The line in which a test runner counts. */
function summaryOf(said: string): string {
  const lines = said.split('\n').map((line) => line.trim());
  const counts = lines.filter((line) =>
    /^(?:Tests\s|\d+ (?:passing|failing)|ℹ (?:pass|fail)\s)/.test(line),
  );
  return counts.join(', ') || firstError(said);
}

/** The edit is made in a folder of its own, so that servers and tests see what was generated. */
async function edit(tool: Tool, home: string): Promise<Measured['edited']> {
  if (tool.handler === undefined) return undefined;
  const place = placeOf(home, { ...EDITED, name: `${EDITED.name}-edited` });
  const { failed } = await generate(tool, place);
  if (failed !== undefined) return { failed };
  return editAndRegenerate(tool, tool.handler, place, withField(readFileSync(place.spec, 'utf8')));
}

/** The description with one more property, of every customer. */
function withField(text: string): string {
  const api = load(text) as {
    components: { schemas: Record<string, { properties: Record<string, object> }> };
  };
  for (const name of ['Customer', 'NewCustomer']) {
    const schema = api.components.schemas[name];
    if (schema) schema.properties[FIELD] = { type: 'string', maxLength: 40 };
  }
  return dump(api, { noRefs: true });
}

async function apiOf(path: string) {
  const result = await readSpec(path, { cwd: dirname(path) });
  if (!result.ok) throw new Error(`${path} cannot be read: ${result.diagnostics[0]?.message}`);
  return result.document.api;
}
