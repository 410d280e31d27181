import { expect, test } from 'vitest';
import { generateReport } from '../../src/cli/generate-report.ts';
import type { GenerateResult } from '../../src/generate-result.ts';

const result = (paths: readonly string[], action: 'create' | 'unchanged'): GenerateResult => ({
  outcome: 'done',
  service: 'shop',
  out: '/home/me/shop',
  entities: [],
  operations: [],
  files: paths.map((path) => ({ path, action })),
  diagnostics: [],
  timings: {},
});

test('what to do next begins with who may do what, where nobody may yet', () => {
  const report = generateReport(result(['src/authorization.ts'], 'create'), '/home/me', false);
  expect(report).toContain('  cd shop\n  say in src/authorization.ts who may do what');
});

test.each([
  ['a service without security', result(['src/app.ts'], 'create')],
  ['a decision that was there before', result(['src/authorization.ts'], 'unchanged')],
])('%s has no such step', (_what, given) => {
  const report = generateReport(given, '/home/me', false);
  expect(report).toContain('npm start');
  expect(report).not.toContain('authorization');
});
