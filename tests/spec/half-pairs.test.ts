import { expect, test } from 'vitest';
import { read, summary } from '../support/description.ts';

const titled = (title: string) =>
  `{"openapi":"3.1.0","info":{"title":"${title}","version":"1"},"paths":{}}`;

test.each(['\\ud800', 'a\\uDBFFb', '\\udc00', '\\ud83d\\u0041'])(
  'half a surrogate pair is no text: %s',
  async (title) => {
    expect(summary(await read({ 'api.json': titled(title) }))).toEqual([
      `SW1003 error 1:${37 + title.search(/\\u[dD]/)}`,
    ]);
  },
);

test.each(['\\ud83d\\ude00', '\\\\ud800', '😀'])('whole pairs are: %s', async (title) => {
  expect((await read({ 'api.json': titled(title) })).ok).toBe(true);
});
