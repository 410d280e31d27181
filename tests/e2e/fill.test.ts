import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type ModelServer,
  type ModelServerOptions,
  startModelServer,
} from '../holes/model-server.ts';
import { scriptedModel } from '../holes/scripted-model.ts';
import { helpDesk } from '../holes/scripts/help-desk.ts';
import { petstore } from '../holes/scripts/petstore.ts';
import { shop } from '../holes/scripts/shop.ts';
import { rememberRuns } from '../workspace/temporary-folder.ts';

rememberRuns();

const root = fileURLToPath(new URL('../..', import.meta.url));
const KEY = 'sk-never-to-be-seen-0123456789';

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function start(args: readonly string[], baseURL?: string): ChildProcess {
  const { OPENAI_BASE_URL: _url, OPENAI_MODEL: _model, OPENAI_API_KEY: _key, ...env } = process.env;
  return spawn(process.execPath, [join(root, 'src/cli/main.ts'), ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...env,
      ...(baseURL !== undefined && {
        OPENAI_BASE_URL: baseURL,
        OPENAI_MODEL: 'scripted',
        OPENAI_API_KEY: KEY,
      }),
    },
  });
}

async function run(args: readonly string[], baseURL?: string): Promise<Ended> {
  const child = start(args, baseURL);
  const [out, err, [code]] = await Promise.all([
    text(child.stdout ?? process.stdin),
    text(child.stderr ?? process.stdin),
    once(child, 'close') as Promise<[number | null]>,
  ]);
  return { code, out, err };
}

async function withServer<Result>(
  options: ModelServerOptions,
  work: (server: ModelServer) => Promise<Result>,
): Promise<Result> {
  const server = await startModelServer(options);
  try {
    return await work(server);
  } finally {
    await server.close();
  }
}

/** Every file under a folder, as one text. */
const everything = (folder: string): string =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
    .join('\n');

interface Filled {
  readonly run: string;
  readonly ended: string;
  readonly holes: readonly { hole: string; status: string; rounds: number }[];
}

const TIME = { timeout: 240_000 };

