import { ConfigError } from './config/config-error.ts';
import type { FillConfig } from './config/project.ts';
import { providerSettings } from './holes/providers/environment.ts';
import type { ModelProvider } from './holes/providers/provider.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** The server to ask, and its models from the cheapest to the strongest. */
export interface AskedProvider {
  readonly models: readonly string[];
  /** Loads what speaks to it. */
  readonly provider: () => Promise<ModelProvider>;
}

/**
 * The server to ask: what is asked for outweighs the environment, and that the configuration.
 *
 * @throws ConfigError when something is missing
 */
export function askedProvider(
  asked: Pick<FillConfig, 'baseUrl' | 'models'>,
  config: Pick<FillConfig, 'baseUrl' | 'models'>,
  env: Environment,
): AskedProvider {
  const baseURL = asked.baseUrl ?? config.baseUrl;
  const models = asked.models ?? config.models ?? [];
  const found = providerSettings(
    {
      ...env,
      ...(asked.baseUrl !== undefined && { OPENAI_BASE_URL: asked.baseUrl }),
      ...(asked.models?.[0] !== undefined && { OPENAI_MODEL: asked.models[0] }),
    },
    {
      ...(baseURL !== undefined && { baseURL }),
      ...(models[0] !== undefined && { model: models[0] }),
    },
  );
  if (!found.settings) throw new ConfigError(found.diagnostics);
  const { model, ...server } = found.settings;
  return {
    models: models.includes(model) ? models : [model, ...models.slice(1)],
    provider: async () => (await import('./holes/providers/openai.ts')).openaiProvider(server),
  };
}
