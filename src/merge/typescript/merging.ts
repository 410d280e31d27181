import type { ts } from 'ts-morph';
import type { Three } from '../merge-lines.ts';
import type { Part } from '../part.ts';

/** Names whose imports are not decided by the imports alone, but by the code that uses them. */
export interface ImportNeeds {
  /** No longer imported by what is generated, but used by what a person wrote. */
  readonly kept: ReadonlySet<string>;
  /** Imported no more by a person, but used by what is newly generated. */
  readonly restored: ReadonlySet<string>;
  /** Imported by what is generated, and used by nothing that is left. */
  readonly unused: ReadonlySet<string>;
}

/** What the parts of one merge share. */
export interface Merging {
  readonly path: string;
  /** Whether equal texts end the search for changes; without, the same must come out. */
  readonly shortcuts: boolean;
  readonly imports: ImportNeeds;
  /** Merges what is inside an item. */
  readonly nodes: (nodes: Three<ts.Node>, name: string) => Part[];
}

/** The side that changed; a person's where both did. */
export const pick = <Value>({ base, ours, theirs }: Three<Value>): Value =>
  ours === base ? theirs : ours;
