/**
 * Measures `specwright fill` with a scripted model: `npm run bench:fill`. The model answers at
 * once, so that what is left is what Specwright itself takes.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { RecordedEvent } from '../src/holes/events.ts';
import { eventsOf } from '../src/holes/timeline.ts';
import { listRuns, readRun } from '../src/workspace/runs.ts';
import { faults, fillAgainst } from '../tests/holes/faults.ts';
import { startModelServer } from '../tests/holes/model-server.ts';
import { type Script, scriptedModel } from '../tests/holes/scripted-model.ts';
import { helpDesk } from '../tests/holes/scripts/help-desk.ts';
import { petstore } from '../tests/holes/scripts/petstore.ts';
import { shop } from '../tests/holes/scripts/shop.ts';
import { attacksAgain } from '../tests/verify/hole/cases/attacks-again.ts';
import { attacksByEffect } from '../tests/verify/hole/cases/attacks-effects.ts';
import { attacksOnMembers } from '../tests/verify/hole/cases/attacks-members.ts';
import { attacksOnNames } from '../tests/verify/hole/cases/attacks-names.ts';
import { attacksOnText } from '../tests/verify/hole/cases/attacks-text.ts';
import { attacksOnTypes } from '../tests/verify/hole/cases/attacks-types.ts';
import { holes as fixtureHoles } from '../tests/verify/hole/cases/case.ts';
import { fixtureJudge } from '../tests/verify/hole/fixture-service.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const corpus = join(root, '../shared/corpus/train/real/swagger-petstore.yaml');

const subjects: readonly { name: string; spec: string; overlay?: string; script: Script }[] = [
  { name: 'help desk', spec: 'specs/help-desk.yaml', script: helpDesk },
  { name: 'shop', spec: 'tests/e2e/shop.yaml', script: shop },
  ...(existsSync(corpus)
    ? [
        {
          name: 'Petstore',
          spec: corpus,
          overlay: 'tests/holes/petstore-rules.yaml',
          script: petstore,
        },
      ]
    : []),
];

async function specwright(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<void> {
  const child = spawn(process.execPath, ['src/cli/main.ts', ...args, '--quiet'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, ...env },
  });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`specwright ${args[0]} ended with ${code}.`);
}

/** Everything that happened in the one run of a fresh service. */
async function filled({
  spec,
  overlay,
  script,
}: (typeof subjects)[number]): Promise<RecordedEvent[]> {
  const work = mkdtempSync(join(tmpdir(), 'specwright-bench-'));
  const out = join(work, 'service');
  const server = await startModelServer({ script: scriptedModel(script) });
  try {
    const more = overlay === undefined ? [] : ['--overlay', overlay];
    await specwright(['generate', spec, '--out', out, '--no-test', ...more]);
    await specwright(['fill', '--out', out, '--jobs', '1'], {
      OPENAI_BASE_URL: server.baseURL,
      OPENAI_MODEL: 'scripted',
      OPENAI_API_KEY: 'none',
    });
    return eventsOf(readRun(out, listRuns(out)[0] ?? ''));
  } finally {
    await server.close();
    rmSync(work, { recursive: true, force: true });
  }
}

const mean = (numbers: readonly number[]): number =>
  numbers.reduce((sum, one) => sum + one, 0) / Math.max(1, numbers.length);

const pick = <Type extends RecordedEvent['type']>(events: readonly RecordedEvent[], type: Type) =>
  events.filter((event): event is Extract<RecordedEvent, { type: Type }> => event.type === type);

const rows: string[][] = [
  [
    'service',
    'holes',
    'filled',
    'rounds',
    'tokens in',
    'tokens out',
    'context',
    'verify ms',
    'test ms',
  ],
];
for (const subject of subjects) {
  const events = await filled(subject);
  const answers = pick(events, 'generated');
  const holes = pick(events, 'started').length;
  const scanned = pick(events, 'context-scanned');
  const verified = pick(events, 'verified').map(({ milliseconds }) => milliseconds);
  rows.push([
    subject.name,
    String(holes),
    String(pick(events, 'completed').length),
    mean(pick(events, 'completed').map(({ rounds }) => rounds)).toFixed(1),
    (answers.reduce((sum, { usage }) => sum + usage.inputTokens, 0) / holes).toFixed(0),
    (answers.reduce((sum, { usage }) => sum + usage.outputTokens, 0) / holes).toFixed(0),
    `${(100 * mean(scanned.map(({ tokens, contextTokens }) => contextTokens / tokens))).toFixed(0)} %`,
    `${verified[0] ?? 0} first, ${mean(verified.slice(1)).toFixed(0)} then`,
    mean(pick(events, 'tests-completed').map(({ milliseconds }) => milliseconds)).toFixed(0),
  ]);
}
console.log(
  'Tokens are per hole, counted as four characters each. Context is its share of a prompt.\n',
);
const widths = (rows[0] ?? []).map((_, column) =>
  Math.max(...rows.map((row) => row[column]?.length ?? 0)),
);
for (const row of rows)
  console.log(row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '));

const attacks = [
  attacksAgain,
  attacksByEffect,
  attacksOnMembers,
  attacksOnNames,
  attacksOnText,
  attacksOnTypes,
].flat();
const judge = fixtureJudge();
const refused = attacks.filter(
  ({ hole, body, imports = [] }) => !judge.judge(fixtureHoles[hole], hole, body, { imports }).ok,
);
console.log(`\nAttack bodies refused: ${refused.length} of ${attacks.length}`);
let survived = 0;
for (const [, fault] of faults) {
  const { result } = await fillAgainst([fault]);
  if (result.ok) survived++;
}
console.log(`Faults survived: ${survived} of ${faults.length}`);
console.log(`Load while measuring: ${loadavg()[0]?.toFixed(1)}`);
