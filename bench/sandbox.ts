/**
 * Measures what each sandbox costs: finding out in a fresh process whether it works, and a run of
 * one test in it, the median of several. `node bench/sandbox.ts [RUNS]` prints a table.
 */
import { spawnSync } from 'node:child_process';
import { checkService } from '../src/sandbox/check-service.ts';
import { providers } from '../src/sandbox/choose.ts';

const runs = Number(process.argv[2] ?? 5);

const files = [
  { path: 'package.json', text: '{ "type": "module" }' },
  {
    path: 'tests/one.test.ts',
    text: "import { expect, test } from 'vitest';\ntest('one', () => expect(1).toBe(1));\n",
  },
];

const median = (times: readonly number[]): number =>
  [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN;

async function times(work: () => Promise<number> | number): Promise<string> {
  const all: number[] = [];
  for (let run = 0; run < runs; run++) all.push(await work());
  return `${median(all).toFixed(0)} ms`;
}

/** The cache of what works lasts as long as a process. */
function firstReadiness(name: string): number {
  const module = new URL('../src/sandbox/choose.ts', import.meta.url).href;
  const code = `
    const { providers } = await import(${JSON.stringify(module)});
    const start = performance.now();
    await providers.find(({ name }) => name === ${JSON.stringify(name)}).readiness();
    console.log(performance.now() - start);`;
  const child = spawnSync(process.execPath, ['--input-type=module', '-e', code], {
    encoding: 'utf8',
  });
  return Number(child.stdout);
}

process.stdout.write('| sandbox | works | first look | one test |\n| --- | --- | --- | --- |\n');
for (const { name, readiness } of providers) {
  const { ready } = await readiness();
  const oneTest = async (): Promise<number> => {
    const start = performance.now();
    await checkService(files, { typecheck: false, test: true, sandbox: name });
    return performance.now() - start;
  };
  const cells = [
    name,
    ready ? 'yes' : 'no',
    await times(() => firstReadiness(name)),
    ready ? await times(oneTest) : '',
  ];
  process.stdout.write(`| ${cells.join(' | ')} |\n`);
}
