import { writeFile } from 'node:fs/promises';
import { relative, resolve, sep } from 'node:path';
import { configError } from '../config/config-error.ts';
import type { Explanation } from '../api/explain.ts';
import { count } from './table.ts';
import type { Terminal } from './terminal.ts';

export interface OverlayArguments {
  readonly overlay: string;
  readonly force?: boolean;
  readonly quiet?: boolean;
  readonly json?: boolean;
}

/**
 * `explain --overlay FILE`: the choices as an OpenAPI Overlay, to be edited and applied.
 *
 * @throws ConfigError when the file is there already, or there is nothing to say
 */
export async function writeOverlay(
  told: Explanation,
  { overlay, force = false, quiet = false, json = false }: OverlayArguments,
  terminal: Terminal,
): Promise<void> {
  const path = resolve(terminal.cwd, overlay);
  const shown = relative(terminal.cwd, path).split(sep).join('/');
  const { text, actions, left } = told.overlay;
  if (actions === 0)
    throw configError(
      'SW7011',
      left.length === 0
        ? `${told.file} has no operations, so that there is nothing to choose.`
        : `No choice stands in ${told.file} itself, and an overlay reaches no other file. Say it there with x-specwright.`,
    );
  await write(path, shown, text, force);
  if (json) {
    terminal.out(`${JSON.stringify({ overlay: shown, choices: actions, left }, null, 2)}\n`);
  } else if (!quiet) {
    const rest = left.length === 0 ? '' : ` ${count(left.length, 'choice')} cannot be said there.`;
    terminal.out(
      `Wrote ${count(actions, 'choice')} to ${shown}.${rest} Edit it, and apply it:\n  specwright generate ${told.file} --overlay ${shown} --out DIR\n`,
    );
  }
}

async function write(path: string, shown: string, text: string, force: boolean): Promise<void> {
  try {
    await writeFile(path, text, { flag: force ? 'w' : 'wx' });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    const message =
      error.code === 'EEXIST'
        ? `${shown} exists already, and may have been edited. Name another file, or replace it with --force.`
        : `${shown} cannot be written: ${error.message}.`;
    throw configError('SW7010', message, { cause: error });
  }
}
