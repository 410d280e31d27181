/**
 * Regenerates the sample services in `generated/` from `specs/`, and fills the business logic of
 * the help desk with the answers of a script: `npm run samples -- [--pack NAME] [--out FOLDER]
 * [--check]`. `--check` only compares.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { startModelServer } from '../tests/holes/model-server.ts';
import { scriptedModel } from '../tests/holes/scripted-model.ts';
import { helpDesk } from '../tests/holes/scripts/help-desk.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const SAMPLES = ['bookstore', 'help-desk', 'fleet'] as const;
const { values } = parseArgs({
  options: {
    pack: { type: 'string', default: 'fastify' },
    out: { type: 'string', default: 'generated' },
    check: { type: 'boolean', default: false },
  },
});
const { pack, check: isCheck } = values;

async function specwright(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<void> {
  const child = spawn(process.execPath, ['src/cli/main.ts', ...args], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...env },
  });
  const [code] = await once(child, 'exit');
  if (code !== 0) process.exitCode = 1;
}

for (const name of SAMPLES) {
  const more = isCheck ? ['--check', '--no-test'] : [];
  const out = join(values.out, name);
  await specwright(['generate', `specs/${name}.yaml`, '--out', out, '--pack', pack, ...more]);
}
if (!isCheck) {
  const server = await startModelServer({ script: scriptedModel(helpDesk) });
  try {
    await specwright(['fill', '--out', join(values.out, 'help-desk'), '--jobs', '1'], {
      OPENAI_BASE_URL: server.baseURL,
      OPENAI_MODEL: 'scripted',
      OPENAI_API_KEY: 'none',
    });
  } finally {
    await server.close();
  }
}
