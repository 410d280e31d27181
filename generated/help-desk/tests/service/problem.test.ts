import { type FastifyError } from 'fastify';
import { expect, test } from 'vitest';
import {
  badRequest,
  conflict,
  forbidden,
  methodNotAllowed,
  notImplemented,
  Problem,
  problemOf,
  unauthorized,
  unsupportedMediaType,
} from '../../src/http/problem.ts';

/** What becomes of an error with some members. */
const told = (members: object, message = 'it broke') =>
  problemOf(Object.assign(new Error(message), members) as FastifyError);

test.each([
  [
    409,
    'A value that must be unique is taken.',
    [{ code: '23505' }, { errcode: 2067 }, { errcode: 1555 }],
  ],
  [
    409,
    'It refers to something that does not exist, or something refers to it.',
    [{ code: '23503' }, { code: '23001' }, { errcode: 787 }],
  ],
  [400, 'A value is outside what may be stored.', [{ code: '23514' }, { errcode: 275 }]],
  [400, 'A value cannot be stored.', [{ code: '22003' }, { code: '22P05' }, { errcode: 20 }]],
  [
    503,
    'The database cannot be reached. Try again.',
    [
      { code: '08006' },
      { code: '53300' },
      { code: '57P01' },
      { errcode: 5 },
      { code: 'ECONNREFUSED' },
      { code: 'EPIPE' },
      { code: 'ETIMEDOUT' },
      { code: 'EHOSTUNREACH' },
      { code: 'EAI_AGAIN' },
    ],
  ],
  [
    500,
    'The service failed. The fault is logged.',
    [
      {},
      { code: '42P01' },
      { code: '22' },
      { code: 'X22003' },
      { code: 'X08006' },
      { code: 'XEPIPE' },
      { errcode: 1 },
      { statusCode: 500 },
    ],
  ],
  [413, 'it broke', [{ statusCode: 413 }]],
])('answers %i (%s)', (status, message, errors) => {
  for (const members of errors)
    expect(told(members), JSON.stringify(members)).toMatchObject({ status, message });
});

test.each([
  'Connection terminated unexpectedly',
  'timeout exceeded when trying to connect',
  'Client has encountered a connection error and is not queryable',
])('answers 503 when the driver says: %s', (message) => {
  expect(told({}, message).status).toBe(503);
  expect(told({}, `not ${message}`).status).toBe(500);
});

test('tells what is wrong with which value', () => {
  const validation = [
    { instancePath: '/price', message: 'must be number' },
    { instancePath: '/pages' },
  ];
  expect(told({ validation, validationContext: 'body' })).toMatchObject({
    status: 400,
    message: '/body/price must be number.',
    findings: [
      { pointer: '/body/price', detail: 'must be number' },
      { pointer: '/body/pages', detail: 'is invalid' },
    ],
  });
  expect(told({ validation: [] })).toMatchObject({
    message: 'The request does not match its schema.',
    findings: [],
  });
});

test.each([
  [badRequest('It makes no sense.', 'senseless'), 400, 'It makes no sense.', 'senseless'],
  [unauthorized(), 401, 'The request lacks valid credentials.', 'unauthorized'],
  [forbidden(), 403, 'The credentials do not allow this.', 'forbidden'],
  [forbidden('Only for owners.', 'no_owner'), 403, 'Only for owners.', 'no_owner'],
  [methodNotAllowed('GET, HEAD'), 405, 'Allowed here: GET, HEAD.', 'method_not_allowed'],
  [conflict('It is closed.', 'closed'), 409, 'It is closed.', 'closed'],
  [unsupportedMediaType(['a/b', 'c/d']), 415, 'Accepted here: a/b, c/d.', 'unsupported_media_type'],
  [notImplemented('fly'), 501, 'fly has no business logic yet.', 'not_implemented'],
])('%s is told with status %i', (problem, status, message, word) => {
  expect(problem).toMatchObject({ status, message, code: word });
});

test('has a word for programs, that of the status unless told', () => {
  expect(new Problem(404)).toMatchObject({
    name: 'Problem',
    message: 'Not Found',
    code: 'not_found',
  });
  expect(new Problem(418, 'Tea only.').code).toBe('i_m_a_teapot');
  expect(new Problem(599)).toMatchObject({ title: 'Error', code: 'error' });
  expect(new Problem(409, 'Too late.', { code: 'late' })).toMatchObject({
    message: 'Too late.',
    code: 'late',
  });
});
