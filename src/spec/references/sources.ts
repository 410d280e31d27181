import type { Diagnostic, DiagnosticCodeOf } from '../../diagnostics/diagnostic.ts';
import type { Findings } from '../findings.ts';
import { isObject } from '../json.ts';
import { tokensOf } from '../pointer.ts';
import type { Place } from '../read/place.ts';
import { type ReadLimits, readSource } from '../read/read-source.ts';
import type { Source } from '../read/source.ts';
import { fetchSource, isRemote } from './fetch-source.ts';
import { externalReferences } from './external-references.ts';
import { absolute, type NamedSchemas, namedSchemas } from './named-schemas.ts';
import { decode, readReference } from './reference.ts';

export interface SourceLimits extends ReadLimits {
  /** Hosts whose files may be fetched, as `host` or `host:port`. */
  readonly allowRemote: readonly string[];
  readonly signal?: AbortSignal | undefined;
}

/** As many files as a description may be spread over, and as many are read at once. */
const MOST_FILES = 20_000;
const AT_ONCE = 64;

/** How many references may follow each other before something stands there. */
const MOST_HOPS = 100;

/** All files of a description, each read once. */
export class Sources {
  readonly #limits: SourceLimits;
  readonly #findings: Findings;
  readonly #byAddress = new Map<string, Source>();
  /** What kept a file from being read; told where a reference needs it, and not before. */
  readonly #unread = new Map<string, Diagnostic>();
  readonly #named = new Map<Source, NamedSchemas>();

  constructor(limits: SourceLimits, findings: Findings) {
    this.#limits = limits;
    this.#findings = findings;
  }

  get all(): Iterable<Source> {
    return this.#byAddress.values();
  }

