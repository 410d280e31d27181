import type { Bounds } from './run-tool.ts';
import { VERSION } from './tool.ts';
import type { Tried } from './try-target.ts';

/** `docs/conformance.md`. */
export function report(all: readonly Tried[], { seed, examples }: Bounds): string {
  const reasons = [...new Set(all.flatMap(({ explained }) => [...explained.keys()]))].sort();
  const rows = all.map(({ name, cases, faults, explained }) => {
    const counts = reasons.flatMap((reason, index) => {
      const count = explained.get(reason);
      return count === undefined ? [] : [`${index + 1} (${count})`];
    });
    return `| ${name} | ${cases} | ${faults.length} | ${counts.join(', ') || 'none'} |`;
  });
  return [
    '# Conformance',
    '',
    `\`npm run conformance\` generates services, starts them and has [Schemathesis](https://schemathesis.readthedocs.io) ${VERSION} ask them, with all its checks, in its phases examples, coverage, fuzzing and stateful. It needs Python 3.10 or newer, and makes its virtual environment under the system's temporary folder. The latest run had the seed ${seed} and at most ${examples} examples an operation.`,
    '',
    'A failure is a fault of the service unless one of the rules in `scripts/conformance/judge.ts` explains it. The rules look at what was asked, answered and declared, and know no description. The script fails when a fault of a service is left.',
    '',
    '| description | cases | faults of the service | explained by (kinds of failures) |',
    '| --- | ---: | ---: | --- |',
    ...rows,
    '',
    'What explains the rest:',
    '',
    ...reasons.map((reason, index) => `${index + 1}. ${reason}`),
    '',
  ].join('\n');
}
