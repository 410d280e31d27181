import type { Diagnostic } from './diagnostics/diagnostic.ts';

/** Why a service cannot be worked on, for the one who asked. */
export class NotReady extends Error {
  override name = 'NotReady';
  readonly diagnostics: readonly Diagnostic[];

  constructor(diagnostics: readonly Diagnostic[]) {
    super(diagnostics.map(({ message }) => message).join('\n'));
    this.diagnostics = diagnostics;
  }
}
