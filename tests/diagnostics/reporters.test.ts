import { expect, test } from 'vitest';
import { diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { githubReport } from '../../src/diagnostics/reporters/github.ts';
import { jsonReport } from '../../src/diagnostics/reporters/json.ts';
import { sarifReport } from '../../src/diagnostics/reporters/sarif.ts';
import { terminalReport } from '../../src/diagnostics/reporters/terminal.ts';
import { sortDiagnostics } from '../../src/diagnostics/sort.ts';

const place = { file: 'specs/a b.yaml', line: 3, column: 7 };
const finding = diagnostic(
  'SW1201',
  'error',
  'info has no title. Add one.',
  place,
  '> 3 | info:\n    |   ^',
);
const general = diagnostic('SW1008', 'info', '4 further findings are not shown.');

test('the terminal report has place, severity, code, sentence and frame', () => {
  expect(terminalReport([finding], { isTTY: false })).toBe(
    'specs/a b.yaml:3:7 error SW1201\ninfo has no title. Add one.\n> 3 | info:\n    |   ^\n',
  );
});

test.each([
  ['on a terminal', { isTTY: true }, {}, true],
  ['not on a terminal', { isTTY: false }, {}, false],
  ['with NO_COLOR', { isTTY: true }, { NO_COLOR: '1' }, false],
])('colours %s', (_name, terminal, environment, coloured) => {
  expect(terminalReport([finding], terminal, environment).includes('\u001b[')).toBe(coloured);
});

test('text of a file cannot control the terminal', () => {
  const hostile = diagnostic('SW1214', 'error', 'no \u001b[2J member', {
    ...place,
    file: 'a\u202e.yaml',
  });
  expect(terminalReport([hostile], { isTTY: false })).toContain(
    'a<U+202E>.yaml:3:7 error SW1214\nno ␛[2J member',
  );
});

test('the JSON report is flat', () => {
  expect(JSON.parse(jsonReport([finding, general]))).toEqual([
    { code: 'SW1201', severity: 'error', message: 'info has no title. Add one.', ...place },
    { code: 'SW1008', severity: 'info', message: '4 further findings are not shown.' },
  ]);
});

test('text cannot end a GitHub command or start another', () => {
  const hostile = diagnostic('SW1214', 'warning', 'a\n::error::b 100%', {
    file: 'a,b:c.yaml',
    line: 1,
    column: 2,
  });
  expect(githubReport([hostile])).toBe(
    '::warning file=a%2Cb%3Ac.yaml,line=1,col=2,title=SW1214 A member is not known::a%0A::error::b 100%25\n',
  );
});

test('the SARIF log names each rule once and encodes file names', () => {
  const log = JSON.parse(sarifReport([finding, finding, general], '1.2.3'));
  expect(log.version).toBe('2.1.0');
  const [run] = log.runs;
  expect(run.tool.driver.rules.map(({ id }: { id: string }) => id)).toEqual(['SW1008', 'SW1201']);
  expect(run.results[0]).toMatchObject({ ruleId: 'SW1201', ruleIndex: 1, level: 'error' });
  expect(run.results[0].locations[0].physicalLocation).toEqual({
    artifactLocation: { uri: 'specs/a%20b.yaml' },
    region: { startLine: 3, startColumn: 7 },
  });
  expect(run.results[2]).toMatchObject({ level: 'note' });
});

test('findings are sorted by file, line and column', () => {
  const at = (file: string, line: number, column: number) =>
    diagnostic('SW1201', 'error', '', { file, line, column });
  const sorted = sortDiagnostics([at('b', 1, 1), at('a', 10, 1), at('a', 9, 5), at('a', 9, 4)]);
  expect(
    sorted.map(({ location }) => `${location?.file} ${location?.line}:${location?.column}`),
  ).toEqual(['a 9:4', 'a 9:5', 'a 10:1', 'b 1:1']);
});
