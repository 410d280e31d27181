import { generatedService as serviceIn, type GeneratedService } from '../generated-service.ts';
import type { Terminal } from './terminal.ts';

/** Arguments of commands that work on a generated service. */
export interface ServiceArguments {
  /** The service's folder; the current one by default. */
  readonly out?: string;
  readonly config?: string;
  readonly json?: boolean;
  readonly quiet?: boolean;
}

/**
 * The generated service that a command is about.
 *
 * @throws WorkspaceError when the folder holds none
 * @throws ConfigError
 */
export const generatedService = (
  { out, config }: ServiceArguments,
  { cwd }: Terminal,
): Promise<GeneratedService> => serviceIn(cwd, out, config);
