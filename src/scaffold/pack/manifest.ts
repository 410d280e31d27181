/** A package that a generated service depends on: its version, or that with a condition. */
export type Dependency = string | { readonly version: string; readonly when?: string };

/** What `pack.json` says of a pack. */
export interface Manifest {
  readonly name: string;
  readonly version: string;
  /** The pack whose files, partials, conditions and dependencies this one starts from. */
  readonly extends?: string;
  /** Output paths of the extended pack that this one leaves out. */
  readonly without?: readonly string[];
  /** Conditions by output path: `{ "src/auth.ts": "service.secured" }`. */
  readonly when?: Readonly<Record<string, string>>;
  /** What a pack that extends this one must bring. */
  readonly needs?: {
    readonly files?: readonly string[];
    readonly partials?: readonly string[];
  };
  readonly dependencies?: Readonly<Record<string, Dependency>>;
  readonly devDependencies?: Readonly<Record<string, Dependency>>;
}
