import { type ModelProvider, ProviderError } from './provider.ts';

/** For a run in which nothing is left to ask: what passed waits for a person's word alone. */
export const nobody: ModelProvider = {
  name: 'nobody',
  complete: () =>
    Promise.reject(
      new ProviderError(
        'refused',
        'What waited does not pass any more, and no model is asked here. Start anew: specwright fill.',
      ),
    ),
};
