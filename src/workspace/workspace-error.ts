import { type Diagnostic, diagnostic, type DiagnosticCodeOf } from '../diagnostics/diagnostic.ts';

/** Something about the output folder that a person can put right. Nothing was written. */
export class WorkspaceError extends Error {
  readonly diagnostics: readonly Diagnostic[];

  constructor(diagnostics: readonly Diagnostic[], options?: ErrorOptions) {
    super(diagnostics.map(({ message }) => message).join('\n'), options);
    this.name = 'WorkspaceError';
    this.diagnostics = diagnostics;
  }
}

export function workspaceError(
  code: DiagnosticCodeOf<'SW6'>,
  message: string,
  options?: ErrorOptions,
): WorkspaceError {
  return new WorkspaceError([diagnostic(code, 'error', message)], options);
}

/** The `code` of an error of the operating system, such as `ENOSPC`. */
export function systemCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : undefined;
}

const REASONS: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full. Free some space',
  EDQUOT: 'the disk quota is used up. Free some space',
  EFBIG: 'a file would be larger than allowed. Raise the limit (ulimit -f)',
  EROFS: 'the file system is read-only. Choose another folder with --out',
  EACCES:
    'permission is denied. Change the permissions of the folder, or choose another one with --out',
  EPERM:
    'the operation is not permitted. Change the permissions of the folder, or choose another one with --out',
  ENOTDIR: 'a part of its path is a file. Move that file away, or choose another folder with --out',
  EISDIR: 'a folder stands where a file belongs. Move it away',
  ENAMETOOLONG: 'the path is too long. Choose a folder with a shorter path',
  EMFILE: 'too many files are open. Raise the limit (ulimit -n)',
  EBUSY: 'another program uses it. Close that program',
};

/** Says what to do about an error of the operating system; other errors stay what they are. */
export function writeFailure(error: unknown, folder: string): unknown {
  const reason = REASONS[systemCode(error) ?? ''];
  if (reason === undefined) return error;
  const message = `${folder} cannot be written: ${reason}, and run the command again. Nothing was changed.`;
  return workspaceError('SW6008', message, { cause: error });
}
