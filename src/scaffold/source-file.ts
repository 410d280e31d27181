/** One file of a generated service, as text, before anything is written. */
export interface SourceFile {
  /** Relative to the service's folder, with forward slashes; never leads out of it. */
  readonly path: string;
  readonly text: string;
}
