import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type CommandGrammar, grammarOf } from '../../src/cli/completion/grammar.ts';
import { commandLine } from '../../src/cli/program.ts';
import { type ModelServer, startModelServer } from '../holes/model-server.ts';
import { scriptedModel } from '../holes/scripted-model.ts';
import { GIT_ENVIRONMENT, GitRepository } from '../workspace/git-repository.ts';
import { writeFiles } from '../workspace/temporary-folder.ts';
import { main, petsYaml } from './run-cli.ts';

/** What the examples call a hole is one here, whose rule is tested by its example. */
const ticketsYaml = petsYaml
  .replaceAll('Pet', 'Ticket')
  .replaceAll('pet', 'ticket')
  .replaceAll('feedTicket', 'closeTicket')
  .replaceAll('/feed', '/close')
  .replace(
    '      operationId: closeTicket\n',
    `      operationId: closeTicket
      x-business-rules:
        - rule: Closing a ticket that is not there is answered 404.
          examples:
            - when: { params: { ticketId: 6f1e0f0a-0c35-4b9a-8f4e-8f9d7c1b2a3c } }
              then: { status: 404 }
`,
  );

const BODY = 'await context.records.tickets.get(input.ticketId);\nreturn { status: 204 };';
const root = join(import.meta.dirname, '../..');
/** What a command that goes on by itself may end with, when it is interrupted. */
const INTERRUPTED = 130;
const RUN = /\d{4}-[0-9a-f]{8}/;

let cwd = '';
let server: ModelServer;
/** The run that `fill` made; the examples show the id of another one. */
let run = '';

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command line; one that goes on by itself is interrupted once it has said what is awaited. */
async function start(argv: readonly string[], folder = cwd, until?: RegExp): Promise<Ended> {
  const child = spawn(process.execPath, [main, ...argv], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...GIT_ENVIRONMENT,
      ...(argv[0] !== 'doctor' && {
        OPENAI_BASE_URL: server.baseURL,
        OPENAI_MODEL: 'scripted',
      }),
      SPECWRIGHT_CACHE: 'off',
      PORT: '0',
    },
  });
  let said = '';
  const hear = (chunk: Buffer) => {
    said += chunk.toString();
    if (until?.test(said) === true && !child.killed) child.kill('SIGINT');
  };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  const code = new Promise<number | null>((resolve) => void child.once('close', resolve));
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { code: await code, stdout, stderr };
}

interface Example {
  /** Prepares what the example takes for granted. */
  readonly before?: () => Promise<unknown>;
  /** Another folder than that of the service. */
  readonly folder?: () => string;
  /** What a command that goes on by itself says when it is at work. */
  readonly until?: RegExp;
  readonly says: RegExp;
}

const elsewhere = () => join(cwd, 'project');

/** Puts tests where a model would have proposed them. */
const propose = async () =>
  writeFiles(cwd, {
    'service/tests/proposed/close-ticket.test.ts':
      "import { expect, test } from 'vitest';\n\ntest('it holds', () => expect([1]).toEqual([1]));\n",
  });

