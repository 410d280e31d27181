import { type Diagnostic, diagnostic } from '../../diagnostics/diagnostic.ts';

/** How to reach models, from the configuration: no secrets. The environment wins over it. */
export interface ProviderConfig {
  /** Where the server speaks the OpenAI protocol: `http://localhost:11434/v1`. */
  readonly baseURL?: string;
  readonly model?: string;
}

/** What it takes to ask a model. */
export interface ProviderSettings {
  readonly baseURL: string;
  readonly model: string;
  /** Absent for a server that needs none. */
  readonly apiKey?: string;
  readonly organization?: string;
}

const OPENAI = 'https://api.openai.com/v1';

/**
 * Reads OPENAI_BASE_URL, OPENAI_MODEL, OPENAI_API_KEY and OPENAI_ORG_ID; an empty variable is none.
 * A server on this machine or in its network needs no key; the key of any other goes over https.
 *
 * @returns settings, or all that is wrong with them: one of the two
 */
export function providerSettings(
  env: Readonly<Record<string, string | undefined>>,
  config: ProviderConfig,
): { readonly settings?: ProviderSettings; readonly diagnostics: readonly Diagnostic[] } {
  const model = env['OPENAI_MODEL'] || config.model;
  const baseURL = env['OPENAI_BASE_URL'] || config.baseURL || OPENAI;
  // A key that was read from a file has a line break at its end.
  const apiKey = env['OPENAI_API_KEY']?.trim() || undefined;
  const organization = env['OPENAI_ORG_ID'] || undefined;

  const diagnostics = [...(model ? [] : [noModel()]), ...serverProblems(baseURL, apiKey)];
  if (!model || diagnostics.length > 0) return { diagnostics };
  return {
    diagnostics,
    settings: {
      baseURL,
      model,
      ...(apiKey !== undefined && { apiKey }),
      ...(organization !== undefined && { organization }),
    },
  };
}

function serverProblems(baseURL: string, apiKey: string | undefined): Diagnostic[] {
  const url = URL.parse(baseURL);
  // A password in an address would end up in logs.
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password)
    return [badAddress()];
  if (isNear(url.hostname)) return [];
  if (apiKey === undefined) return [noKey(url.host)];
  return url.protocol === 'http:' ? [inTheClear(url.host)] : [];
}

/** Whether a host is this machine or in its own network, by its name or its private address. */
export const isNear = (hostname: string): boolean =>
  /^(localhost|[^.:]+|.+\.(localhost|local|internal|lan|home\.arpa))$/i.test(hostname) ||
  /^(127|10)(\.\d+){3}$|^192\.168(\.\d+){2}$|^172\.(1[6-9]|2\d|3[01])(\.\d+){2}$/.test(hostname) ||
  /^\[(::1|f[cd][0-9a-f]{2}:.*|fe80:.*)\]$/i.test(hostname);

const noModel = (): Diagnostic =>
  diagnostic(
    'SW8101',
    'error',
    'No model is named. Set OPENAI_MODEL, or name it in the configuration.',
  );

const noKey = (host: string): Diagnostic =>
  diagnostic(
    'SW8102',
    'error',
    `There is no key for ${host}. Set OPENAI_API_KEY; for a server that asks for none, set it to any word. For a server of your own, set OPENAI_BASE_URL.`,
  );

const badAddress = (): Diagnostic =>
  diagnostic(
    'SW8103',
    'error',
    'The address of the model server is not valid. Set OPENAI_BASE_URL to an http or https address without user name and password, such as http://localhost:11434/v1.',
  );

const inTheClear = (host: string): Diagnostic =>
  diagnostic(
    'SW8104',
    'error',
    `The key would travel unencrypted to ${host}. Set OPENAI_BASE_URL to an https address.`,
  );
