/**
 * Writes the cassettes of `tests/holes/cassettes` anew: the requests that fill sends for the help
 * desk today, with the answers of a script. To be run when prompts or templates have changed.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeCassette } from '../tests/holes/cassettes.ts';
import { startModelServer } from '../tests/holes/model-server.ts';
import { scriptedModel } from '../tests/holes/scripted-model.ts';
import { helpDesk } from '../tests/holes/scripts/help-desk.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = join(root, 'tests/holes/cassettes/help-desk');

async function specwright(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<void> {
  const child = spawn(process.execPath, ['src/cli/main.ts', ...args], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...env },
  });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`specwright ${args[0]} ended with ${code}.`);
}

const work = mkdtempSync(join(tmpdir(), 'specwright-cassettes-'));
const answer = scriptedModel(helpDesk);
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
let number = 0;
const server = await startModelServer({
  script: (served) => {
    const reply = answer(served);
    if (typeof reply === 'object' && 'text' in reply)
      writeCassette(join(folder, `${String(++number).padStart(2, '0')}.json`), {
        note: 'Written by a person for tests; no model has answered this.',
        request: served.request,
        answer: { text: reply.text, usage: reply.usage ?? { inputTokens: 0, outputTokens: 0 } },
      });
    return reply;
  },
});
try {
  const out = join(work, 'help-desk');
  await specwright(['generate', 'specs/help-desk.yaml', '--out', out, '--no-test', '--quiet']);
  await specwright(['fill', '--out', out, '--jobs', '1'], {
    OPENAI_BASE_URL: server.baseURL,
    OPENAI_MODEL: 'scripted',
    OPENAI_API_KEY: 'none',
  });
} finally {
  await server.close();
  rmSync(work, { recursive: true, force: true });
}
