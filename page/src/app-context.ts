import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { ModelView, Place } from '../../src/view/model-types.ts';
import type { StateView } from '../../src/view/state-types.ts';
import type { Loaded } from './use-loaded.ts';

/** What every view shares. */
export interface App {
  readonly model: Loaded<ModelView>;
  readonly state: Loaded<StateView>;
  /** Asks for everything again. */
  readonly reload: () => void;
  /** Opens the description at a place. */
  readonly showSource: (place: Place) => void;
}

export const AppContext = createContext<App | undefined>(undefined);

export function useApp(): App {
  const app = useContext(AppContext);
  if (!app) throw new Error('A view stands outside the page.');
  return app;
}

/** The model, in views that are only shown once it is there. */
export function useModel(): ModelView {
  const { value } = useApp().model;
  if (!value) throw new Error('A view is shown before the model is there.');
  return value;
}
