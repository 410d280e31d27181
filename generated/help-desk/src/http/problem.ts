import { type FastifyError, type FastifyReply, type FastifyRequest } from 'fastify';

// An import of `node:http` loads all of its clients too, and doubles the time to start.
const { STATUS_CODES } = process.getBuiltinModule('node:http');

/** What is wrong with one value of a request. */
export interface Finding {
  /** Where it stands: `/body/price`, `/querystring/limit`. */
  pointer: string;
  detail: string;
}

export interface ProblemOptions {
  /** A word for programs; that of the status unless told. */
  code?: string | undefined;
  findings?: readonly Finding[];
}

/** A failure that the client is told about, in the shape that the description declares. */
export class Problem extends Error {
  override name = 'Problem';
  readonly status: number;
  readonly title: string;
  /** A word for programs: `not_found`. */
  readonly code: string;
  readonly findings: readonly Finding[];

  constructor(status: number, detail?: string, { code, findings = [] }: ProblemOptions = {}) {
    const title = STATUS_CODES[status] ?? 'Error';
    super(detail ?? title);
    this.status = status;
    this.title = title;
    this.code = code ?? title.toLowerCase().replace(/[^a-z]+/g, '_');
    this.findings = findings;
  }
}

export const badRequest = (detail: string, code?: string) => new Problem(400, detail, { code });
export const unauthorized = () => new Problem(401, 'The request lacks valid credentials.');
export const forbidden = (detail = 'The credentials do not allow this.', code?: string) =>
  new Problem(403, detail, { code });
export const notFound = (what: string) => new Problem(404, `There is no such ${what}.`);
export const methodNotAllowed = (allow: string) => new Problem(405, `Allowed here: ${allow}.`);
export const notAcceptable = (produced: readonly string[]) =>
  new Problem(406, `Answers here are in ${produced.join(', ')}.`);
export const conflict = (detail: string, code?: string) => new Problem(409, detail, { code });
export const unsupportedMediaType = (accepted: readonly string[]) =>
  new Problem(415, `Accepted here: ${accepted.join(', ')}.`);
export const notImplemented = (operation: string) =>
  new Problem(501, `${operation} has no business logic yet.`);

export function handleError(
  error: FastifyError | Problem,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const problem = error instanceof Problem ? error : problemOf(error);
  if (problem.status >= 500 && problem !== error) request.log.error(error);
  return send(problem, request, reply);
}

export function handleNotFound(request: FastifyRequest, reply: FastifyReply) {
  return send(new Problem(404, `There is nothing at ${pathOf(request)}.`), request, reply);
}

/** What a client is told of an error. */
export function problemOf(error: FastifyError): Problem {
  if (error.validation) {
    const findings = error.validation.map((found) => ({
      pointer: `/${error.validationContext ?? ''}${found.instancePath}`,
      detail: found.message ?? 'is invalid',
    }));
    const first = findings[0];
    const what = first
      ? `${first.pointer} ${first.detail}.`
      : 'The request does not match its schema.';
    return new Problem(400, what, { findings });
  }
  return databaseProblem(error) ?? new Problem(error.statusCode ?? 500, clientMessage(error));
}

const clientMessage = (error: FastifyError) =>
  (error.statusCode ?? 500) < 500 ? error.message : 'The service failed. The fault is logged.';

/** Constraints: PostgreSQL tells them apart by SQLSTATE, SQLite by its extended result code. */
function databaseProblem(error: {
  code?: string;
  errcode?: number;
  message: string;
}): Problem | undefined {
  if (error.code === '23505' || error.errcode === 2067 || error.errcode === 1555)
    return conflict('A value that must be unique is taken.');
  // PostgreSQL 18 tells `on delete restrict` apart, and SQLite calls it a trigger.
  if (
    error.code === '23503' ||
    error.code === '23001' ||
    error.errcode === 787 ||
    error.errcode === 1811
  )
    return conflict('It refers to something that does not exist, or something refers to it.');
  if (error.code === '23514' || error.errcode === 275)
    return badRequest('A value is outside what may be stored.');
  if (error.code === '23502' || error.errcode === 1299)
    return badRequest('A value is null that must be there.');
  if (isUnreachable(error)) return new Problem(503, 'The database cannot be reached. Try again.');
  // Class 22, data exception: a number out of range, a character that PostgreSQL cannot store. SQLite
  // calls a number that no integer column holds a mismatch.
  if ((error.code?.startsWith('22') && error.code.length === 5) || error.errcode === 20)
    return badRequest('A value cannot be stored.');
  return undefined;
}

/** PostgreSQL refuses, stops or is away; SQLite is busy with another process. */
function isUnreachable({
  code = '',
  errcode,
  message,
}: {
  code?: string;
  errcode?: number;
  message: string;
}): boolean {
  if (/^(?:08|53|57P)/.test(code) || errcode === 5) return true;
  if (/^E(?:CONN|PIPE|TIMEDOUT|HOSTUNREACH|AI_AGAIN)/.test(code)) return true;
  // `pg` gives these no code.
  return /^(?:Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/.test(
    message,
  );
}

/** When a client may ask again, in seconds. */
const RETRY_AFTER = '5';

const pathOf = (request: FastifyRequest) => request.originalUrl.split('?')[0] ?? '/';

function send(problem: Problem, request: FastifyRequest, reply: FastifyReply) {
  if (problem.status === 503) reply.header('retry-after', RETRY_AFTER);
  return reply
    .status(problem.status)
    .header('content-type', errorEntityShape.mediaType)
    .send(errorEntityShape.render(problem, request));
}

interface ErrorShape {
  mediaType: string;
  render(problem: Problem, request: FastifyRequest): object;
}

const errorEntityShape: ErrorShape = {
  mediaType: 'application/json',
  render: (problem) => ({
    error: {
      code: problem.code,
      message: problem.message,
      details: findingsOf(problem).map(({ pointer, detail }) => ({
        field: pointer,
        problem: detail,
      })),
    },
  }),
};

/** What is wrong, as a list that is never empty. */
function findingsOf(problem: Problem): readonly Finding[] {
  return problem.findings.length > 0
    ? problem.findings
    : [{ pointer: '', detail: problem.message }];
}
