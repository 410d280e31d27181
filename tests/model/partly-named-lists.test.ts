import { expect, test } from 'vitest';
import { inferredFrom } from './support/model-of.ts';

const listAt = (path: string, members: string) => `
paths:
  ${path}:
    get:
      responses:
        '200':
          description: Some
          content:
            application/json:
              schema:
                type: object
                properties: { ${members}, links: { type: array, items: { type: object, properties: { rel: { type: string } } } } }
`;
const things =
  '{ type: array, items: { type: object, properties: { id: { type: string }, name: { type: string } } } }';

test.each([
  ['/account-exports', `exports: ${things}, total: { type: integer }`],
  ['/exports', `accountExports: ${things}, total: { type: integer }`],
  ['/exports', `exportList: ${things}, total: { type: integer }, by: { type: string }`],
])('a list at %s may be called in part as its path: %s', async (path, members) => {
  const inferred = await inferredFrom(listAt(path, members));
  expect(inferred.summary()).toEqual([expect.stringMatching(/^live list \w*Export /)]);
});

test.each([
  ['nothing tells of a page', `exports: ${things}`],
  ['there are two', `dailyExports: ${things}, weeklyExports: ${things}, total: { type: integer }`],
])('it is no list where %s', async (_why, members) => {
  const inferred = await inferredFrom(listAt('/account-exports', members));
  expect(inferred.summary()).toEqual([expect.stringMatching(/^hole /)]);
});
