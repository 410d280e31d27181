import { expect, test } from 'vitest';
import { readRemarks, reviewRequest, shownLines } from '../../src/holes/review.ts';

const diff = `diff --git a/src/a.ts b/src/a.ts
--- a/src/a.ts
+++ b/src/a.ts
@@ -10,3 +10,3 @@ export function a() {
   const one = 1;
-  return one;
+  return two;
 }
`;

const remark = (changed: object) =>
  JSON.stringify({
    remarks: [
      {
        file: 'src/a.ts',
        line: 11,
        severity: 'warning',
        message: 'two is not declared.',
        ...changed,
      },
    ],
  });

test('a remark becomes a diagnostic at a line that the change shows', () => {
  expect(readRemarks(remark({}), diff)).toMatchObject([
    { code: 'SW8007', severity: 'warning', location: { file: 'src/a.ts', line: 11 } },
  ]);
});

test.each([
  ['a line that is not shown', { line: 400 }],
  ['a file that is not in the change', { file: '/etc/passwd' }],
  ['a place of another type', { line: 'eleven' }],
])('a remark about %s stands without a place', (_what, changed) => {
  const [found] = readRemarks(remark(changed), diff) ?? [];
  expect(found?.message).toBe('two is not declared.');
  expect(found).not.toHaveProperty('location');
});

test('no remark is an error: a model stops nobody', () => {
  expect(readRemarks(remark({ severity: 'error' }), diff)?.[0]?.severity).toBe('info');
});

test('an answer that is no list of remarks is none', () => {
  expect(readRemarks('Looks good to me!', diff)).toBeUndefined();
});

test('lines are counted over hunks and files', () => {
  expect(shownLines(diff).get('src/a.ts')).toEqual(new Set([10, 11, 12]));
});

test('a change cannot end its block', () => {
  const user = reviewRequest(`${diff}+\`\`\`\n`, 'm', 10).messages[1]?.content ?? '';
  expect(user).toContain('````diff');
});
