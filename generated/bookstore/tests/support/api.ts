import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { type FastifyInstance, type InjectOptions } from 'fastify';
import { sql } from 'kysely';
import pg from 'pg';
import { expect } from 'vitest';
import { buildApp } from '../../src/app.ts';
import { type Database, dialectOf, openDatabase } from '../../src/database.ts';
import { regExp } from '../../src/http/contract.ts';
import { description, operationOf } from '../../src/http/description.ts';
import { responseVariant } from '../../src/http/variants.ts';

/** Lets in who shows any credentials, so that tests are about what comes after. */
const everybody = () => ({ id: 'tester', scopes: '*' as const });

/** The service on an empty database, for all tests of a file: building it takes longer than a test. */
export async function startService() {
  const database = await openDatabase(await emptyDatabase());
  return { app: await startOn(database), database };
}

/** Forgets what a test has stored. */
export async function emptyTables(database: Database): Promise<void> {
  const tables = ['authors', 'genres', 'books', 'reviews'];
  if (dialectOf(database) === 'postgres') {
    const all = sql.join(tables.map((table) => sql.table(table)));
    await sql`truncate ${all} restart identity cascade`.execute(database);
    return;
  }
  await sql`pragma foreign_keys = off`.execute(database);
  for (const table of tables) await sql`delete from ${sql.table(table)}`.execute(database);
  await sql`pragma foreign_keys = on`.execute(database);
}

const startOn = (database: Database): Promise<FastifyInstance> =>
  buildApp({
    database,
    verifiers: {
      apiKey: everybody,
    },
    // Who may do what is tested by itself.
    authorize: () => true,
  });

/** An empty database: in memory, or a schema of this worker's own where DATABASE_URL names PostgreSQL. */
async function emptyDatabase(): Promise<string> {
  const url = process.env.DATABASE_URL ?? '';
  if (!/^postgres(ql)?:/.test(url)) return ':memory:';
  const schema = `test_${Number(process.env.VITEST_POOL_ID ?? 1)}`;
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`drop schema if exists ${schema} cascade; create schema ${schema}`);
  await client.end();
  const own = new URL(url);
  own.searchParams.set('options', `-c search_path=${schema}`);
  return own.href;
}

/** Sends a request and checks the answer against the description of the operation. */
export async function call(
  app: FastifyInstance,
  operationId: string,
  options: InjectOptions & { url: string },
) {
  const { headers, query } = credentialsFor(operationId);
  const separator = query === '' ? '' : options.url.includes('?') ? '&' : '?';
  const response = await app.inject({
    ...options,
    url: `${options.url}${separator}${query}`,
    headers: { ...headers, ...options.headers },
  });
  expectContract(operationId, response.statusCode, response.headers['content-type'], response.body);
  return response;
}

/** Credentials for the first of an operation's security alternatives that can be met. */
export function credentialsFor(operationId: string) {
  const security = operationOf(operationId).security ?? description.security ?? [];
  const headers: Record<string, string> = {};
  const query = new URLSearchParams();
  const schemes = description.components?.securitySchemes ?? {};
  const met = security.find((names) => canBeMet(Object.keys(names)));
  for (const name of Object.keys(met ?? {})) {
    const scheme = schemes[name];
    const parameter = scheme?.name ?? '';
    if (scheme?.type !== 'apiKey')
      headers.authorization = `${scheme?.scheme ?? 'Bearer'} dGVzdDp0ZXN0`;
    else if (scheme.in === 'header') headers[parameter.toLowerCase()] ??= 'test';
    else if (scheme.in === 'cookie') headers.cookie = `${parameter}=test`;
    else query.set(parameter, 'test');
  }
  return { headers, query: query.toString() };
}

/** Whether all schemes are declared, and at most one kind of them wants the Authorization header. */
function canBeMet(names: string[]): boolean {
  const schemes = names.map((name) => description.components?.securitySchemes?.[name]);
  const words = schemes
    .filter((scheme) => scheme?.type !== 'apiKey' && scheme?.type !== 'mutualTLS')
    .map((scheme) => scheme?.scheme?.toLowerCase() ?? 'bearer');
  return schemes.every((scheme) => scheme !== undefined) && new Set(words).size <= 1;
}

interface ResponseObject {
  content?: Record<string, { schema?: boolean | Record<string, unknown> }>;
}

const ajv = new Ajv2020({
  strict: false,
  validateSchema: false,
  logger: false,
  multipleOfPrecision: 9,
  code: { regExp },
});
formats.default(ajv);
for (const [name, schema] of Object.entries(description.components?.schemas ?? {})) {
  const shown = responseVariant(schema);
  ajv.addSchema(
    typeof shown === 'object' ? shown : shown ? {} : { not: {} },
    `response#/components/schemas/${name}`,
  );
}

/** By the schema that they are of, since compiling takes longer than asking. */
const validators = new Map<object, ValidateFunction>();

function validatorOf(schema: boolean | Record<string, unknown>): ValidateFunction {
  const key = Object(schema) as object;
  const validate =
    validators.get(key) ?? ajv.compile<unknown>(responseVariant(schema) as object | boolean);
  validators.set(key, validate);
  return validate;
}

function expectContract(operationId: string, status: number, type: unknown, body: string): void {
  const responses = operationOf(operationId).responses ?? {};
  // Where no success is declared, the default is one, and no error.
  const hasSuccess = Object.keys(responses).some((one) => one.startsWith('2'));
  const others = status < 400 || hasSuccess ? responses.default : undefined;
  const declared = responses[status] ?? responses[`${String(status)[0]}XX`] ?? others;
  const contents = Object.entries((declared as ResponseObject | undefined)?.content ?? {});
  const found = contents.find(([mediaType]) => plainType(mediaType) === plainType(String(type)));
  const schema = found?.[1].schema;
  if (schema === undefined || body === '') return;
  const validate = validatorOf(schema);
  validate(JSON.parse(body));
  // Alternatives that overlap are a matter of the description, and no fault of the answer.
  const faults = (validate.errors ?? []).filter(({ params }) => params.passingSchemas == null);
  expect(faults, `${operationId} ${status} ${body}`).toEqual([]);
}

/** A media type without its parameters. */
const plainType = (mediaType: string) => mediaType.split(';')[0]?.trim().toLowerCase();
