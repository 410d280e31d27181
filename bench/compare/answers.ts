import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import type { OpenApi, Operation } from '../../src/spec/openapi.ts';
import { resolved } from './example-of.ts';
import { type Request, requestOf, type Step, stepsOf } from './scenario.ts';

const LIMIT_MS = 5000;

/** What an operation does when it is called with an example. */
export type Verdict = 'answered' | 'refused' | 'absent' | 'not implemented' | 'failed';

export interface Answer {
  readonly status: number;
  readonly text: string;
  readonly location: string | undefined;
}

/** What became of all operations of a running server. */
export interface Answers {
  readonly operations: number;
  readonly verdicts: Readonly<Record<Verdict, number>>;
  /** Of what was answered: with a status and a body that the description declares. */
  readonly asDescribed: number;
  /** Requests with an empty object where members are required, and how many were refused. */
  readonly invalid: number;
  readonly invalidRefused: number;
  /** How many things were to be created and can be read again by their path. */
  readonly creates: number;
  readonly kept: number;
  readonly keptAfterRestart: number;
  /** What was not answered: the operation, the status and the beginning of the answer. */
  readonly others: readonly string[];
}

/** No answer, or none in time, has the status 0. */
export function verdictOf({ status, text }: Answer): Verdict {
  if (status === 501 || (status >= 500 && /not[\s_-]*implemented/i.test(text)))
    return 'not implemented';
  if (status === 0 || status >= 500) return 'failed';
  if (status === 404 || status === 405) return 'absent';
  return status >= 400 ? 'refused' : 'answered';
}

/** A server that can be started again, on the same data if it has any. */
export interface Restartable {
  readonly url: string;
  readonly restart: () => Promise<string>;
}

/**
 * Calls each operation once, in an order in which a client would, and starts the server again before
 * anything is removed.
 */
export async function askAll(server: Restartable, api: OpenApi): Promise<Answers> {
  let { url } = server;
  const known = new Map<string, unknown>();
  const verdicts = { answered: 0, refused: 0, absent: 0, 'not implemented': 0, failed: 0 };
  const kept: Request[] = [];
  const others: string[] = [];
  const isAsDescribed = answerJudge(api);
  const steps = stepsOf(api);
  let [asDescribed, creates, invalid, invalidRefused] = [0, 0, 0, 0];
  let keptAfterRestart: number | undefined;
  for (const step of steps) {
    if (step.method === 'delete' && keptAfterRestart === undefined) {
      ({ url, count: keptAfterRestart } = await keptThrough(server, url, kept));
    }
    const request = requestOf(api, step, known);
    if (needsMembers(api, step)) {
      invalid++;
      if (verdictOf(await ask(url, { ...request, body: '{}' })) === 'refused') invalidRefused++;
    }
    const answer = await ask(url, request);
    const verdict = verdictOf(answer);
    verdicts[verdict]++;
    if (verdict !== 'answered')
      others.push(`${step.method} ${step.path} ${answer.status} ${answer.text.slice(0, 120)}`);
    if (verdict === 'answered' && isAsDescribed(step.operation, answer)) asDescribed++;
    if (step.key === undefined) continue;
    const item = itemOf(api, step);
    const value = tellingValue(request.sent);
    if (item === undefined || value === undefined) continue;
    creates++;
    if (verdict !== 'answered') continue;
    const key = keyOf(answer, step.key);
    if (key === undefined) continue;
    known.set(step.key, key);
    const read = requestOf(api, item, known);
    if (holds(await ask(url, read), value)) kept.push(read);
  }
  if (keptAfterRestart === undefined) {
    keptAfterRestart = (await keptThrough(server, url, kept)).count;
  }
  const operations = steps.length;
  return {
    operations,
    verdicts,
    asDescribed,
    invalid,
    invalidRefused,
    creates,
    kept: kept.length,
    keptAfterRestart,
    others,
  };
}

