import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { openaiProvider } from '../../src/holes/providers/openai.ts';
import { requestHash } from '../../src/holes/providers/replay.ts';
import { failureOf, request } from './asking.ts';
import { readCassettes, writeCassette } from './cassettes.ts';
import { startModelServer } from './model-server.ts';

const recorded = fileURLToPath(new URL('cassettes/sum-of-prices.json', import.meta.url));

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'cassettes-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

test('it closes while a request hangs, and then nothing listens', async () => {
  const server = await startModelServer({ script: () => ({ fault: 'hang' }) });
  const provider = openaiProvider({ baseURL: server.baseURL, maxRetries: 0 });
  const asked = failureOf(provider.complete(request, {}));
  await expect.poll(() => server.requests.length).toBe(1);
  await server.close();
  expect((await asked).kind).toBe('unavailable');
  expect((await failureOf(provider.complete(request, {}))).message).toContain('ECONNREFUSED');
});

test('a script that fails is told at the end', async () => {
  const server = await startModelServer({
    script: () => {
      throw new Error('no such scene');
    },
  });
  const provider = openaiProvider({ baseURL: server.baseURL, maxRetries: 0 });
  await failureOf(provider.complete(request, {}));
  await expect(server.close()).rejects.toMatchObject({ errors: [new Error('no such scene')] });
});

test('a recorded answer comes before the script', async () => {
  const usage = { inputTokens: 1, outputTokens: 1 };
  const cassettes = new Map([[requestHash(request), { text: 'recorded', usage }]]);
  const server = await startModelServer({ cassettes, script: (_, n) => `scripted ${n}` });
  const provider = openaiProvider({ baseURL: server.baseURL });
  const known = await provider.complete(request, {});
  const other = await provider.complete({ ...request, model: 'other' }, {});
  await server.close();
  expect([known, other.text]).toEqual([{ text: 'recorded', usage }, 'scripted 1']);
});

test('what is written as a cassette is read again', () => {
  const folder = temporaryFolder();
  const answer = { text: '{}', usage: { inputTokens: 1, outputTokens: 1 } };
  writeCassette(join(folder, 'a.json'), { note: 'Written by hand.', request, answer });
  expect(readCassettes(folder)).toEqual(new Map([[requestHash(request), answer]]));
});

test('a cassette that hides who wrote it, or was made for another request, is refused', () => {
  const folder = temporaryFolder();
  const cassette = readFileSync(recorded, 'utf8');
  const file = join(folder, 'a.json');
  writeFileSync(file, cassette.replace('"scripted": true', '"scripted": false'));
  expect(() => readCassettes(folder)).toThrow('say who wrote the answer');
  writeFileSync(file, cassette.replace('"maxTokens": 500', '"maxTokens": 5'));
  expect(() => readCassettes(folder)).toThrow('write it again');
});
