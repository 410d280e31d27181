import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { checkService, timeFor } from '../../src/sandbox/check-service.ts';
import { sandboxNames } from '../../src/sandbox/provider.ts';
import type { SourceFile } from '../../src/scaffold/source-file.ts';
import { decorated } from './fixtures/decorated.ts';
import { guestbook, guestbookWith } from './fixtures/guestbook.ts';

let temporary: string;
beforeAll(() => {
  temporary = mkdtempSync(join(tmpdir(), 'check-service-test-'));
  vi.stubEnv('TMPDIR', temporary);
  vi.stubEnv('SPECWRIGHT_SECRET', 'hush');
});
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(temporary, { recursive: true });
});

const both = { typecheck: true, test: true };

describe('checkService', { timeout: 60_000 }, () => {
  test('accepts a good service and leaves nothing behind', async () => {
    const { diagnostics, tests, sandbox } = await checkService(guestbook, both);
    expect(diagnostics).toEqual([]);
    expect(tests).toEqual({ total: 3, passed: 3, failed: 0, failures: [] });
    expect(sandboxNames).toContain(sandbox);
    expect(readdirSync(temporary)).toEqual([]);
  });

  test('shows a type error in the text that it was given', async () => {
    const files = guestbookWith({
      'src/wrong.ts': 'export const n = 1;\nexport const s: string = n;\n',
    });
    const { diagnostics } = await checkService(files, { typecheck: true, test: false });
    expect(diagnostics).toEqual([
      {
        code: 'SW5101',
        severity: 'error',
        message: "Type 'number' is not assignable to type 'string'. (TS2322)",
        location: { file: 'src/wrong.ts', line: 2, column: 14 },
        frame: [
          '  1 | export const n = 1;',
          '> 2 | export const s: string = n;',
          '    |              ^',
        ].join('\n'),
      },
    ]);
  });

  test('names the test that fails, why, and where', async () => {
    const files = guestbookWith({
      'tests/sum.test.ts': `import { describe, expect, test } from 'vitest';

describe('arithmetic', () => {
  test('holds', () => {
    expect(1 + 1).toBe(3);
  });
});
`,
    });
    const { diagnostics, tests } = await checkService(files, { typecheck: false, test: true });
    expect(tests).toMatchObject({ total: 4, passed: 3, failed: 1 });
    expect(diagnostics).toMatchObject([
      {
        code: 'SW5201',
        message: expect.stringContaining('«arithmetic > holds» fails: expected 2 to be 3'),
        location: { file: 'tests/sum.test.ts', line: 5, column: 19 },
        frame: expect.stringContaining('> 5 |     expect(1 + 1).toBe(3);'),
      },
    ]);
  });

  test('has more time for more test files', () => {
    const many = Array.from({ length: 100 }, (_none, index) => [`tests/${index}.test.ts`, '']);
    expect(timeFor(guestbookWith(Object.fromEntries(many))) - timeFor(guestbook)).toBe(300_000);
    expect(timeFor([])).toBe(120_000);
  });

  test('runs each of many test files once, and no process holds them all', async () => {
    // Modules are counted where all that one process imports can see it.
    const text = `import { expect, test } from 'vitest';
const shared = globalThis as { loaded?: number };
shared.loaded = (shared.loaded ?? 0) + 1;
test('few are loaded', () => expect(shared.loaded).toBeLessThanOrEqual(24));
`;
    const many = Array.from({ length: 60 }, (_none, index) => [
      `tests/many/${index}.test.ts`,
      text,
    ]);
    const { diagnostics, tests } = await checkService(guestbookWith(Object.fromEntries(many)), {
      typecheck: false,
      test: true,
    });
    expect(diagnostics).toEqual([]);
    expect(tests).toMatchObject({ total: 63, passed: 63 });
  });

  test('names the file that cannot be loaded', async () => {
    const files = guestbookWith({ 'tests/broken.test.ts': "import '../src/nowhere.ts';\n" });
    const { diagnostics, tests } = await checkService(files, { typecheck: false, test: true });
    expect(tests).toMatchObject({
      passed: 3,
      failures: [{ file: 'tests/broken.test.ts', name: '' }],
    });
    expect(diagnostics).toMatchObject([
      { code: 'SW5202', location: { file: 'tests/broken.test.ts' } },
    ]);
  });

  test('ignores a vitest configuration: it would run outside the sandbox', async () => {
    const files = guestbookWith({ 'vitest.config.ts': "throw new Error('must not run');\n" });
    const { diagnostics } = await checkService(files, { typecheck: false, test: true });
    expect(diagnostics).toEqual([]);
  });

  test('says which package is not installed, and that there are no tests', async () => {
    const manifest = '{ "type": "module", "dependencies": { "no-such-package-here": "1.0.0" } }';
    const { diagnostics } = await checkService([{ path: 'package.json', text: manifest }], {
      typecheck: false,
      test: true,
    });
    expect(diagnostics.map(({ code }) => code)).toEqual(['SW5001', 'SW5203']);
    expect(diagnostics[0]?.message).toContain('no-such-package-here');
  });

  test('misses no tool that nothing imports', async () => {
    const manifest = '{ "type": "module", "devDependencies": { "no-such-tool-here": "1.0.0" } }';
    const used = "import { it } from 'no-such-tool-here';\nexport default it;\n";
    const codesOf = async (files: SourceFile[]) => {
      const checked = await checkService([{ path: 'package.json', text: manifest }, ...files], {
        typecheck: false,
        test: false,
      });
      return checked.diagnostics.map(({ code }) => code);
    };
    expect(await codesOf([])).toEqual([]);
    expect(await codesOf([{ path: 'tool.config.ts', text: used }])).toEqual(['SW5001']);
  });

  test('runs decorators and parameter properties where the service has them compiled', async () => {
    const { diagnostics, tests } = await checkService(decorated, both);
    expect(diagnostics).toMatchObject([
      { code: 'SW5201', location: { file: 'src/greeter.ts', line: 16 } },
    ]);
    expect(tests).toMatchObject({
      passed: 1,
      failures: [{ name: 'fails', at: { file: 'src/greeter.ts', line: 16 } }],
    });
  });

  test('stops at once when its signal aborts, and cleans up', async () => {
    const loop = guestbookWith({
      'tests/loop.test.ts': "import { test } from 'vitest';\ntest('loops', () => { for (;;); });\n",
    });
    const abort = new AbortController();
    const check = checkService(loop, { ...both, signal: abort.signal });
    await vi.waitUntil(() => readdirSync(temporary).length > 0, 60_000);
    abort.abort(new Error('enough'));
    await expect(check).rejects.toThrow('enough');
    expect(readdirSync(temporary)).toEqual([]);
  });

  test('refuses a path that leads out of the staged folder', async () => {
    const files = [{ path: '../outside.txt', text: 'x' }];
    await expect(checkService(files, both)).rejects.toThrow('leads out');
    expect(readdirSync(temporary)).toEqual([]);
  });
});
