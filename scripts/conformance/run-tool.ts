import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CREDENTIAL, type Described, type RunningService } from './service.ts';

/** One answer of the service that a check of Schemathesis did not expect. */
export interface Failure {
  /** The name of the check: `status_code_conformance`. */
  readonly check: string;
  /** `GET /books/{bookId}`, or the name of a stateful test. */
  readonly operation: string;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly message: string;
  readonly request: string;
  readonly answer: string;
}

export interface Run {
  readonly cases: number;
  readonly failures: readonly Failure[];
}

export interface Bounds {
  readonly seed: number;
  readonly examples: number;
  readonly seconds: number;
}

/** Runs all checks in all phases against a service. */
export async function runTool(
  command: string,
  spec: string,
  service: RunningService,
  { seed, examples, seconds }: Bounds,
): Promise<Run> {
  const report = join(service.folder, 'report.ndjson');
  const config = join(service.folder, 'schemathesis.toml');
  await writeFile(config, configOf(service.described));
  const options = {
    url: service.url,
    phases: 'examples,coverage,fuzzing,stateful',
    checks: 'all',
    seed: String(seed),
    'max-examples': String(examples),
    'generation-database': 'none',
    'suppress-health-check': 'all',
    warnings: 'off',
    report: 'ndjson',
    'report-ndjson-path': report,
    'output-sanitize': 'false',
    'request-timeout': '10',
  };
  const args = [
    '--config-file',
    config,
    'run',
    spec,
    '--no-color',
    '--no-shrink',
    '--continue-on-failure',
    ...Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]),
    ...headersOf(service.described),
  ];
  const said = await new Promise<string>((resolve, reject) => {
    const limits = { cwd: service.folder, timeout: seconds * 1000, maxBuffer: 2 ** 28 };
    execFile(command, args, limits, (error, stdout, stderr) => {
      // 1: there are failures, which the report tells.
      if (error === null || error.code === 1) resolve(stdout);
      else reject(new Error(`Schemathesis ended with ${error.code}: ${stderr || stdout}`));
    });
  });
  const lines = (await readFile(report, 'utf8')).trim().split('\n');
  const scenarios = lines.flatMap((line) => (JSON.parse(line) as Event).ScenarioFinished ?? []);
  const failures = scenarios.flatMap(failuresOf);
  if (failures.length === 0 && !said.includes(' generated'))
    throw new Error(`Schemathesis said nothing of its cases: ${said}`);
  return {
    cases: scenarios.reduce(
      (sum, { recorder }) => sum + Object.keys(recorder.cases ?? {}).length,
      0,
    ),
    failures: distinct(failures),
  };
}

/** 412 is what valid requests get whose `If-Match` names another version. */
function configOf({ components }: Described): string {
  const { user, password } = CREDENTIAL;
  const schemes = Object.entries(components?.securitySchemes ?? {}).map(([name, scheme]) => {
    const section = `[auth.openapi.${JSON.stringify(name)}]\n`;
    if (scheme.type === 'apiKey') return `${section}api_key = "${password}"\n`;
    if (scheme.type !== 'http') return '';
    return scheme.scheme?.toLowerCase() === 'basic'
      ? `${section}username = "${user}"\npassword = "${password}"\n`
      : `${section}bearer = "${password}"\n`;
  });
  const accepted = ['2xx', '3xx', '401', '403', '404', '409', '412', '429', '5xx'];
  const expected = `[checks.positive_data_acceptance]\nexpected-statuses = ${JSON.stringify(accepted)}\n`;
  return [...schemes, expected].join('\n');
}

/** Schemathesis fetches no token for OAuth 2 and OpenID Connect. */
function headersOf({ components }: Described): string[] {
  const types = Object.values(components?.securitySchemes ?? {}).map(({ type }) => type);
  const needsToken = types.some((type) => type === 'oauth2' || type === 'openIdConnect');
  return needsToken && !types.includes('http')
    ? ['--header', `Authorization: Bearer ${CREDENTIAL.password}`]
    : [];
}

interface Event {
  readonly ScenarioFinished?: Scenario;
}

interface Scenario {
  readonly recorder: {
    readonly label: string;
    readonly cases?: Readonly<Record<string, { readonly value: Called }>> | null;
    readonly checks?: Readonly<Record<string, readonly Check[]>> | null;
    readonly interactions?: Readonly<Record<string, Interaction>> | null;
  };
}

interface Called {
  readonly method: string;
  readonly path: string;
}

interface Check {
  readonly name: string;
  readonly status: string;
  readonly failure_info?: { readonly failure: { readonly message: string } };
}

interface Interaction {
  readonly request: { readonly method: string; readonly uri: string; readonly body?: Bytes | null };
  readonly response?: { readonly status_code: number; readonly content?: Bytes | null } | null;
}

interface Bytes {
  readonly $base64?: string;
}

function failuresOf({ recorder }: Scenario): Failure[] {
  return Object.entries(recorder.checks ?? {}).flatMap(([id, checks]) =>
    checks
      .filter(({ status }) => status === 'failure')
      .map(({ name, failure_info: info }) => {
        const { method, path } = recorder.cases?.[id]?.value ?? { method: '', path: '' };
        const { request, response } = recorder.interactions?.[id] ?? {};
        return {
          check: name,
          operation: recorder.label,
          method,
          path,
          status: response?.status_code ?? 0,
          message: info?.failure.message ?? '',
          request: `${request?.method} ${request?.uri} ${textOf(request?.body)}`.slice(0, 2000),
          answer: textOf(response?.content).slice(0, 2000),
        };
      }),
  );
}

const textOf = (bytes: Bytes | null | undefined): string =>
  Buffer.from(bytes?.$base64 ?? '', 'base64').toString('utf8');

/** One failure of each kind. */
function distinct(failures: readonly Failure[]): Failure[] {
  const kind = ({ check, method, path, status, answer }: Failure) =>
    [check, method, path, status, answer.replace(/[\d"'].*/s, '')].join(' ');
  return [...new Map(failures.map((failure) => [kind(failure), failure])).values()];
}
