import { expect, test } from 'vitest';
import { resolveServices } from '../../src/config/resolve-services.ts';
import { shardOf } from '../../src/config/shard.ts';
import { temporaryFolder, writeFiles } from '../workspace/temporary-folder.ts';
import { runCli } from '../cli/run-cli.ts';

const services = (cwd: string, names: readonly string[]) =>
  resolveServices({ cwd, specs: names.map((name) => `${name}.yaml`), out: 'services' });

test('the shards hold every service once, and differ in length by one at most', async () => {
  const all = await services('/checkout', ['g', 'f', 'e', 'd', 'c', 'b', 'a']);
  const shards = ['1/3', '2/3', '3/3'].map((shard) => shardOf(all, shard));
  expect(shards.map(({ length }) => length)).toEqual([3, 2, 2]);
  expect(new Set(shards.flat())).toEqual(new Set(all));
});

test('a shard is the same in every checkout, and in whatever order services are named', async () => {
  const names = async (cwd: string, order: readonly string[]) =>
    shardOf(await services(cwd, order), '2/2').map(({ out }) => out.slice(cwd.length));
  expect(await names('/here', ['a', 'b', 'c'])).toEqual(
    await names('/over/there', ['c', 'a', 'b']),
  );
});

test.each(['0/2', '3/2', '1', 'a/b', '1/0', '-1/2'])('--shard %s is refused', async (shard) => {
  const all = await services('/checkout', ['a']);
  expect(() => shardOf(all, shard)).toThrow('--shard 2/5');
});

test('a shard without services is nothing to do', async () => {
  const cwd = temporaryFolder();
  writeFiles(cwd, { 'a.yaml': '' });
  const run = await runCli(['generate', 'a.yaml', '--out', 'a', '--shard', '2/2'], { cwd });
  expect(run).toEqual({ code: 0, stdout: '', stderr: 'No service is in shard 2/2.\n' });
});
