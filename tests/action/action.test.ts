import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { json, text } from 'node:stream/consumers';
import { load } from 'js-yaml';
import { expect, onTestFinished, test } from 'vitest';
import { main, petsYaml, runCli } from '../cli/run-cli.ts';
import { GIT_ENVIRONMENT, GitRepository } from '../workspace/git-repository.ts';
import { temporaryFolder, writeFiles } from '../workspace/temporary-folder.ts';

const root = join(import.meta.dirname, '../..');

interface Step {
  readonly name: string;
  readonly run: string;
  readonly shell: string;
  readonly env?: Readonly<Record<string, string>>;
}

const action = load(readFileSync(join(root, 'action.yml'), 'utf8')) as {
  readonly inputs: Readonly<Record<string, { readonly default: string }>>;
  readonly runs: { readonly steps: readonly Step[] };
};
const stepNamed = (name: string): Step => {
  const step = action.runs.steps.find((one) => one.name === name);
  if (step === undefined) throw new Error(`action.yml has no step ${name}`);
  return step;
};

/** Pull requests' comments, as GitHub keeps them. */
async function fakeGitHub(status = 200) {
  const comments: { id: number; body: string; user: { type: string } }[] = [
    { id: 1, body: '<!-- specwright -->\nnot ours', user: { type: 'User' } },
  ];
  const asked: string[] = [];
  const server = createServer((request, response) => {
    void (async () => {
      const { method = '', url = '' } = request;
      asked.push(`${method} ${url} ${request.headers.authorization ?? ''}`);
      const sent = method === 'GET' ? undefined : ((await json(request)) as { body: string });
      if (method === 'POST' && sent)
        comments.push({ id: comments.length + 1, body: sent.body, user: { type: 'Bot' } });
      const known = comments.find(({ id }) => url.endsWith(`/comments/${id}`));
      if (method === 'PATCH' && sent && known) known.body = sent.body;
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(method === 'GET' ? comments : {}));
    })();
  }).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : 0;
  return { url: `http://127.0.0.1:${port}`, comments, asked };
}

/** Runs a step as the runner does: its shell, its environment, and nothing in its text. */
async function runStep(name: string, cwd: string, env: Readonly<Record<string, string>>) {
  const { run } = stepNamed(name);
  const bin = join(cwd, '..', 'bin');
  mkdirSync(bin, { recursive: true });
  // What npx would find: this checkout.
  writeFiles(bin, { npx: `#!/bin/sh\nshift 2\nexec "${process.execPath}" "${main}" "$@"\n` });
  chmodSync(join(bin, 'npx'), 0o755);
  const temporary = temporaryFolder();
  const output = join(temporary, 'output');
  const child = spawn('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', run], {
    cwd,
    env: {
      ...GIT_ENVIRONMENT,
      PATH: `${bin}:${process.env['PATH'] ?? ''}`,
      GITHUB_ACTION_PATH: root,
      GITHUB_OUTPUT: output,
      GITHUB_REPOSITORY: 'acme/shop',
      RUNNER_TEMP: temporary,
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ]);
  return { code: code as number, stdout, stderr, output };
}

test('no input, and nothing of an event, is in the text of a step', () => {
  for (const { run, shell } of action.runs.steps) {
    expect(run).not.toContain('${{');
    expect(shell).toBe('bash');
  }
  expect(stepNamed('Check').env).toMatchObject({ SPECWRIGHT_FAIL_ON: '${{ inputs.fail-on }}' });
});

test('drift is annotated, and told with what breaks in one comment that is kept up to date', async () => {
  const top = temporaryFolder();
  const cwd = join(top, 'work');
  mkdirSync(cwd);
  const git = new GitRepository(cwd);
  writeFiles(cwd, {
    'pets.yaml': petsYaml,
    'specwright.config.json': '{"services":[{"spec":"pets.yaml","out":"service"}],"test":false}',
  });
  expect((await runCli(['generate'], { cwd })).code).toBe(0);
  git.commitAll('base');
  const base = git.run('rev-parse', 'HEAD').trim();
  const github = await fakeGitHub();
  const env = {
    GITHUB_API_URL: github.url,
    SPECWRIGHT_TOKEN: 'ghs_token',
    SPECWRIGHT_PULL: '7',
    SPECWRIGHT_BASE: base,
    SPECWRIGHT_FAIL_ON: 'spec-drift $(touch hacked)',
  };

  writeFiles(cwd, {
    'pets.yaml': petsYaml
      .replace('name: { type: string }\n', 'title: { type: string }\n')
      .replace('[id, name]', '[id, title]'),
  });
  const unknown = await runStep('Check', cwd, env);
  expect(readFileSync(unknown.output, 'utf8')).toBe('status=2\ndrift=true\n');
  const checked = await runStep('Check', cwd, { ...env, SPECWRIGHT_FAIL_ON: '' });
  expect(checked.stdout).toMatch(/^::error file=pets\.yaml/m);
  expect(readFileSync(checked.output, 'utf8')).toBe('status=1\ndrift=true\n');
  expect((await runStep('Verdict', cwd, { SPECWRIGHT_STATUS: '1' })).code).toBe(1);

  const told = await runStep('Comment', cwd, env);
  expect({ code: told.code, stderr: told.stderr }).toMatchObject({ code: 0 });
  expect(github.comments).toHaveLength(2);
  expect(github.comments[1]?.body).toContain('`Pet.title must be sent now.`');
  expect(github.comments[1]?.body).toContain('GET /pets');
  expect(github.asked.every((line) => line.endsWith(' Bearer ghs_token'))).toBe(true);

  writeFiles(cwd, { 'pets.yaml': petsYaml });
  await runStep('Comment', cwd, env);
  expect(github.comments).toHaveLength(2);
  expect(github.comments[1]?.body).toContain('up to date');
  expect(github.comments[0]?.body).toContain('not ours');
  expect(git.run('status', '--porcelain')).toBe('');
});

test('a token that may not write is a warning, and no failure', async () => {
  const cwd = join(temporaryFolder(), 'work');
  mkdirSync(cwd);
  writeFiles(cwd, {
    'specwright.config.json': '{"services":[{"spec":"pets.yaml","out":"s"}]}',
    'pets.yaml': petsYaml,
  });
  const github = await fakeGitHub(403);
  const env = { GITHUB_API_URL: github.url, SPECWRIGHT_TOKEN: 't', SPECWRIGHT_PULL: '7' };
  const { code, stdout } = await runStep('Comment', cwd, env);
  expect(code).toBe(0);
  expect(stdout).toContain('::warning::The comment was not written');
});
