import { type FastifyRequest } from 'fastify';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import {
  type Access,
  type Authorize,
  denyProtected,
  permit,
  permitRows,
} from '../../src/http/access.ts';

const access = { operation: 'createAuthor' } as Access;

/** A request to a service with a policy. */
const requestWith = (authorize: Authorize) =>
  ({ server: { authorize } }) as unknown as FastifyRequest;

test('what the description protects is denied, until somebody says who may', async () => {
  await expect(permit(requestWith(denyProtected), access)).rejects.toMatchObject({ status: 403 });
  await expect(
    permit(
      requestWith(() => true),
      access,
    ),
  ).resolves.toBeUndefined();
});

test('a policy is told what is to be done', async () => {
  const asked: Access[] = [];
  const remember: Authorize = (access) => asked.push(access) > 0;
  await permit(requestWith(remember), access);
  expect(asked).toEqual([access]);
});

test('a policy may allow some rows of a list, and those alone', async () => {
  const some = sql<boolean>`1 = 1`;
  expect(
    await permitRows(
      requestWith(() => some),
      access,
    ),
  ).toBe(some);
  expect(
    await permitRows(
      requestWith(() => true),
      access,
    ),
  ).toBeUndefined();
  await expect(
    permitRows(
      requestWith(() => false),
      access,
    ),
  ).rejects.toMatchObject({ status: 403 });
  // A condition on rows says nothing of a single one.
  await expect(
    permit(
      requestWith(() => some),
      access,
    ),
  ).rejects.toMatchObject({ status: 403 });
});
