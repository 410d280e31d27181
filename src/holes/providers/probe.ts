import type { ProviderSettings } from './environment.ts';

/** What a model server says when it is asked which models it has. */
export type Probe =
  /** `models` is absent where it does not tell. */
  | { readonly kind: 'answers'; readonly models?: readonly string[] }
  | { readonly kind: 'refuses' }
  | { readonly kind: 'fails'; readonly status: number }
  | { readonly kind: 'unreachable' };

const LONGEST_MS = 5000;

/** Asks a server for the list of its models, which costs nothing. The key goes nowhere else. */
export async function probeServer(
  { baseURL, apiKey, organization }: ProviderSettings,
  signal?: AbortSignal,
): Promise<Probe> {
  const inTime = AbortSignal.timeout(LONGEST_MS);
  try {
    const response = await fetch(`${baseURL.replace(/\/+$/, '')}/models`, {
      redirect: 'manual',
      signal: signal ? AbortSignal.any([signal, inTime]) : inTime,
      headers: {
        ...(apiKey !== undefined && { authorization: `Bearer ${apiKey}` }),
        ...(organization !== undefined && { 'openai-organization': organization }),
      },
    });
    if (response.status === 401 || response.status === 403) return { kind: 'refuses' };
    if (response.status === 404) return { kind: 'answers' };
    if (!response.ok) return { kind: 'fails', status: response.status };
    const models = modelsIn(await response.text());
    return { kind: 'answers', ...(models && { models }) };
  } catch {
    signal?.throwIfAborted();
    return { kind: 'unreachable' };
  }
}

function modelsIn(text: string): readonly string[] | undefined {
  const value = parsed(text);
  const list: unknown = Reflect.get(Object(value), 'data');
  if (!Array.isArray(list)) return undefined;
  return list.flatMap((one: unknown) => {
    const id: unknown = Reflect.get(Object(one), 'id');
    return typeof id === 'string' ? [id] : [];
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
