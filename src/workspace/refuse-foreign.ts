import { foreignEntries } from './disk.ts';
import { workspaceError } from './workspace-error.ts';

/**
 * Refuses a folder that holds files and no lock: it is somebody else's.
 *
 * @throws WorkspaceError naming some of what is there
 */
export function refuseForeign(service: string): void {
  const found = foreignEntries(service);
  if (found.length === 0) return;
  const some =
    found.slice(0, 3).join(', ') + (found.length > 3 ? ` and ${found.length - 3} more` : '');
  throw workspaceError(
    'SW6001',
    `${service} holds files that Specwright did not write (${some}). Choose an empty folder, or use --force to generate beside them: files that are there already stay as they are.`,
  );
}
