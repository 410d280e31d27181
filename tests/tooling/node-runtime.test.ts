import { expect, test } from 'vitest';

test('scripts run on the Node that npm ci brings, whatever the machine has', () => {
  expect(Number(process.versions.node.split('.')[0])).toBeGreaterThanOrEqual(26);
});
