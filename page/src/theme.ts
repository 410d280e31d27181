import { useState } from 'preact/hooks';

export type Theme = 'system' | 'light' | 'dark';

const THEMES: readonly Theme[] = ['system', 'light', 'dark'];
const KEY = 'specwright-theme';

/** A frame without rights of its own, in which a report may be shown, has no memory. */
function memory(): Storage | undefined {
  try {
    return localStorage;
  } catch (error) {
    if (error instanceof DOMException) return undefined;
    throw error;
  }
}

const remembered = (): Theme => {
  const found = memory()?.getItem(KEY);
  return THEMES.find((theme) => theme === found) ?? 'system';
};

function show(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
}

/** Shows the theme that was chosen the last time, before anything is drawn. */
export const startTheme = (): void => show(remembered());

/** The theme, and the way to the next one. */
export function useTheme(): readonly [Theme, () => void] {
  const [theme, setTheme] = useState(remembered);
  const next = (): void => {
    const to = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] ?? 'system';
    memory()?.setItem(KEY, to);
    show(to);
    setTheme(to);
  };
  return [theme, next];
}
