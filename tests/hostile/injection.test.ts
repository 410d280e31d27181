import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Node, Project, SyntaxKind } from 'ts-morph';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { PAYLOADS } from './payloads.ts';
import type { Played } from './play.ts';
import { POSITIONS } from './positions.ts';
import {
  type Case,
  filesOf,
  generateTexts,
  playAll,
  readTexts,
  validTogether,
  withTexts,
  workFolder,
} from './services.ts';

/** `npm run hostile` sets it. */
const isWhole = process.env.SPECWRIGHT_HOSTILE === 'all';

const work = workFolder();
afterAll(() => rmSync(work, { recursive: true, force: true }));

const payloads = Object.entries(PAYLOADS);
const readable: Case[] = [];

describe('a text at a place of a description', () => {
  const cases = POSITIONS.flatMap((position) =>
    payloads.map(([payload, text]) => ({ position, payload, text })),
  );
  test.each(POSITIONS)('$name: is read, or refused at its place', async ({ name }) => {
    for (const one of cases.filter(({ position }) => position.name === name)) {
      const result = await readTexts(join(work, 'one'), [one]);
      if (result.ok) readable.push(one);
      const found = result.ok ? result.document.diagnostics : result.diagnostics;
      const errors = found.filter(({ severity }) => severity === 'error');
      if (!result.ok) expect(errors, one.payload).not.toEqual([]);
      for (const { location } of errors) expect(location, one.payload).toBeDefined();
      // A terminal shows findings: nothing in them may move its cursor.
      for (const { message } of found) expect(message).not.toMatch(HIDDEN);
    }
    expect(Object.keys(Object.prototype)).toEqual([]);
  });
});

const HIDDEN = /[\p{Cc}\p{Cf}\u2028\u2029]/u;

/** Whether the places are many: each text then has one of its own in the same description. */
const isRepeatable = (position: Case['position']): boolean => {
  const texts = ['first of two', 'second of two'];
  const both = withTexts(texts.map((text) => ({ position, payload: '', text })));
  return texts.every((text) => JSON.stringify(both).includes(text));
};

/** Groups in which each place has one text; each text is in as many groups as there are places. */
function rotated(cases: readonly Case[]): Case[][] {
  const places = [...new Set(cases.map(({ position }) => position))];
  const groups = payloads.map((_, shift) =>
    places.flatMap((place, index) => {
      const [payload] = payloads[(index + shift) % payloads.length] ?? [];
      return cases.filter((one) => one.position === place && one.payload === payload);
    }),
  );
  // Each text once is enough for each day.
  return isWhole ? groups : groups.filter((_, shift) => shift % places.length === 0);
}

describe('a service of a description with such texts', () => {
  const folders = new Map<string, readonly Case[]>();
  let played: Played[];
  beforeAll(async () => {
    const repeated = readable.filter(({ position }) => isRepeatable(position));
    const single = readable.filter(({ position }) => !isRepeatable(position));
    const groups = [...(await validTogether(join(work, 'one'), repeated)), ...rotated(single)];
    for (const [index, group] of groups.entries()) {
      const folder = join(work, `service${index}`);
      const { outcome, diagnostics } = await generateTexts(folder, group);
      const errors = diagnostics.filter(({ severity }) => severity === 'error');
      if (outcome !== 'done') throw new Error(JSON.stringify(errors));
      folders.set(join(folder, 'out'), group);
    }
    played = playAll(work, [...folders.keys()]);
  }, 600_000);

  const files = (pattern: RegExp): [path: string, text: string][] =>
    [...folders.keys()].flatMap((folder) =>
      [...filesOf(folder)].filter(([path]) => pattern.test(path)),
    );

  test('has every text in it that was read', () => {
    const kept = new Set([...folders.values()].flat());
    for (const payload of new Set(readable.map((one) => one.payload)))
      expect(
        [...kept].some((one) => one.payload === payload),
        payload,
      ).toBe(true);
    for (const { name } of POSITIONS)
      expect(
        [...kept].some(({ position }) => position.name === name),
        name,
      ).toBe(true);
    expect(kept.size).toBeGreaterThan(1500);
  });

  test('starts, answers and runs nothing of them', () => {
    expect(played).toHaveLength(folders.size);
    for (const { folder, sung, statuses } of played)
      expect({ folder, sung, own: statuses.slice(0, 3) }).toMatchObject({
        sung: false,
        own: [200, 200, 200],
      });
  });

  test('has no table that they name by SQL', () => {
    for (const { tables } of played) expect(tables).not.toContain('sung');
  });

  test('names no global in its code', () => {
    const project = new Project({
      useInMemoryFileSystem: true,
      compilerOptions: { allowJs: true },
    });
    for (const [index, [path, text]] of files(/\.ts$/).entries()) {
      const source = project.createSourceFile(`${index}.ts`, text);
      const names = source
        .getDescendantsOfKind(SyntaxKind.Identifier)
        .filter((node) => node.getText() === 'globalThis' || isConstructorCall(node));
      expect(
        names.map((node) => node.getParentOrThrow().getText()),
        path,
      ).toEqual([]);
      source.forget();
    }
  });

  test('shows no hidden character in what a person reads', () => {
    for (const [path, text] of files(/\.(?:ts|md|yaml)$|Dockerfile|\.env\.example$/))
      expect(text.replace(/[\n\t]/g, ''), path).not.toMatch(HIDDEN);
  });

  test('shows them as text on its page of documentation', () => {
    for (const { docs } of played) {
      expect(docs).toContain('</html>');
      expect(docs).not.toMatch(/<script|<img|<[^>]*\son\w+=/i);
    }
  });

  test('shows them as text in its README', () => {
    for (const [path, text] of files(/README\.md$/)) {
      const prose = text
        .replace(/^```[^]*?^```/gm, '')
        .replace(/`[^`\n]*`/g, '')
        .replace('(https://www.standardwebhooks.com)', '');
      expect(prose, path).not.toMatch(/(?<!\\)<(?:script|img|\/)|(?<!\\)\]\((?:javascript|http)/);
    }
  });

  test('has the containers of any other service', () => {
    for (const [path, text] of files(/Dockerfile$/))
      expect(text.match(/^(?:RUN|COPY|CMD|ENTRYPOINT|FROM|USER).*sung/gm), path).toBeNull();
    for (const [path, text] of files(/compose\.yaml$/)) {
      const { services, ...rest } = parse(text) as { services: object };
      expect([Object.keys(services), Object.keys(rest)].flat(), path).not.toContain('sung');
      expect(JSON.stringify(services)).not.toContain('touch');
    }
  });

  test('has settings and scripts of no more names than it made', () => {
    for (const [path, text] of files(/\.env\.example$/))
      for (const line of text.split('\n'))
        expect(line, path).toMatch(/^(?:#.*|[A-Z][A-Z\d_]*=.*)?$/);
    for (const [path, text] of files(/^package\.json$/)) {
      const { scripts } = JSON.parse(text) as { scripts: object };
      expect(Object.keys(scripts).sort(), path).toEqual(
        ['build', 'dev', 'format', 'lint', 'seed', 'start', 'test', 'typecheck'].filter(
          (name) => name in scripts,
        ),
      );
    }
  });

  test('has files with plain names only', () => {
    for (const [path] of files(/^/)) expect(path).toMatch(/^[\w./-]+$/);
  });
});

/** `x.constructor(…)`, by which a text could become a function. */
const isConstructorCall = (node: Node): boolean =>
  node.getText() === 'constructor' &&
  node.getParent()?.getParent()?.asKind(SyntaxKind.CallExpression)?.getExpression() ===
    node.getParent();