  /**
   * Reads every file that a file and they refer to.
   *
   * @throws the signal's reason when it aborts
   */
  async load(main: Source): Promise<void> {
    this.#byAddress.set(main.address, main);
    for (let pending = [main]; pending.length > 0;) {
      const wanted = new Set<string>();
      for (const source of pending) {
        for (const address of externalReferences(source, this.#limits.allowRemote)) {
          if (!this.#byAddress.has(address) && !this.#unread.has(address)) wanted.add(address);
        }
      }
      const addresses = [...wanted].slice(0, Math.max(0, MOST_FILES - this.#byAddress.size));
      pending = [];
      for (let from = 0; from < addresses.length; from += AT_ONCE) {
        this.#limits.signal?.throwIfAborted();
        const read = await Promise.all(
          addresses.slice(from, from + AT_ONCE).map((address) => this.#read(address)),
        );
        pending.push(...read.filter((source) => source !== undefined));
      }
    }
  }

  async #read(address: string): Promise<Source | undefined> {
    const { allowRemote } = this.#limits;
    const result = isRemote(address)
      ? await fetchSource(address, { ...this.#limits, hosts: allowRemote })
      : await readSource(address, this.#limits);
    if ('problem' in result) {
      this.#unread.set(address, result.problem);
      return undefined;
    }
    this.#byAddress.set(address, result.source);
    for (const warning of result.warnings) this.#findings.located(warning);
    return result.source;
  }

  /** What a reference leads to, where leading nowhere is no fault. */
  find(reference: string, from: Place): Place | undefined {
    const found = this.#target(reference, from);
    return 'place' in found ? found.place : undefined;
  }

  /** What a reference leads to; `undefined` when it leads nowhere, which becomes a finding. */
  resolve(reference: string, from: Place): Place | undefined {
    const found = this.#target(reference, from);
    if ('place' in found) return found.place;
    if (found.located) this.#findings.located(found.located);
    else this.#findings.error(found.code, from.child('$ref'), found.message);
    return undefined;
  }

  #target(reference: string, from: Place): Found {
    const named = this.#byId(reference, from);
    if (named) return { place: named };
    const read = readReference(reference, from.source.address);
    if (read.to === 'forbidden') {
      return {
        code: 'SW1103',
        message: `${quoted(reference)} is not followed: ${read.why}. Copy the file beside the description and refer to the copy.`,
      };
    }
    if (read.to === 'remote' && !this.#limits.allowRemote.includes(read.host)) {
      return {
        code: 'SW1103',
        message: `${quoted(reference)} is remote and is not fetched. Save a copy beside the description, or allow it with --allow-remote ${read.host}.`,
      };
    }
    const address = read.to === 'here' ? from.source.address : read.address;
    const source = read.to === 'here' ? from.source : this.#byAddress.get(address);
    if (!source) return this.#unreadFile(reference, address);
    const place = this.#inside(source, read.fragment);
    if (place) return { place };
    const where = source === from.source ? '' : ` in ${source.file}`;
    return {
      code: 'SW1101',
      message: `${quoted(reference)} leads nowhere${where}. Correct it, or add what it should lead to.`,
    };
  }

  #unreadFile(reference: string, address: string): Found {
    const problem = this.#unread.get(address);
    if (!problem) {
      return {
        code: 'SW1101',
        message: `${quoted(reference)} is not read: the description has more than ${MOST_FILES} files.`,
      };
    }
    if (problem.code === 'SW1001') return { code: 'SW1101', message: problem.message };
    if (problem.code === 'SW1102' || problem.code === 'SW1106')
      return { code: problem.code, message: problem.message };
    // Its text is at fault: the place to look at is there.
    return { code: 'SW1003', message: problem.message, located: problem };
  }

  /** Schemas that declare an identifier are found by it, whatever address they have. */
  #byId(reference: string, from: Place): Place | undefined {
    if (!reference.includes(':') || reference.startsWith('#')) return undefined;
    const [id = '', fragment = ''] = reference.split('#', 2);
    const place = this.#names(from.source).ids.get(absolute(id, undefined));
    if (!place || fragment === '') return place;
    return fragment.startsWith('/')
      ? this.#walk(place, fragment)
      : this.#names(from.source).anchors.get(fragment);
  }

  #names(source: Source): NamedSchemas {
    const known = this.#named.get(source) ?? namedSchemas(source);
    this.#named.set(source, known);
    return known;
  }

  #inside(source: Source, fragment: string): Place | undefined {
    const written = this.#fragment(source, fragment);
    // A fragment is percent-encoded (RFC 6901, section 6); people forget, so the letter goes first.
    return (
      written ?? (fragment.includes('%') ? this.#fragment(source, decode(fragment)) : undefined)
    );
  }

  #fragment(source: Source, fragment: string): Place | undefined {
    if (fragment === '') return source.root;
    if (fragment.startsWith('/')) return this.#walk(source.root, fragment);
    return this.#names(source).anchors.get(fragment);
  }

  /** Follows a pointer, through references that stand in its way. */
  #walk(root: Place, pointer: string): Place | undefined {
    let place = root;
    for (const token of tokensOf(pointer)) {
      let next = place.child(token);
      for (let hops = 0; next.value === undefined && hops < MOST_HOPS; hops += 1) {
        const { value } = place;
        if (!isObject(value) || typeof value.$ref !== 'string') return undefined;
        const read = readReference(value.$ref, place.source.address);
        const source =
          read.to === 'here'
            ? place.source
            : read.to === 'forbidden'
              ? undefined
              : this.#byAddress.get(read.address);
        // One step only: pointers through pointers through references need no support.
        const target =
          source && read.to !== 'forbidden' && plainWalk(source.root, decode(read.fragment));
        if (!target) return undefined;
        place = target;
        next = place.child(token);
      }
      if (next.value === undefined) return undefined;
      place = next;
    }
    return place;
  }
}

type Found =
  | { readonly place: Place }
  | {
      readonly code: DiagnosticCodeOf<'SW1'>;
      readonly message: string;
      readonly located?: Diagnostic;
    };

function plainWalk(root: Place, pointer: string): Place | undefined {
  let place = root;
  for (const token of tokensOf(pointer)) {
    place = place.child(token);
    if (place.value === undefined) return undefined;
  }
  return place;
}

/** Text of the description in a message: never longer than a line. */
export const quoted = (text: string): string =>
  text.length > 100 ? `${text.slice(0, 99)}…` : text;