describe('the help desk', () => {
  let work: string;
  const fresh = (name: string): string => {
    const folder = join(work, name);
    cpSync(join(work, 'generated'), folder, { recursive: true });
    return folder;
  };

  beforeAll(async () => {
    work = mkdtempSync(join(tmpdir(), 'specwright-fill-'));
    const generated = join(work, 'generated');
    const { code, err } = await run([
      'generate',
      'specs/help-desk.yaml',
      '--out',
      generated,
      '--no-test',
    ]);
    if (code !== 0) throw new Error(err);
  }, 120_000);
  afterAll(() => rmSync(work, { recursive: true, force: true }));

  test('one command takes every hole from 501 to what its rules demand', TIME, async () => {
    const out = fresh('filled');
    await withServer(
      { cassettes: join(root, 'tests/holes/cassettes/help-desk') },
      async (server) => {
        const {
          code,
          out: printed,
          err,
        } = await run(['fill', '--out', out, '--json', '--jobs', '2'], server.baseURL);
        expect(code, `${err}\nIf prompts have changed: npm run cassettes`).toBe(0);
        const { holes, ended } = JSON.parse(printed) as Filled;
        expect(ended).toBe('done');
        expect(holes).toMatchObject([
          { hole: 'assignTicket', status: 'filled', rounds: 2 },
          { hole: 'closeTicket', status: 'filled', rounds: 1 },
          { hole: 'reopenTicket', status: 'filled', rounds: 1 },
        ]);
        expect(server.requests).toHaveLength(5);
        expect(JSON.stringify(server.requests.map(({ body }) => body))).not.toContain(KEY);
        expect(everything(out) + printed + err).not.toContain(KEY);
      },
    );
    const logic = 'src/resources/tickets/logic.ts';
    expect(readFileSync(join(out, logic), 'utf8')).toBe(
      readFileSync(join(root, 'generated/help-desk', logic), 'utf8'),
    );
    // Again, and without any server: nothing is asked, nothing is lost, all tests pass.
    const again = await run([
      'generate',
      'specs/help-desk.yaml',
      '--out',
      out,
      '--json',
      '--require-filled',
    ]);
    expect(again.code, again.err).toBe(0);
    const { operations, tests } = JSON.parse(again.out) as {
      operations: { status: string }[];
      tests: { failed: number; passed: number };
    };
    expect(operations.filter(({ status }) => status === 'filled')).toHaveLength(3);
    expect(tests.failed).toBe(0);
  });

  test('what waits for approval is taken up again without paying twice', TIME, async () => {
    const out = fresh('waiting');
    const before = readFileSync(join(out, 'src/resources/tickets/logic.ts'), 'utf8');
    await withServer({ script: scriptedModel(helpDesk) }, async (server) => {
      const asked = await run(
        ['fill', 'closeTicket', '--out', out, '--json', '--approve', 'ask'],
        server.baseURL,
      );
      expect(asked.code, asked.err).toBe(1);
      const { run: id, ended } = JSON.parse(asked.out) as Filled;
      expect(ended).toBe('waiting');
      expect(readFileSync(join(out, 'src/resources/tickets/logic.ts'), 'utf8')).toBe(before);
      const paid = server.requests.length;
      const resumed = await run(
        ['runs', 'resume', id, '--out', out, '--json', '--approve', 'never'],
        server.baseURL,
      );
      expect(resumed.code, resumed.err).toBe(0);
      expect(server.requests).toHaveLength(paid);
      expect(JSON.parse(resumed.out)).toMatchObject({ run: id, holes: [{ status: 'filled' }] });
      const shown = await run(['runs', 'show', id, '--out', out]);
      expect(shown.out).toContain('approval-asked  closeTicket');
      expect(shown.out).toContain(
        "throw conflict('The ticket is closed already.', 'ticket_closed')",
      );
    });
  });

  test(
    'a model that is never right leaves the hole open and the tree as it was',
    TIME,
    async () => {
      const out = fresh('never');
      const before = everything(join(out, 'src'));
      const script = scriptedModel({
        bodies: { closeTicket: ['process.exit(0);', 'return 1;', 'eval("1");'] },
      });
      await withServer({ script }, async (server) => {
        const {
          code,
          out: printed,
          err,
        } = await run(
          ['fill', 'closeTicket', '--out', out, '--json', '--max-rounds', '3'],
          server.baseURL,
        );
        expect(code, err).toBe(1);
        expect(JSON.parse(printed)).toMatchObject({ holes: [{ status: 'open' }] });
        expect(everything(join(out, 'src'))).toBe(before);
      });
    },
  );

  test('Ctrl-C stops a run at once; the folder can be used again', TIME, async () => {
    const out = fresh('stopped');
    const before = everything(join(out, 'src'));
    await withServer({ script: () => ({ fault: 'hang' }) }, async (server) => {
      const child = start(['fill', 'closeTicket', '--out', out], server.baseURL);
      child.stderr?.on('data', (chunk: Buffer) => {
        if (chunk.toString().includes('asking scripted')) child.kill('SIGINT');
      });
      const [code] = (await once(child, 'close')) as [number];
      expect(code).toBe(130);
      expect(everything(join(out, 'src'))).toBe(before);
    });
    const runs = await run(['runs', 'list', '--out', out]);
    expect(runs.out).toContain('aborted');
  });

  test('a changed rule marks the body stale, keeps it, and fill writes it anew', TIME, async () => {
    const out = fresh('stale');
    const overlay = join(root, 'tests/e2e/help-desk-changed.yaml');
    await withServer({ script: scriptedModel(helpDesk) }, async (server) => {
      expect((await run(['fill', 'closeTicket', '--out', out], server.baseURL)).code).toBe(0);
      const filled = readFileSync(join(out, 'src/resources/tickets/logic.ts'), 'utf8');
      const changed = await run([
        'generate',
        'specs/help-desk.yaml',
        '--overlay',
        overlay,
        '--out',
        out,
        '--no-test',
        '--json',
      ]);
      expect(changed.out).toContain('SW8005');
      const body = filled.slice(
        filled.indexOf('const { tickets }'),
        filled.indexOf('export interface ReopenTicketInput'),
      );
      expect(readFileSync(join(out, 'src/resources/tickets/logic.ts'), 'utf8')).toContain(
        body.slice(0, 200),
      );
      const checked = await run(['check', '--out', out]);
      expect(checked.err).toContain('SW8005');
      const again = await run(['fill', '--out', out, '--json', 'closeTicket'], server.baseURL);
      expect(JSON.parse(again.out), again.err).toMatchObject({
        holes: [{ hole: 'closeTicket', status: 'filled' }],
      });
    });
  });

  test('logic that was moved is filled where it is', TIME, async () => {
    const out = fresh('moved');
    const folder = join(out, 'src/resources/tickets');
    renameSync(join(folder, 'logic.ts'), join(folder, 'rules.ts'));
    const options = ['--out', out, '--no-test', '--json'];
    const followed = await run(['generate', 'specs/help-desk.yaml', ...options]);
    expect(followed.out).toContain('SW6022');
    await withServer({ script: scriptedModel(helpDesk) }, async (server) => {
      const ended = await run(['fill', 'closeTicket', '--out', out, '--json'], server.baseURL);
      expect(JSON.parse(ended.out), ended.err).toMatchObject({
        holes: [{ hole: 'closeTicket', status: 'filled' }],
      });
    });
    expect(readFileSync(join(folder, 'rules.ts'), 'utf8')).toContain('const { tickets }');
    expect(existsSync(join(folder, 'logic.ts'))).toBe(false);
    expect((await run(['check', '--out', out])).code).toBe(0);
  });

  test(
    'review remarks on what has changed since the commit, and changes nothing',
    TIME,
    async () => {
      const out = fresh('reviewed');
      const git = (...args: string[]) =>
        execFileSync('git', ['-C', out, ...args], { stdio: 'ignore' });
      git('init', '-q');
      git('add', '-A');
      git('-c', 'user.name=t', '-c', 'user.email=t@example.com', 'commit', '-q', '-m', 'first');
      const file = join(out, 'src/environment.ts');
      writeFileSync(file, `${readFileSync(file, 'utf8')}export const forgotten = 1;\n`);
      const line = readFileSync(file, 'utf8').split('\n').length - 1;
      const before = everything(join(out, 'src'));
      const remark = { file: 'src/environment.ts', line, severity: 'warning', message: 'Unused.' };
      const script = () => ({ text: JSON.stringify({ remarks: [remark] }) });
      await withServer({ script }, async (server) => {
        const ended = await run(['review', '--out', out, '--json'], server.baseURL);
        expect(ended.code, ended.err).toBe(0);
        expect(JSON.parse(ended.out)).toMatchObject({
          diagnostics: [{ code: 'SW8007', file: 'src/environment.ts', line }],
        });
      });
      expect(everything(join(out, 'src'))).toBe(before);
    },
  );

  test(
    '--show-prompt prints what would be sent, asks nobody, and holds no secret',
    TIME,
    async () => {
      await withServer({ script: scriptedModel(helpDesk) }, async (server) => {
        const { code, out: printed } = await run(
          ['fill', 'closeTicket', '--out', join(work, 'generated'), '--show-prompt'],
          server.baseURL,
        );
        expect(code).toBe(0);
        expect(server.requests).toHaveLength(0);
        expect(printed).toContain('Complete the function closeTicket.');
        expect(printed).not.toContain(KEY);
      });
    },
  );

  test('without a key the command says what to set, and everything else works', TIME, async () => {
    const { code, err } = await run(['fill', '--out', join(work, 'generated')]);
    expect(code).toBe(2);
    expect(err).toContain('OPENAI_MODEL');
    const open = [
      'generate',
      'specs/help-desk.yaml',
      '--out',
      join(work, 'generated'),
      '--no-test',
    ];
    const generated = await run([...open, '--require-filled']);
    expect(generated.code).toBe(1);
    expect(generated.out).toContain('specwright fill --out');
  });

  test(
    'a filled body whose tests fail is repaired, and one that works is rewritten to a goal',
    TIME,
    async () => {
      const out = fresh('repaired');
      const bodies = {
        closeTicket: [
          String(helpDesk.bodies['closeTicket']),
          String(helpDesk.bodies['closeTicket'])
            .replace('const closed', 'const done')
            .replace('data: closed', 'data: done'),
        ],
      };
      await withServer({ script: scriptedModel({ bodies }) }, async (server) => {
        expect((await run(['fill', 'closeTicket', '--out', out], server.baseURL)).code).toBe(0);
        const fine = await run(
          ['fill', '--debug', 'closeTicket', '--out', out, '--json'],
          server.baseURL,
        );
        expect(JSON.parse(fine.out), fine.err).toMatchObject({
          holes: [{ status: 'unchanged', reason: 'Its tests pass.' }],
        });
        const better = await run(
          [
            'fill',
            '--refactor',
            'closeTicket',
            '--goal',
            'Say done, not closed.',
            '--out',
            out,
            '--json',
          ],
          server.baseURL,
        );
        expect(JSON.parse(better.out), better.err).toMatchObject({ holes: [{ status: 'filled' }] });
        expect(readFileSync(join(out, 'src/resources/tickets/logic.ts'), 'utf8')).toContain(
          'data: done',
        );
      });
    },
  );
});

