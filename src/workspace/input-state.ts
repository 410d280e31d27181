import { resolve } from 'node:path';
import { contentHash } from './content-hash.ts';
import { fileState, type FileState } from './file-state.ts';
import { folderState, isFolderInput } from './folder-state.ts';

/** The state of something that a service is generated from; undefined where it is gone. */
export function inputState(
  service: string,
  path: string,
  known?: FileState,
): FileState | undefined {
  const input = resolve(service, path);
  return isFolderInput(path) ? folderState(input, known) : fileState(input, contentHash, known);
}
