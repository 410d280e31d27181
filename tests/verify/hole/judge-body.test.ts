import { describe, expect, test } from 'vitest';
import { createHoleJudge } from '../../../src/verify/hole/judge-body.ts';
import { fixtureFiles, fixtureJudge } from './fixture-service.ts';

const logic = 'src/resources/trips/logic.ts';
const judge = fixtureJudge();
const fail = "throw context.fail.notFound('trip');";

describe('a verdict', () => {
  test('points into the file as it would be with the body', () => {
    const { ok, diagnostics } = judge.judge(
      logic,
      'finishTrip',
      `const a = 1;\n  eval('a');\n${fail}`,
    );
    const text = fixtureFiles().get(logic) ?? '';
    const opening = text.slice(0, text.indexOf('{\n  throw')).split('\n').length;
    expect(ok).toBe(false);
    expect(diagnostics).toEqual([
      {
        code: 'SW4406',
        severity: 'error',
        message: expect.stringContaining('The name eval is not allowed here'),
        location: { file: logic, line: opening + 2, column: 3 },
        frame: expect.stringContaining("eval('a');"),
      },
    ]);
  });

  test('says all that is wrong, in the order of the text', () => {
    const body = `const a: string = 1;\nprocess.exit();\nconst b = input as unknown;\n${fail}`;
    expect(judge.judge(logic, 'finishTrip', body).diagnostics.map(({ code }) => code)).toEqual([
      'SW4417',
      'SW4406',
      'SW4412',
    ]);
  });

  test('says so when the hole is not there', () => {
    const codes = ['noSuchHole', 'FinishTripInput'].map(
      (name) => judge.judge(logic, name, fail).diagnostics[0]?.code,
    );
    expect(codes).toEqual(['SW4418', 'SW4418']);
    expect(judge.judge('src/missing.ts', 'finishTrip', fail).diagnostics[0]?.code).toBe('SW4418');
  });

  test('places an error of the signature in the body', () => {
    const [found] = judge.judge(logic, 'finishTrip', 'context.now();').diagnostics;
    expect(found?.code).toBe('SW4417');
    expect(found?.frame).toContain('context.now();');
  });
});

describe('the judge', () => {
  test('forgets a body before it looks at the next', () => {
    expect(judge.judge(logic, 'finishTrip', 'return 1;').ok).toBe(false);
    expect(judge.judge(logic, 'finishTrip', fail).ok).toBe(true);
    expect(judge.judge(logic, 'finishTrip', 'return 1;').ok).toBe(false);
  });

  test('looks at one hole of a file beside others', () => {
    const desk = 'src/resources/tickets/logic.ts';
    expect(judge.judge(desk, 'assignTicket', "throw context.fail.notFound('ticket');").ok).toBe(
      true,
    );
    expect(judge.judge(desk, 'summarise', "throw context.fail.notFound('ticket');").ok).toBe(true);
  });

  test('lends an import only when the contract names it', () => {
    const body = "throw new Problem(404, 'not_found', 'There is no such trip.');";
    expect(judge.judge(logic, 'finishTrip', body).ok).toBe(false);
    expect(judge.judge(logic, 'finishTrip', body, { imports: ['Problem'] }).ok).toBe(true);
  });

  test('goes by symbols, whatever the parameters are called', () => {
    const files = new Map([
      ...fixtureFiles(),
      [
        'src/other.ts',
        `import type { Context } from './context.ts';
export async function other({ fail: no, now }: Context, n: number): Promise<string> { return ''; }`,
      ],
    ]);
    const other = createHoleJudge({ files });
    const verdict = (body: string) => other.judge('src/other.ts', 'other', body).ok;
    expect(verdict("if (n > 1) throw no.notFound('page'); return n.toFixed(2);")).toBe(true);
    expect(verdict("throw context.fail.notFound('page');")).toBe(false);
  });

  test('knows nothing of packages without a folder of modules, and then refuses them', () => {
    const alone = createHoleJudge({ files: fixtureFiles() });
    expect(alone.judge(logic, 'finishTrip', fail).ok).toBe(true);
    const database = 'src/resources/tickets/logic.ts';
    expect(
      alone.judge(database, 'countRows', 'return rowsOf(database);', { imports: ['rowsOf'] }).ok,
    ).toBe(false);
  });
});