describe('rules on what the service could serve by itself', () => {
  test(
    'go round it, or are checked after each write; the rest is served as before',
    TIME,
    async () => {
      const work = mkdtempSync(join(tmpdir(), 'specwright-shop-'));
      const out = join(work, 'shop');
      try {
        const made = await run(['generate', 'tests/e2e/shop.yaml', '--out', out, '--json']);
        expect(made.code, made.err).toBe(0);
        expect(statuses(made)).toEqual({
          live: ['listOrders', 'deleteOrder', 'updateOrder', 'getCustomer'],
          hole: [
            'createOrder',
            'getOrder',
            'cancelOrder',
            'createCustomer',
            'replaceCustomer',
            'deleteCustomer',
          ],
        });
        await withServer({ script: scriptedModel(shop) }, async (server) => {
          const filled = await run(['fill', '--out', out, '--json'], server.baseURL);
          expect(filled.code, filled.err).toBe(0);
        });
        const again = await run(['generate', 'tests/e2e/shop.yaml', '--out', out, '--json']);
        expect(again.code, again.err).toBe(0);
        expect(statuses(again).hole).toBeUndefined();
        expect(JSON.parse(again.out)).toMatchObject({ tests: { failed: 0 } });
      } finally {
        rmSync(work, { recursive: true, force: true });
      }
    },
  );
});

