import { describe, expect, test } from 'vitest';
import { slowPatterns } from '../../src/scaffold/view/slow-patterns.ts';
import { engineFor } from '../../src/spec/regex/engine.ts';
import { openapi, read, summary } from '../support/description.ts';

describe('the engine of a pattern', () => {
  test.each(['^[a-z]+$', '^\\d{4}-\\d{2}$', '^\\+[0-9]{6,15}$', '^[\\w.-]{1,40}$'])(
    'is that of JavaScript for %s',
    (pattern) => expect(engineFor(pattern)?.kind).toBe('native'),
  );

  test.each(['^(a+)+$', '^(a|a)*$', '(.*a){20}', '\\s+$', `^${'(x?)'.repeat(40)}$`])(
    'is RE2 for %s, which JavaScript could be busy with without end',
    (pattern) => {
      const engine = engineFor(pattern);
      expect(engine?.kind).toBe('linear');
      const started = performance.now();
      engine?.expression.test(`${'a'.repeat(30_000)} !`);
      expect(performance.now() - started).toBeLessThan(10_000);
    },
  );

  test.each(['^(?=(a+)+b)(\\w+\\s?)*$', '^(a*)*\\1$', '('])('is none for %s', (pattern) =>
    expect(engineFor(pattern)).toBeUndefined(),
  );

  test('is found at once for patterns made to keep the judge busy', () => {
    const started = performance.now();
    const nested = `${'('.repeat(200)}a${'{4})'.repeat(200)}`;
    const long = `^(${Array.from({ length: 20_000 }, (_, index) => `a${index}`).join('|')})+$`;
    for (const pattern of [nested, long, `${'(a|'.repeat(600)}b${')*'.repeat(600)}`])
      engineFor(pattern);
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});

const schema = (members: string) =>
  openapi(`paths: {}\ncomponents: { schemas: { Thing: { type: object, ${members} } } }\n`);

test('a pattern that no engine ends is a located warning, and left out', async () => {
  const result = await read({
    'api.yaml': schema(`properties: { name: { pattern: '^(a*)*(?=b)$' } }`),
  });
  expect(summary(result)).toEqual(['SW1218 warning 4:80']);
  const thing = result.ok ? result.document.api.components?.schemas?.Thing : undefined;
  expect(JSON.stringify(thing)).not.toContain('pattern');
});

test('the patterns for RE2 are those of schemas and of names, each once', () => {
  const description = {
    a: { pattern: '^(b+)+$' },
    b: [{ pattern: '^(b+)+$' }, { pattern: '^c$' }],
    patternProperties: { '^(a+)+$': {} },
  };
  expect(slowPatterns(description)).toEqual(['^(a+)+$', '^(b+)+$']);
});
