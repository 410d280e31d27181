import { expect, test } from 'vitest';
import { inferredFrom } from './support/model-of.ts';

const parameter = (name: string, place: string) =>
  `{ name: ${name}, in: ${place}, required: ${place === 'path'}, schema: { type: string } }`;

/** A list at each path, `/path?member` for one that is narrowed by a member; the first has a create. */
const described = (thing: string, paths: readonly string[]) => `
paths:
${paths
  .map((path, index) => {
    const [place = '', asked] = path.split('?');
    const all = [
      ...[...place.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => parameter(name, 'path')),
      ...(asked === undefined ? [] : [parameter(asked, 'query')]),
    ];
    const one = `content: { application/json: { schema: { $ref: '#/components/schemas/${thing}' } } }`;
    const create = `
    post: { requestBody: { ${one} }, responses: { '201': { description: One., ${one} } } }`;
    return `  ${place}:
    parameters: [${all.join(', ')}]
    get: { responses: { '200': { description: Some., content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/${thing}' } } } } } } }${index === 0 ? create : ''}`;
  })
  .join('\n')}
components:
  schemas:
    ${thing}:
      type: object
      required: [name]
      properties: { id: { type: string, readOnly: true }, name: { type: string }, status: { type: string }, accountId: { type: string } }
`;

async function reasons(thing: string, paths: readonly string[]): Promise<(string | undefined)[]> {
  const inferred = await inferredFrom(described(thing, paths));
  return paths.map((path) => inferred.operation(`GET ${path.split('?')[0]}`).reason);
}

const partly = (word: string) =>
  `only some of all groups are listed at /${word}, and which is not described`;

test('a list whose path says more than its entity waits where another list has all', async () => {
  const paths = ['/groups', '/accounts/{accountId}/groups', '/deleted-groups', '/new-groups'];
  expect(await reasons('Group', paths)).toEqual([
    undefined,
    undefined,
    partly('deleted-groups'),
    partly('new-groups'),
  ]);
});

test('lists beside each other that are called differently wait', async () => {
  const paths = ['/accounts/{accountId}/owned-groups', '/accounts/{accountId}/pinned-groups'];
  expect(await reasons('Group', paths)).toEqual([partly('owned-groups'), partly('pinned-groups')]);
});

test.each([
  ['it is asked for', 'Group', ['/groups', '/groups/findByStatus?status']],
  ['how much is shown', 'Group', ['/groups', '/groups_summary']],
  ['they are all', 'Group', ['/groups', '/groups/all']],
  ['what they are under', 'Group', ['/groups', '/accounts/{accountId}/account-groups']],
  ['what others are under', 'Group', ['/account-groups', '/accounts/{accountId}/groups']],
  ['the whole name in one', 'UserGroup', ['/usergroups', '/accounts/{accountId}/user-groups']],
  ['it is a file', 'Group', ['/groups.json', '/accounts/{accountId}/groups']],
])('a list is served whose path says besides that %s', async (_what, thing, paths) => {
  expect(await reasons(thing, paths)).toEqual([undefined, undefined]);
});

test('a word of letters that fit together in countless ways is looked at once', async () => {
  const word = `${'a'.repeat(39)}b`;
  const paths = ['/groups', '/a/{x}/aa/{y}/aaa/{z}/groups', `/${word}-groups`];
  expect(await reasons('Group', paths)).toEqual([
    undefined,
    expect.stringMatching(/^how a group belongs/),
    partly(`${word}-groups`),
  ]);
});
