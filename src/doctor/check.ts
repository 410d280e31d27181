/** What was looked at, how it is, and what to do where it is not well. */
export interface Check {
  /** A stable name, for programs: `node`, `sandbox docker`. */
  readonly name: string;
  readonly status:
    | 'ok'
    /** Something does not work that not everybody needs. */
    | 'warning'
    /** Something that is needed does not work. */
    | 'error';
  /** What was found, in a few words. Never a key or a password. */
  readonly found: string;
  /** What to do, as a sentence. */
  readonly advice?: string;
}

export const ok = (name: string, found: string): Check => ({ name, status: 'ok', found });

export const warning = (name: string, found: string, advice: string): Check => ({
  name,
  status: 'warning',
  found,
  advice,
});

export const error = (name: string, found: string, advice: string): Check => ({
  name,
  status: 'error',
  found,
  advice,
});
