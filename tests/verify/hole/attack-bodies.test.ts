import { describe, expect, test } from 'vitest';
import { attacksAgain } from './cases/attacks-again.ts';
import { attacksByEffect } from './cases/attacks-effects.ts';
import { attacksOnMembers } from './cases/attacks-members.ts';
import { attacksOnNames } from './cases/attacks-names.ts';
import { attacksOnText } from './cases/attacks-text.ts';
import { attacksOnTypes } from './cases/attacks-types.ts';
import { holes } from './cases/case.ts';
import { fixtureJudge } from './fixture-service.ts';

const judge = fixtureJudge();

describe.each([
  ['the text', attacksOnText],
  ['names', attacksOnNames],
  ['members', attacksOnMembers],
  ['types', attacksOnTypes],
  ['by effect', attacksByEffect],
  ['what was overlooked before', attacksAgain],
] as const)('attacks on %s are refused', (_, cases) => {
  test.each(cases.map((it) => [it.name, it] as const))('%s', (_name, attack) => {
    const { hole, body, imports = [], code } = attack;
    const verdict = judge.judge(holes[hole], hole, body, { imports });
    expect(verdict.ok).toBe(false);
    expect(verdict.diagnostics.map((it) => it.code)).toContain(code);
  });
});
