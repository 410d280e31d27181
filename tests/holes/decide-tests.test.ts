import { cpSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { decideTests, type TestsRequest } from '../../src/index.ts';
import { runCli } from '../cli/run-cli.ts';
import { lastingFolder, readTree, temporaryFolder } from '../workspace/temporary-folder.ts';
import { APPROVED, PROPOSED, serviceWithProposedTests } from './proposed-service.ts';

const made = lastingFolder();
let cwd = '';
let out = '';

beforeAll(() => serviceWithProposedTests(made));
beforeEach(() => {
  cwd = temporaryFolder();
  out = join(cwd, 'service');
  cpSync(made, cwd, { recursive: true });
});

const proposed = (): string => readFileSync(join(out, PROPOSED), 'utf8');
const approved = (): string => readFileSync(join(out, APPROVED), 'utf8');
const decide = (request: Omit<TestsRequest, 'hole'>) =>
  decideTests({ cwd, out: 'service', hole: 'feedPet', ...request });
const codes = (result: Awaited<ReturnType<typeof decide>>): readonly string[] =>
  result.diagnostics.map(({ code }) => code);

/** The proposed tests, expecting what the body does not do. */
const failing = (): string => proposed().replace('toBe(204)', 'toBe(409)');

describe('proposed tests', () => {
  test('say how they are approved, and move when they are, if they pass', async () => {
    expect(proposed()).toContain('specwright tests approve feedPet');
    const before = proposed();
    const result = await decide({ decision: 'approve' });
    expect(result).toMatchObject({ outcome: 'done', path: APPROVED, passed: 1, failed: 0 });
    expect(existsSync(join(out, PROPOSED))).toBe(false);
    expect(approved().split('\n').slice(2)).toEqual(before.split('\n').slice(2));
    expect(approved()).toContain('// A person has read and approved it.');
    expect(approved()).not.toContain('Not approved yet');
  });

  test('stay proposed while they fail, unless that is what a person wants', async () => {
    const text = failing();
    const before = readTree(out, true);
    const refused = await decide({ decision: 'approve', text });
    expect(refused.outcome).toBe('refused');
    expect(codes(refused)).toEqual(['SW5201', 'SW8011']);
    expect(readTree(out, true)).toEqual(before);
    const result = await decide({ decision: 'approve', text, failing: true });
    expect(result).toMatchObject({ outcome: 'done', failed: 1 });
    expect(approved()).toContain('toBe(409)');
  });

  test('with a type error are never approved', async () => {
    const text = `${proposed()}\nexport const wrong: string = 1;\n`;
    const result = await decide({ decision: 'approve', text, failing: true });
    expect(codes(result)).toEqual(['SW5101']);
    expect(existsSync(join(out, APPROVED))).toBe(false);
  });

  test('that changed since they were read, or that are not there, are not decided', async () => {
    const before = readTree(out, true);
    expect(codes(await decide({ decision: 'approve', hash: 'another' }))).toEqual(['SW7607']);
    const none = await decideTests({ cwd, out: 'service', hole: 'wash', decision: 'reject' });
    expect(codes(none)).toEqual(['SW8003']);
    expect(readTree(out, true)).toEqual(before);
  });

  test('do not replace tests that were approved before', async () => {
    cpSync(join(out, PROPOSED), join(out, APPROVED));
    expect(codes(await decide({ decision: 'approve' }))).toEqual(['SW8010']);
    expect(existsSync(join(out, PROPOSED))).toBe(true);
  });

  test('are listed and rejected by the command line', async () => {
    const list = await runCli(['tests', 'list', '--out', 'service'], { cwd });
    expect(list).toMatchObject({ code: 0, stdout: `feedPet  proposed  ${PROPOSED}\n` });
    const reject = await runCli(['tests', 'reject', 'feedPet', '--out', 'service'], { cwd });
    expect(reject).toMatchObject({ code: 0, stdout: `feedPet: ${PROPOSED} is removed.\n` });
    expect(existsSync(join(out, PROPOSED))).toBe(false);
    expect(codes(await decide({ decision: 'reject' }))).toEqual(['SW8009']);
  });
});
