import { describe, expect, test } from 'vitest';
import { SAMPLES } from '../../scripts/conformance/targets.ts';
import { findTool } from '../../scripts/conformance/tool.ts';
import { toldOf, tryTarget } from '../../scripts/conformance/try-target.ts';

const tool = await findTool();
const command = 'command' in tool ? tool.command : undefined;
const skipped = 'missing' in tool ? ` (skipped: ${tool.missing})` : '';

/** A short look; `npm run conformance` looks longer. */
const bounds = { seed: 1, examples: 1, seconds: 170 };

describe(`the samples as Schemathesis sees them${skipped}`, { timeout: 180_000 }, () => {
  test.skipIf(command === undefined).each(SAMPLES)(
    '$name answers as it describes',
    async (target) => {
      const { cases, faults } = await tryTarget(command ?? '', target, bounds);
      expect(faults.map(toldOf)).toEqual([]);
      expect(cases).toBeGreaterThan(100);
    },
  );
});
