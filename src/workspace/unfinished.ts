import { existsSync } from 'node:fs';
import { statePaths } from './service-folder.ts';

/** Whether a run died in the middle of a write, so that the folder is neither old nor new. */
export const isUnfinished = (service: string): boolean => existsSync(statePaths(service).journal);
