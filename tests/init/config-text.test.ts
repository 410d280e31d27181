import { posix, win32 } from 'node:path';
import { expect, test } from 'vitest';
import { configText, portableFolder, servicesOf } from '../../src/init/config-text.ts';

test.each([
  ['services', win32, 'services'],
  ['apps\\services\\', win32, 'apps/services'],
  ['.\\apps', win32, 'apps'],
  ['.', win32, '.'],
  ['C:\\services', win32, undefined],
  ['C:services', win32, undefined],
  ['\\\\server\\share', win32, undefined],
  ['..\\services', win32, undefined],
  ['apps/../../x', posix, undefined],
  ['/services', posix, undefined],
  ['', posix, undefined],
  ['apps/services/', posix, 'apps/services'],
])(
  'the folder %j is written as a configuration for every system reads it',
  (answer, paths, wanted) => {
    expect(portableFolder(answer, paths)).toBe(wanted);
  },
);

test('each description has a folder of its own', () => {
  expect(servicesOf(['a/openapi.yaml', 'b/a.yaml', 'api.yaml', 'Ümlaut.json'], 'apps')).toEqual([
    { spec: 'a/openapi.yaml', out: 'apps/a' },
    { spec: 'b/a.yaml', out: 'apps/a-2' },
    { spec: 'api.yaml', out: 'apps/api' },
    { spec: 'Ümlaut.json', out: 'apps/mlaut' },
  ]);
  expect(servicesOf(['a.yaml'], '.')).toEqual([{ spec: 'a.yaml', out: 'a' }]);
});

test('a name with quotes, backslashes and line ends is one string', () => {
  const spec = `it's "a\\b"\n\${x}.yaml`;
  const text = configText([{ spec, out: 'x' }]);
  const literal = /spec: (.*), out/.exec(text)?.[1] ?? '';
  expect(literal).toBe(`'it\\'s "a\\\\b"\\n\${x}.yaml'`);
});
