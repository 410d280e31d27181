import type { SourceLocation } from '../../diagnostics/diagnostic.ts';
import { sourceFrame } from '../../diagnostics/frame.ts';
import { Lines } from '../../diagnostics/lines.ts';
import type { SourcePointer } from '../document.ts';
import { join, tokensOf } from '../pointer.ts';
import { jsonTree } from './json-text.ts';
import { lenientYamlTree } from './lenient-yaml.ts';
import { Place } from './place.ts';
import type { TextTree } from './text-tree.ts';
import { yamlTree } from './yaml-text.ts';

/** What a file was read as. */
export type Syntax = 'json' | 'yaml' | 'lenient-yaml';

const TREES: Readonly<Record<Syntax, (text: string) => TextTree>> = {
  json: jsonTree,
  yaml: yamlTree,
  'lenient-yaml': lenientYamlTree,
};

/** A place in the text of a file. */
export interface Written {
  readonly source: Source;
  readonly pointer: string;
}

/** One file of a description, parsed; positions are found only when something asks for them. */
export class Source {
  /** As diagnostics name it: relative to the working directory, with forward slashes; or a URL. */
  readonly file: string;
  /** Absolute path or URL, which relative references start from. */
  readonly address: string;
  readonly text: string;
  readonly value: unknown;
  readonly syntax: Syntax;
  /** Parts of the value that were not written here: an overlay brought or moved them. */
  readonly grafts: ReadonlyMap<object, Written>;
  #tree: TextTree | undefined;
  #lines: Lines | undefined;

  constructor(
    file: string,
    address: string,
    text: string,
    value: unknown,
    syntax: Syntax,
    grafts: ReadonlyMap<object, Written> = new Map(),
  ) {
    this.file = file;
    this.address = address;
    this.text = text;
    this.value = value;
    this.syntax = syntax;
    this.grafts = grafts;
  }

  get root(): Place {
    return new Place(this, undefined, '', this.value);
  }

  /** The same file with another value, in which grafts say what did not stand here. */
  withValue(value: unknown, grafts: ReadonlyMap<object, Written>): Source {
    return new Source(this.file, this.address, this.text, value, this.syntax, grafts);
  }

  /** Line and column of a value; of its nearest parent that exists when it does not. */
  locate(pointer: string): SourceLocation {
    const { start } = this.#find(pointer);
    return { file: this.file, ...this.lines.position(start) };
  }

  /** A scalar as it is written, quotes and all. */
  written(pointer: string): string {
    const { start, end } = this.#find(pointer);
    return this.text.slice(start, end).trim();
  }

  frame(location: SourceLocation): string {
    return sourceFrame(this.lines, location);
  }

  get lines(): Lines {
    return (this.#lines ??= new Lines(this.text));
  }

  get tree(): TextTree {
    return (this.#tree ??= TREES[this.syntax](this.text));
  }

  #find(pointer: string): { readonly start: number; readonly end: number } {
    return this.tree.find(tokensOf(pointer));
  }
}

/** Where a place is written: in its own file, or in the overlay that brought it. */
export function writtenAt(place: Place): Written {
  const below: string[] = [];
  for (let at: Place | undefined = place; at; at = at.parent) {
    const { value, source } = at;
    const graft =
      typeof value === 'object' && value !== null ? source.grafts.get(value) : undefined;
    if (graft) return { source: graft.source, pointer: join(graft.pointer, ...below.reverse()) };
    below.push(at.token);
  }
  return { source: place.source, pointer: place.pointer };
}

export const sourcePointer = (place: Place): SourcePointer => {
  const { source, pointer } = writtenAt(place);
  return { file: source.file, pointer };
};
