import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What Arazzo files are called. */
const NAME = /\.arazzo\.(?:ya?ml|json)$/;

/** Whether a file is one of Arazzo by its name. */
export const isArazzoName = (path: string): boolean => NAME.test(path);

/** Arazzo files in the folder of a description, which may be about it; absolute, in a stable order. */
export function arazzoBeside(spec: string): string[] {
  const folder = dirname(spec);
  try {
    return readdirSync(folder)
      .filter(isArazzoName)
      .sort()
      .map((name) => join(folder, name));
  } catch (error) {
    // That the folder is not there is told where the description is read.
    if (error instanceof Error && 'code' in error) return [];
    throw error;
  }
}
