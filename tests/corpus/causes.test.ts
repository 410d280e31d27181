import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { resolveServices } from '../../src/config/resolve-services.ts';
import { generate } from '../../src/pipeline.ts';

const causes = join(import.meta.dirname, 'causes');
const folder = mkdtempSync(join(tmpdir(), 'specwright-causes-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Each file is what once kept real descriptions from being served; its first line says what. */
describe('what real descriptions do', { timeout: 60_000 }, () => {
  test.each(readdirSync(causes))(
    '%s becomes a service that compiles and passes its tests',
    async (file) => {
      const [project] = await resolveServices({
        cwd: causes,
        specs: [file],
        out: join(folder, file),
        config: undefined,
        overlays: undefined,
        allowRemote: undefined,
        strict: undefined,
        test: undefined,
      });
      if (!project) throw new Error(`${file} makes no service`);
      const { outcome, diagnostics, tests } = await generate(project, {});
      const errors = diagnostics.filter(({ severity }) => severity === 'error');
      expect(errors.map(({ code, message }) => `${code} ${message}`)).toEqual([]);
      expect({ outcome, failed: tests?.failed }).toEqual({ outcome: 'done', failed: 0 });
    },
  );
});
