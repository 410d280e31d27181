import { useEffect, useState } from 'preact/hooks';

export const VIEWS = ['diagram', 'operations', 'plan', 'holes', 'runs', 'conflicts'] as const;

export type ViewName = (typeof VIEWS)[number];

/** What is being looked at: `#/holes/closeTicket`. */
export interface Where {
  readonly view: ViewName;
  /** The entity, operation, file, hole or run that is chosen. */
  readonly chosen: string | undefined;
}

const isView = (name: string): name is ViewName => VIEWS.some((view) => view === name);

/** What is being looked at now, whether it is shown yet or not. */
export function currentPlace(): Where {
  const [, view = '', chosen] = /^#\/([a-z]+)(?:\/(.*))?$/.exec(location.hash) ?? [];
  return {
    view: isView(view) ? view : 'diagram',
    chosen: chosen === undefined || chosen === '' ? undefined : decoded(chosen),
  };
}

/** A hash that somebody typed may be no encoding of anything. */
function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}

export const hashOf = (view: ViewName, chosen?: string): string =>
  chosen === undefined ? `#/${view}` : `#/${view}/${encodeURIComponent(chosen)}`;

/** Goes to another view, or chooses something in it. */
export function go(view: ViewName, chosen?: string): void {
  location.hash = hashOf(view, chosen);
}

/** What is being looked at, as the address says. */
export function useWhere(): Where {
  const [where, setWhere] = useState(currentPlace);
  useEffect(() => {
    const onChange = () => setWhere(currentPlace());
    addEventListener('hashchange', onChange);
    return () => removeEventListener('hashchange', onChange);
  }, []);
  return where;
}
