import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What the sample is called where it is written. */
export const SAMPLE_NAME = 'openapi.yaml';

/** The text of the sample description: the bookstore that the README tells of. */
export function sampleText(): string {
  const here = dirname(fileURLToPath(import.meta.url));
  // Beside `src` in a checkout, beside `dist` when installed.
  const root = import.meta.url.endsWith('.ts') ? join(here, '..', '..') : join(here, '..');
  return readFileSync(join(root, 'specs', 'bookstore.yaml'), 'utf8');
}