/** Starts the server again, and counts what it answers as it did before. */
async function keptThrough({ restart }: Restartable, before: string, kept: readonly Request[]) {
  const answers: Answer[] = [];
  for (const request of kept) answers.push(await ask(before, request));
  const url = await restart();
  let count = 0;
  for (const [index, request] of kept.entries()) {
    const { status, text } = await ask(url, request);
    if (status === 200 && text === answers[index]?.text) count++;
  }
  return { url, count };
}

const holds = ({ status, text }: Answer, value: string) => status === 200 && text.includes(value);

async function ask(url: string, { method, path, headers, body }: Request): Promise<Answer> {
  try {
    const response = await fetch(`${url}${path}`, {
      method,
      headers,
      ...(body === undefined ? {} : { body }),
      redirect: 'manual',
      signal: AbortSignal.timeout(LIMIT_MS),
    });
    const text = await response.text();
    return {
      status: response.status,
      text,
      location: response.headers.get('location') ?? undefined,
    };
  } catch (error) {
    return { status: 0, text: error instanceof Error ? error.message : '', location: undefined };
  }
}

function itemOf(api: OpenApi, { path, key }: Step): Step | undefined {
  const base = path.replace(/\/$/, '');
  const found = [`${base}/{${key}}`, `${base}/{${key}}/`].find((one) => api.paths?.[one]?.get);
  const operation = found === undefined ? undefined : api.paths?.[found]?.get;
  if (found === undefined || operation === undefined) return undefined;
  return { method: 'get', path: found, operation, key: undefined };
}

/** Whether the body is JSON with members that a client must send. */
function needsMembers(api: OpenApi, { operation }: Step): boolean {
  const [, media] =
    Object.entries(operation.requestBody?.content ?? {}).find(([type]) => /\bjson\b/.test(type)) ??
    [];
  if (media?.schema === undefined || typeof media.schema === 'boolean') return false;
  const { required = [], properties = {} } = resolved(media.schema, api.components?.schemas ?? {});
  return required.some((name) => {
    const property = properties[name];
    return typeof property === 'object' && property.readOnly !== true;
  });
}

/** A text or number of the request by which the thing can be known again. */
function tellingValue(sent: unknown): string | undefined {
  if (typeof sent !== 'object' || sent === null) return undefined;
  const found = Object.values(sent).find(
    (one) => typeof one === 'string' || typeof one === 'number',
  ) as string | number | undefined;
  return found === undefined ? undefined : JSON.stringify(found);
}

/** The key of a new thing: in the answer, one level down at most, or at the end of its address. */
export function keyOf({ text, location }: Answer, name: string): unknown {
  const body = parsed(text);
  for (const one of [body, ...Object.values(isRecord(body) ? body : {})]) {
    if (!isRecord(one)) continue;
    const key = one[name] ?? one['id'];
    if (typeof key === 'string' || typeof key === 'number') return key;
  }
  const last = location?.split('/').at(-1);
  return last === undefined || last === '' ? undefined : decodeURIComponent(last);
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // An answer may be no JSON.
    return undefined;
  }
}

/** Whether an answer is one that its operation declares. */
function answerJudge(api: OpenApi): (operation: Operation, answer: Answer) => boolean {
  const ajv = new Ajv2020({ strict: false, validateFormats: true, logger: false });
  formats.default(ajv);
  const compiled = new Map<unknown, ValidateFunction>();
  return ({ responses = {} }, { status, text }) => {
    const declared =
      responses[status] ?? responses[`${Math.floor(status / 100)}XX`] ?? responses['default'];
    if (declared === undefined) return false;
    const [, media] =
      Object.entries(declared.content ?? {}).find(([type]) => /\bjson\b/.test(type)) ?? [];
    const schema = media?.schema;
    if (schema === undefined || typeof schema === 'boolean') return true;
    let validate = compiled.get(schema);
    if (validate === undefined) {
      validate = ajv.compile({ allOf: [schema], components: api.components });
      compiled.set(schema, validate);
    }
    return validate(parsed(text));
  };
}
