import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { writeFiles } from '../workspace/temporary-folder.ts';
import { installPackage, isReachable, npm, run } from './installed.ts';
import { shape, shownIn } from './readme.ts';

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'specwright-tour-')));
const service = join(folder, 'service');
const command = join('node_modules', 'specwright', 'bin', 'specwright.js');
const specwright = (argv: readonly string[]) => run(process.execPath, [command, ...argv], folder);

const edit = (path: string, from: string, to: string): void => {
  const text = readFileSync(join(folder, path), 'utf8');
  expect(text).toContain(from);
  writeFiles(folder, { [path]: text.replace(from, to) });
};

/** What the tour says between its commands. */
const before: readonly (() => void)[] = [
  () =>
    cpSync(join(folder, 'node_modules/specwright/specs'), join(folder, 'specs'), {
      recursive: true,
    }),
  () => {
    edit('specs/bookstore.yaml', 'Words that occur in', 'Words which occur in');
    edit('service/src/resources/books/routes.ts', 'const limit', '// Mine.\n    const limit');
  },
  () => undefined,
  () =>
    writeFiles(folder, {
      'bad.yaml': `openapi: 3.1.0
info: { title: x, version: '1' }
paths:
  /a:
    get:
      responses: { 999: {description: x} }
`,
    }),
];
const CODES = [0, 1, 0, 3];

describe.skipIf(!isReachable)('the tour (skipped where the npm registry is out of reach)', () => {
  beforeAll(() => void installPackage(folder, inject('packed')));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('says what its commands print', () => {
    const tour = shownIn('Five minutes');
    expect(tour).toHaveLength(before.length);
    for (const [at, { argv, lines }] of tour.entries()) {
      before[at]?.();
      const { status, stdout, stderr } = specwright(argv);
      expect(status, stderr).toBe(CODES[at]);
      const printed = `${stdout}\n${stderr}`.split('\n').map(shape);
      for (const line of lines) expect(printed).toContain(shape(line));
    }
    expect(readFileSync(join(service, 'src/resources/books/routes.ts'), 'utf8')).toContain(
      '// Mine.',
    );
    expect(existsSync(join(folder, 'bad'))).toBe(false);
  });

  test('ends with a service that runs', async () => {
    npm(['install', '--prefer-offline', '--no-audit', '--no-fund'], service);
    const child = spawn('npm', ['start'], {
      cwd: service,
      env: { ...process.env, PORT: '0' },
      stdio: ['ignore', 'pipe', 'inherit'],
      detached: true,
    });
    try {
      let address = '';
      for await (const line of createInterface({ input: child.stdout })) {
        address = /http:\/\/[\w.:[\]]+/.exec(line)?.[0] ?? '';
        if (address !== '') break;
      }
      const response = await fetch(`${address}/docs`);
      expect({ status: response.status, type: response.headers.get('content-type') }).toMatchObject(
        {
          status: 200,
          type: expect.stringContaining('text/html') as string,
        },
      );
    } finally {
      const ended = once(child, 'close');
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGTERM');
      await ended;
    }
  });

  test('the configurations for coding agents start a server that has its tools', async () => {
    const guide = readFileSync(new URL('../../docs/mcp.md', import.meta.url), 'utf8');
    const samples = [...guide.matchAll(/```json\n([\s\S]*?)```/g)].map(
      ([, text = '']) =>
        JSON.parse(text) as Record<string, { specwright: { command: string; args: string[] } }>,
    );
    expect(samples).toHaveLength(2);
    for (const sample of samples) {
      const { specwright: server } = Object.values(sample)[0] ?? {};
      if (server === undefined) throw new Error('there is no server in the sample');
      const client = new Client({ name: 'test-agent', version: '1.0.0' });
      await client.connect(new StdioClientTransport({ ...server, cwd: folder }));
      const { tools } = await client.listTools();
      await client.close();
      expect(tools.map(({ name }) => name)).toEqual(
        expect.arrayContaining(['generate', 'read_hole', 'submit_hole']),
      );
      for (const { name } of tools) expect(guide).toContain(`\`${name}\``);
    }
  });
});
