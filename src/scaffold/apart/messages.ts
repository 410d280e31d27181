import type { Code } from '../code.ts';
import type { TemplateText } from '../pack/layer.ts';
import type { PackError, PackPlace } from '../pack/pack-error.ts';
import type { Job } from '../render-files.ts';
import type { SourceFile } from '../source-file.ts';

/** What the thread that fills templates is handed. */
export interface Request {
  readonly partials: ReadonlyMap<string, TemplateText>;
  /** Modules with helpers, from the pack at the bottom to the one on top. */
  readonly helperModules: readonly TemplateText[];
  readonly jobs: readonly Job[];
  /**
   * Every {@link Code} in the views. A copy of one is a plain object, which nothing tells from data;
   * that this list names it does, since one message keeps identities.
   */
  readonly codes: readonly Code[];
}

/** What it answers. */
export type Answer =
  | { readonly kind: 'begins'; readonly file: string }
  | { readonly kind: 'done'; readonly files: readonly SourceFile[] }
  | {
      readonly kind: 'failed';
      readonly code: PackError['code'];
      readonly message: string;
      readonly place: PackPlace | undefined;
    };
