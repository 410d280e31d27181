import { describe, expect, test } from 'vitest';
import { holes, type BodyCase } from './cases/case.ts';
import { honestDesk } from './cases/honest-desk.ts';
import { honestFleet } from './cases/honest-fleet.ts';
import { honestShop } from './cases/honest-shop.ts';
import { honestSummaries } from './cases/honest-summaries.ts';
import { fixtureJudge } from './fixture-service.ts';

const judge = fixtureJudge();

const said = ({ hole, body, imports = [] }: BodyCase): string[] =>
  judge
    .judge(holes[hole], hole, body, { imports })
    .diagnostics.map(({ code, message, frame }) => `${code} ${message}\n${frame}`);

describe.each([
  ['help desk', honestDesk],
  ['help desk’s summaries', honestSummaries],
  ['bookstore', honestShop],
  ['fleet', honestFleet],
] as const)('honest business logic of a %s', (_, cases) => {
  test.each(cases.map((it) => [it.name, it] as const))('%s', (_name, body) => {
    expect(said(body)).toEqual([]);
  });
});

test('there are at least sixty of them', () => {
  const all = [honestDesk, honestSummaries, honestShop, honestFleet].flat();
  expect(all.length).toBeGreaterThanOrEqual(60);
});
