import { type Environment } from '../asked-provider.ts';
import type { FillConfig } from '../config/project.ts';
import { providerSettings } from '../holes/providers/environment.ts';
import { probeServer } from '../holes/providers/probe.ts';
import { type Check, ok, warning } from './check.ts';

/** Whether `fill` has a model to ask. It is a warning where not: nothing else needs one. */
export async function checkModel(
  env: Environment,
  config: FillConfig,
  signal: AbortSignal | undefined,
): Promise<Check> {
  const { settings, diagnostics } = providerSettings(env, {
    ...(config.baseUrl !== undefined && { baseURL: config.baseUrl }),
    ...(config.models?.[0] !== undefined && { model: config.models[0] }),
  });
  if (!settings)
    return warning(
      'model',
      'fill has no model to ask',
      diagnostics.map(({ message }) => message).join(' '),
    );
  const { host } = new URL(settings.baseURL);
  const key = settings.apiKey === undefined ? 'without a key' : 'with a key';
  const server = `${host}, ${key}`;
  const probe = await probeServer(settings, signal);
  switch (probe.kind) {
    case 'refuses':
      return warning('model', `${server}: refused`, 'Set OPENAI_API_KEY to a key of this server.');
    case 'fails':
      return warning(
        'model',
        `${server}: answers ${probe.status}`,
        'Try again later, or check OPENAI_BASE_URL.',
      );
    case 'unreachable':
      return warning(
        'model',
        `${server}: does not answer`,
        'Start the server, or correct OPENAI_BASE_URL.',
      );
    case 'answers':
      return probe.models === undefined || probe.models.includes(settings.model)
        ? ok('model', `${settings.model} at ${server}`)
        : warning(
            'model',
            `${server}: has no model ${settings.model}`,
            `Set OPENAI_MODEL to one that it has, such as ${probe.models.slice(0, 3).join(', ') || 'none yet'}.`,
          );
  }
}
