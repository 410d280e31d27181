import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

/** The public descriptions, which lie beside the repository and never in it. */
const FOLDER = resolve(import.meta.dirname, '../../../shared/corpus');

export const corpusAvailable = existsSync(FOLDER);

/** What a skipped test says. */
export const corpusMissing = 'skipped: ../shared/corpus is not there';

export const corpusFolder = FOLDER;

/** A file of the corpus by its path in it, such as `train/real/gotify.json`. */
export const corpusFile = (relative: string): string => resolve(FOLDER, relative);