/** Every command, in an order in which each finds what it needs. */
const examples: Readonly<Record<string, Example>> = {
  'completion bash': { says: /complete -F/ },
  doctor: { says: /^ok +node/m },
  'explain openapi.yaml --coverage': { says: /enforced/ },
  'generate openapi.yaml --out service': { says: /Files +\d+ created/ },
  'diff openapi.yaml --out service': { says: /^$/ },
  'check --out service': { says: /up to date/ },
  'init --yes': { folder: elsewhere, says: /specwright\.config\.ts/ },
  'upgrade --dry-run': {
    folder: elsewhere,
    before: () => start(['generate', '--no-test'], elsewhere()),
    says: /nothing would change/,
  },
  'dev-pack openapi.yaml --pack ./packs/own': {
    before: async () =>
      writeFiles(cwd, {
        'packs/own/pack.json': '{ "name": "own", "version": "1", "extends": "fastify" }',
      }),
    until: /watching\n/,
    says: /^$/,
  },
  'eject src/app.ts': { folder: elsewhere, says: /app\.ts\.hbs +copied/ },
  'hook install': { says: /Commits bring services up to date/ },
  'fill closeTicket --out service': { says: /filled +closeTicket/ },
  'runs list --out service': { says: RUN },
  'runs show 0001-1f0c3b7a --out service': { says: /file-written/ },
  'runs resume 0001-1f0c3b7a --out service': { says: /nothing left to do/ },
  'tests list --out service': {
    before: () => propose(),
    says: /closeTicket +proposed/,
  },
  'tests approve closeTicket --out service': { says: /tests\/approved\/.*, 1 test passed/ },
  'tests reject closeTicket --out service': { before: () => propose(), says: /is removed/ },
  'review --out service': { says: /remarks?$|Nothing has changed/m },
  'migrate status --out service': {
    before: () => start(['migrate', 'up', '--out', 'service']),
    says: /applied +0001/,
  },
  'mcp --folder .': { says: /^$/ },
  'view --out service': { until: /http:\/\/\S+\n/, says: /127\.0\.0\.1|localhost/ },
  'watch openapi.yaml --out service --serve': {
    until: /watching\n/,
    says: /up to date in|done in/,
  },
};

beforeAll(async () => {
  server = await startModelServer({ script: scriptedModel({ bodies: { closeTicket: BODY } }) });
  cwd = realpathSync(mkdtempSync(join(tmpdir(), 'specwright-examples-')));
  mkdirSync(elsewhere());
  writeFiles(cwd, {
    'openapi.yaml': ticketsYaml,
    'project/api.yaml': ticketsYaml,
    '.gitignore': 'node_modules\n*.sqlite*\n',
    // What the service's own tests say is not the matter here, and takes long.
    'specwright.config.json': '{"test":false}',
  });
  // A service that is run finds its packages upwards.
  symlinkSync(join(root, 'node_modules'), join(cwd, 'node_modules'));
  new GitRepository(cwd).commitAll('first');
});
afterAll(async () => {
  await server.close();
  rmSync(cwd, { recursive: true, force: true });
});

const silent = {
  cwd: '',
  isLive: false,
  hasColours: false,
  hasOutColours: false,
  out: () => undefined,
  err: () => undefined,
};
const program = commandLine('0.0.0', silent, new AbortController().signal, () => undefined);
/** What parses a command, by its words. */
const commandOf = ({ path }: CommandGrammar) =>
  path
    .split(' ')
    .filter((word) => word !== '')
    .reduce((at, word) => at.commands.find((one) => one.name() === word) ?? at, program);
const commands = grammarOf(program).filter(({ path }) => !/(?:^| )help$/.test(path));

test.each(commands.map((one) => [one.path || 'specwright', one] as const))(
  '%s has an example that is run here',
  (_name, grammar) => {
    let help = '';
    commandOf(grammar)
      .configureOutput({ writeOut: (shown) => (help += shown) })
      .outputHelp();
    const shown = [...help.matchAll(/^ {2}\$ specwright (.+)$/gm)].map(([, line]) => line);
    expect(shown.length).toBeGreaterThan(0);
    for (const line of shown) expect(Object.keys(examples)).toContain(line);
  },
);

test.each(Object.entries(examples))('specwright %s', async (line, example) => {
  await example.before?.();
  const argv = line.replace(RUN, run).split(' ');
  const ended = await start(argv, example.folder?.(), example.until);
  expect([0, ...(example.until ? [INTERRUPTED] : [])], ended.stderr).toContain(ended.code);
  expect(ended.stdout).toMatch(example.says);
  if (line.startsWith('fill')) run = RUN.exec(ended.stdout)?.[0] ?? '';
});
