import { readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { expect, test } from 'vitest';

/** The floors, from the top; an import goes down or stays in its own room. */
const FLOORS: readonly (readonly string[])[] = [
  ['cli'],
  ['hook', 'watch', 'view', 'mcp', 'doctor', 'init'],
  ['api'],
  ['pipeline'],
  ['config'],
  ['workspace', 'git', 'sandbox', 'verify', 'holes', 'merge', 'migrate', 'scaffold'],
  ['model'],
  ['spec'],
  ['diagnostics'],
];

const floorOf = (room: string): number => FLOORS.findIndex((rooms) => rooms.includes(room));

/**
 * The room of a file under `src`; the files beside the rooms belong to the pipeline, but for the one
 * that programs import.
 */
const roomOf = (path: string): string => {
  if (path === 'index.ts') return 'api';
  return path.includes('/') ? (path.split('/')[0] ?? '') : 'pipeline';
};

/** Relative imports of a file, as paths under `src`, and whether they are for types only. */
function importsOf(path: string, text: string): { target: string; isType: boolean }[] {
  const found = text.matchAll(
    /(?:import|export)\s+(type\s)?[^'";]*?from\s+'(\.[^']+)'|import\('(\.[^']+)'\)/g,
  );
  return [...found].map((match) => ({
    target: posix.join(posix.dirname(path), match[2] ?? match[3] ?? ''),
    isType: match[1] !== undefined,
  }));
}

/** Imports that go up, or across to another room of the same floor. */
function violations(files: ReadonlyMap<string, string>): string[] {
  return [...files].flatMap(([path, text]) =>
    importsOf(path, text)
      .filter(({ target, isType }) => {
        const [from, to] = [roomOf(path), roomOf(target)];
        const [high, low] = [floorOf(from), floorOf(to)];
        // Plain data types of a neighbour are the contract by which stages meet.
        return from !== to && (low < high || (low === high && !isType));
      })
      .map(({ target }) => `${path} imports ${target}`),
  );
}

function sources(): Map<string, string> {
  const folder = new URL('../../src/', import.meta.url);
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.ts'),
  );
  return new Map(
    files.map((file) => [file.replaceAll('\\', '/'), readFileSync(new URL(file, folder), 'utf8')]),
  );
}

test('imports run down the floors, never up and never across', () => {
  expect(violations(sources())).toEqual([]);
});

test('every room stands on a floor', () => {
  expect([...sources().keys()].map(roomOf).filter((room) => floorOf(room) < 0)).toEqual([]);
});

test('an import that goes up or across is found', () => {
  const files = new Map([
    ['spec/a.ts', "import { b } from '../model/b.ts';"],
    ['verify/a.ts', "const b = await import('../sandbox/b.ts');"],
    ['verify/c.ts', "import type { B } from '../scaffold/b.ts';"],
    ['model/d.ts', "import { e } from '../spec/e.ts';"],
  ]);
  expect(violations(files)).toEqual([
    'spec/a.ts imports model/b.ts',
    'verify/a.ts imports sandbox/b.ts',
  ]);
});
