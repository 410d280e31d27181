import { join } from 'node:path';
import { onTestFinished, test, expect } from 'vitest';
import { FileWatch, readHash } from '../../src/watch/watch-files.ts';
import { temporaryFolder, writeFiles } from '../workspace/temporary-folder.ts';

const asTheyAre = (files: readonly string[]) => new Map(files.map((file) => [file, undefined]));

/** A watch on files, and what it tells next. */
function watched(files: readonly string[]) {
  let tell: (changed: readonly string[]) => void = () => undefined;
  const watch = new FileWatch((changed) => tell(changed));
  onTestFinished(() => watch.close());
  watch.watch(asTheyAre(files));
  const next = () =>
    new Promise<readonly string[]>((resolve) => {
      tell = resolve;
    });
  return { watch, next };
}

test('several writes that come together are told once, and files beside them not at all', async () => {
  const folder = temporaryFolder();
  const [a, b] = [join(folder, 'a.yaml'), join(folder, 'b.yaml')];
  writeFiles(folder, { 'a.yaml': '1', 'b.yaml': '1', 'c.yaml': '1' });
  const { next } = watched([a, b]);
  const told = next();
  writeFiles(folder, { 'c.yaml': '2', 'a.yaml': '2' });
  writeFiles(folder, { 'a.yaml': '3', 'b.yaml': '2' });
  expect(await told).toEqual([a, b]);
});

test('a save that changes nothing is no news', async () => {
  const folder = temporaryFolder();
  const [a, b] = [join(folder, 'a.yaml'), join(folder, 'b.yaml')];
  writeFiles(folder, { 'a.yaml': '1', 'b.yaml': '1' });
  const { next } = watched([a, b]);
  const told = next();
  writeFiles(folder, { 'a.yaml': '1' });
  writeFiles(folder, { 'b.yaml': '2' });
  expect(await told).toEqual([b]);
});

test('a file that goes and one that comes are news', async () => {
  const folder = temporaryFolder();
  const [a, b] = [join(folder, 'a.yaml'), join(folder, 'sub/b.yaml')];
  writeFiles(folder, { 'sub/other': '' });
  const { watch, next } = watched([a]);
  let told = next();
  writeFiles(folder, { 'a.yaml': '1' });
  expect(await told).toEqual([a]);
  watch.watch(asTheyAre([b]));
  told = next();
  writeFiles(folder, { 'sub/b.yaml': '1' });
  expect(await told).toEqual([b]);
});

test('a folder of templates tells of a file that comes to it, however deep, and of no other', async () => {
  const folder = temporaryFolder();
  const templates = `${join(folder, 'templates')}/`;
  writeFiles(folder, { 'templates/a.ts.hbs': '1' });
  const { next } = watched([templates]);
  const told = next();
  writeFiles(folder, { 'templates/notes.md': '1' });
  writeFiles(folder, { 'templates/src/http/b.ts.hbs': '1' });
  expect(await told).toEqual([templates]);
});

test('a folder of templates that was not there is seen to come', async () => {
  const folder = temporaryFolder();
  const [config, templates] = [join(folder, 'config.json'), `${join(folder, 'templates')}/`];
  writeFiles(folder, { 'config.json': '{}' });
  const { next } = watched([config, templates]);
  const came = next();
  writeFiles(folder, { 'templates/a.ts.hbs': '1' });
  expect(await came).toEqual([templates]);
  const changed = next();
  writeFiles(folder, { 'templates/a.ts.hbs': '2' });
  expect(await changed).toEqual([templates]);
});

test('a save between the reading of a file and the watch on it is told', async () => {
  const folder = temporaryFolder();
  const [a, b] = [join(folder, 'a.yaml'), join(folder, 'b.yaml')];
  writeFiles(folder, { 'a.yaml': '2', 'b.yaml': '1' });
  const { watch, next } = watched([b]);
  const told = next();
  const [one, gone] = [readHash(Buffer.from('1')), join(folder, 'gone.yaml')];
  watch.watch(
    new Map([
      [a, one],
      [b, one],
      [gone, readHash(undefined)],
    ]),
  );
  expect(await told).toEqual([a]);
});
