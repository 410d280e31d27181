import fc from 'fast-check';
import { dump } from 'js-yaml';
import { expect, test } from 'vitest';
import { join } from '../../src/spec/pointer.ts';
import { parseSource } from '../../src/spec/read/parse-source.ts';
import type { Source } from '../../src/spec/read/source.ts';

function source(text: string, file: string): Source {
  const read = parseSource(text, file, `/${file}`, false);
  if ('problem' in read) throw new Error(read.problem.message);
  return read.source;
}

const place = (text: string, pointer: string, file = 'a.yaml'): string => {
  const { line, column } = source(text, file).locate(pointer);
  return `${line}:${column}`;
};

const YAML = `info:
  title: T
  "a/b": [x, {k: v}]
empty:
text: |
  long
base: &base { one: 1 }
merged:
  <<: *base
  two: 2
`;

test.each([
  ['/info/title', '2:10'],
  ['/info/a~1b/1/k', '3:18'],
  ['/empty', '4:1'],
  ['/text', '5:7'],
  ['/merged/two', '10:8'],
  ['/merged/one', '7:20'],
  ['/info/missing/member', '2:3'],
  ['', '1:1'],
])('%s stands at %s', (pointer, expected) => {
  expect(place(YAML, pointer)).toBe(expected);
});

test('a closing bracket that is not indented does not stand in the way', () => {
  const text = 'a:\n  b: {\n    "c": [1, 2]\n  }\nz: 1\n';
  expect(place(text, '/a/b/c/1')).toBe('3:14');
  expect(place(text, '/z')).toBe('5:4');
});

/** Every container and scalar of a value, with its pointer. */
function* places(value: unknown, pointer = ''): Generator<{ pointer: string; value: unknown }> {
  yield { pointer, value };
  if (typeof value !== 'object' || value === null) return;
  for (const [name, member] of Object.entries(value)) yield* places(member, join(pointer, name));
}

const value = fc.object({
  key: fc.string(),
  values: [fc.string(), fc.integer(), fc.boolean(), fc.constant(null)],
  maxDepth: 4,
});

test('in JSON, every value is where locate says', () => {
  fc.assert(
    fc.property(fc.array(value, { minLength: 1 }), (list) => {
      const text = JSON.stringify(list, null, 1);
      const read = source(text, 'a.json');
      for (const one of places(list)) {
        const { line, column } = read.locate(one.pointer);
        expect(text.slice(read.lines.offset(line, column))).toSatisfy((rest: string) => {
          const written = JSON.stringify(one.value);
          return typeof one.value === 'object' ? rest[0] === written[0] : rest.startsWith(written);
        });
      }
    }),
  );
});

test('in YAML, every scalar is where locate says', () => {
  const plain = fc.object({
    key: fc.stringMatching(/^[a-z~/ "#:-]{1,6}$/),
    values: [fc.integer(), fc.boolean()],
    maxDepth: 4,
  });
  fc.assert(
    fc.property(fc.array(plain, { minLength: 1 }), (list) => {
      const text = dump(list);
      const read = source(text, 'a.yaml');
      for (const one of places(list)) {
        if (typeof one.value === 'object') continue;
        const { line, column } = read.locate(one.pointer);
        expect(text.slice(read.lines.offset(line, column))).toSatisfy((rest: string) =>
          rest.startsWith(String(one.value)),
        );
      }
    }),
  );
});
