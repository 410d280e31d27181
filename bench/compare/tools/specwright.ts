import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openPolicy } from '../../../scripts/open-policy.ts';
import { CREDENTIAL } from '../credential.ts';
import type { Command, Place, Tool } from '../tool.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  version: string;
};

const generate = (place: Place, ...more: string[]): Command => ({
  command: process.execPath,
  args: [
    join(root, 'bin/specwright.js'),
    'generate',
    place.spec,
    '--out',
    place.out,
    '--root',
    dirname(place.spec),
    '--quiet',
    ...more,
  ],
  cwd: place.home,
  environment: { SPECWRIGHT_CACHE: 'off' },
});

/** As it comes: generated, type-checked, and tested in a sandbox before anything is written. */
export const specwright: Tool = {
  name: 'Specwright',
  version,
  makes: 'service',
  generate: (place) => [generate(place)],
  test: (place) => ({
    command: process.execPath,
    args: [join(root, 'node_modules/vitest/vitest.mjs'), 'run'],
    cwd: place.out,
  }),
  server: {
    prepare: ({ out }) => openPolicy(out),
    start: ({ out }) => ({
      command: process.execPath,
      args: ['src/main.ts'],
      cwd: out,
      environment: { MAXIMUM_DELAY: '0', LOG_LEVEL: 'warn', ...credentialsOf(out) },
    }),
  },
  handler: {
    file: ({ out }) => join(out, 'src/resources/customers/routes.ts'),
    after: /contract\('createCustomer'\),\s*async \(request, reply\) => \{\n/,
  },
};

/** Business logic in a hole, the place that is made for it. */
export const specwrightHole: Tool = {
  name: 'Specwright (in logic.ts)',
  version,
  makes: 'service',
  isForEdits: true,
  generate: (place) => [generate(place, '--no-test')],
  handler: {
    file: ({ out }) =>
      [
        'src/resources/orders/logic.ts',
        'src/resources/customers/logic.ts',
        'src/resources/customer-orders/logic.ts',
      ]
        .map((file) => join(out, file))
        .find(existsSync) ?? join(out, 'src/logic.ts'),
    after: /Promise<RefundOrderResult> \{\n/,
  },
};

/** Without the tests: what other tools do, and what a person does between two saves. */
export const specwrightUntested: Tool = {
  name: 'Specwright --no-test',
  version,
  makes: 'service',
  generate: (place) => [generate(place, '--no-test')],
};

/** Credentials for every scheme that the service's `.env.example` names. */
function credentialsOf(out: string): Record<string, string> {
  const text = readFileSync(join(out, '.env.example'), 'utf8');
  const { user, password } = CREDENTIAL;
  return Object.fromEntries(
    Array.from(text.matchAll(/^AUTH_\w+/gm), ([name]) => [name, `${user}:${password},${password}`]),
  );
}
