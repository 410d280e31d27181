import { isAbsolute } from 'node:path';

/** Whether a reference to a pack is a path, and not the name of a pack or of an npm package. */
export const isPath = (reference: string): boolean =>
  isAbsolute(reference) || /^\.\.?(?:[/\\]|$)/.test(reference) || /^[^@].*[/\\]/.test(reference);