/** The ids of operations by their status. */
function statuses({ out }: Ended): Record<string, string[]> {
  const { operations } = JSON.parse(out) as { operations: { id: string; status: string }[] };
  const grouped = Map.groupBy(operations, ({ status }) => status);
  return Object.fromEntries([...grouped].map(([status, all]) => [status, all.map(({ id }) => id)]));
}

const corpus = join(root, '../shared/corpus/train/real/swagger-petstore.yaml');

describe.skipIf(!existsSync(corpus))(
  'the Petstore (skipped where ../shared/corpus is absent)',
  () => {
    test('its custom actions are filled in one command', TIME, async () => {
      const work = mkdtempSync(join(tmpdir(), 'specwright-petstore-'));
      const overlay = join(root, 'tests/holes/petstore-rules.yaml');
      try {
        const made = await run([
          'generate',
          corpus,
          '--overlay',
          overlay,
          '--out',
          join(work, 'petstore'),
          '--no-test',
        ]);
        expect(made.code, made.err).toBe(0);
        await withServer({ script: scriptedModel(petstore) }, async (server) => {
          const { code, out, err } = await run(
            ['fill', '--out', join(work, 'petstore'), '--json'],
            server.baseURL,
          );
          expect(code, err + out).toBe(0);
          const { holes } = JSON.parse(out) as Filled;
          expect(holes.map(({ status }) => status)).toEqual(
            Array.from({ length: 7 }, () => 'filled'),
          );
        });
      } finally {
        rmSync(work, { recursive: true, force: true });
      }
    });
  },
);
