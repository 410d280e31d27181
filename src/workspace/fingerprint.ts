import { statSync } from 'node:fs';
import { listSources } from './tree-states.ts';
import { systemCode } from './workspace-error.ts';

/**
 * Tells one state of Specwright's own code from another on this machine, by names, sizes and
 * times: for what is remembered here only, never for what is written to a service.
 */
export function codeFingerprint(folders: readonly string[]): string {
  const files = folders.flatMap((folder) =>
    listCode(folder).map((path) => {
      // `join` would take longer than the look itself.
      const { size, mtimeMs } = statSync(`${folder}/${path}`);
      return `${path} ${size} ${mtimeMs}`;
    }),
  );
  return [process.version, ...files].join('\n');
}

function listCode(folder: string): string[] {
  try {
    return listSources(folder);
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return [];
    throw error;
  }
}
