import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * The path of a module of this folder that is not imported but started, by its name without
 * extension: `.ts` in a checkout, `.js` in the published package, as this file has itself.
 */
export function siblingPath(name: string): string {
  return fileURLToPath(new URL(`./${name}${extname(import.meta.url)}`, import.meta.url));
}
