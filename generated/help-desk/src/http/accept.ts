import { type FastifyInstance } from 'fastify';
import { type OperationObject, operations } from './description.ts';
import { notAcceptable } from './problem.ts';

/**
 * Answers 406 (RFC 9110, section 15.5.7) to callers that take none of the media types in which an
 * operation answers, before anything is done for them.
 */
export function registerAccept(app: FastifyInstance): void {
  const produced = new Map<string | undefined, string[]>();
  for (const [id, operation] of operations) produced.set(id, typesOf(operation));
  app.addHook('onRequest', (request, _reply, done) => {
    const { accept } = request.headers;
    if (!accept || accept === '*/*') return done();
    const types = produced.get(request.routeOptions.config.operation?.id) ?? [];
    const isTaken = types.length === 0 || types.some((type) => takes(accept, type));
    return done(isTaken ? undefined : notAcceptable(types));
  });
}

const JSON_TYPE = /^(?:application|text)\/(?:[\w.+-]+\+)?json$/;

/** The media types of a success: JSON alone, where that is among them. */
function typesOf({ responses = {} }: OperationObject): string[] {
  const successes = Object.entries(responses).filter(([status]) => status.startsWith('2'));
  const types = successes.flatMap(([, response]) =>
    Object.keys((response as { content?: Record<string, unknown> }).content ?? {}).map(plainType),
  );
  const json = types.filter((type) => JSON_TYPE.test(type));
  return [...new Set(json.length > 0 ? json : types)];
}

const plainType = (mediaType: string): string =>
  mediaType.split(';')[0]?.trim().toLowerCase() ?? '';

/** Whether a list of media ranges takes a type: the range that says most of it decides (section 12.5.1). */
export function takes(accept: string, type: string): boolean {
  const ranges = new Map(
    accept
      .split(',')
      .map((range) => [plainType(range), !/;\s*q=0(?:\.0*)?\s*(?:;|$)/i.test(range)]),
  );
  // Which type within a range it will be is not known here.
  const kinds = type.includes('*') ? [...ranges.keys()] : [type, `${type.split('/')[0]}/*`, '*/*'];
  const decisive = kinds.find((kind) => ranges.has(kind));
  return decisive !== undefined && ranges.get(decisive) === true;
}
