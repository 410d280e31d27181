import { dirname, resolve } from 'node:path';
import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.ts';
import { valueAt } from './pointer.ts';
import { type ReadLimits, readSource, type Source } from './source.ts';

/** A place in a file of the description: a node together with where it stands. */
export interface Place {
  readonly source: Source;
  readonly pointer: string;
}

/** All files of a description, each read once. */
export class Sources {
  readonly byPath = new Map<string, Source>();
  readonly problems: Diagnostic[] = [];
  readonly #limits: ReadLimits;

  constructor(limits: ReadLimits) {
    this.#limits = limits;
  }

  /** Reads a file and every file that it and they refer to. */
  async load(path: string): Promise<Source | undefined> {
    const first = await this.#read(path);
    let pending = first ? [first] : [];
    while (pending.length > 0) {
      const wanted = new Map<string, Place>();
      for (const source of pending) {
        for (const { file, pointer } of externalFiles(source)) {
          if (!this.byPath.has(file) && !wanted.has(file)) wanted.set(file, { source, pointer });
        }
      }
      const read = await Promise.all([...wanted].map(([file, from]) => this.#read(file, from)));
      pending = read.filter((source) => source !== undefined);
    }
    return first;
  }

  async #read(path: string, from?: Place): Promise<Source | undefined> {
    const result = await readSource(path, this.#limits);
    if ('source' in result) {
      this.byPath.set(path, result.source);
      return result.source;
    }
    const { problem } = result;
    if (from && (problem.code === 'SW1001' || problem.code === 'SW1102')) {
      const location = from.source.locate(from.pointer);
      const code = problem.code === 'SW1001' ? 'SW1101' : problem.code;
      this.problems.push(
        diagnostic(code, 'error', problem.message, location, from.source.frame(location)),
      );
    } else {
      this.problems.push(problem);
    }
    return undefined;
  }

  /** What a reference leads to, where leading nowhere is no fault. */
  find(reference: string, from: Place): Place | undefined {
    const [file = '', fragment = ''] = splitReference(reference);
    if (isRemote(file)) return undefined;
    const source = file === '' ? from.source : this.byPath.get(filePath(from.source, file));
    const pointer = decode(fragment);
    return source && valueAt(source.value, pointer) !== undefined ? { source, pointer } : undefined;
  }

  /** What a reference leads to; `undefined` when it leads nowhere, which is noted once. */
  resolve(reference: string, from: Place): Place | undefined {
    const [file = '', fragment = ''] = splitReference(reference);
    if (isRemote(file)) {
      return this.#refuse(
        'SW1103',
        from,
        `${reference} is remote and is not read. Save it beside the description and refer to the copy.`,
      );
    }
    const source = file === '' ? from.source : this.byPath.get(filePath(from.source, file));
    if (!source) return undefined;
    const pointer = valueAt(source.value, fragment) === undefined ? decode(fragment) : fragment;
    if (pointer !== '' && !pointer.startsWith('/')) {
      const anchor = findAnchor(source.value, pointer);
      if (anchor !== undefined) return { source, pointer: anchor };
    }
    if (valueAt(source.value, pointer) === undefined) {
      return this.#refuse(
        'SW1101',
        from,
        `${reference} leads nowhere. Correct it, or add what it should lead to.`,
      );
    }
    return { source, pointer };
  }

  readonly #noted = new Set<string>();

  #refuse(code: Diagnostic['code'], from: Place, message: string): undefined {
    const key = `${from.source.file}${from.pointer}`;
    if (this.#noted.has(key)) return undefined;
    this.#noted.add(key);
    const location = from.source.locate(`${from.pointer}/$ref`);
    this.problems.push(diagnostic(code, 'error', message, location, from.source.frame(location)));
    return undefined;
  }
}

const splitReference = (reference: string): [string, string] => {
  const hash = reference.indexOf('#');
  return hash < 0 ? [reference, ''] : [reference.slice(0, hash), reference.slice(hash + 1)];
};

const isRemote = (file: string): boolean => /^[a-z][a-z\d+.-]+:|^\/\//i.test(file);

function filePath(source: Source, file: string): string {
  return resolve(dirname(source.path), decode(file));
}

/** Percent-encoding that is not valid stands for itself. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Files that the references of one file name, with the first place of each. */
function externalFiles(source: Source): { file: string; pointer: string }[] {
  const found = new Map<string, string>();
  const stack: { value: unknown; pointer: string }[] = [{ value: source.value, pointer: '' }];
  const seen = new Set<object>();
  for (let entry = stack.pop(); entry; entry = stack.pop()) {
    const { value, pointer } = entry;
    if (typeof value !== 'object' || value === null || seen.has(value)) continue;
    seen.add(value);
    for (const [key, member] of Object.entries(value)) {
      if (key === '$ref' && typeof member === 'string') {
        const [file] = splitReference(member);
        if (file !== '' && !isRemote(file)) {
          const path = filePath(source, file);
          if (!found.has(path)) found.set(path, `${pointer}/$ref`);
        }
      } else if (!OPAQUE.has(key)) {
        stack.push({
          value: member,
          pointer: `${pointer}/${key.replace(/~/g, '~0').replace(/\//g, '~1')}`,
        });
      }
    }
  }
  return [...found].map(([file, pointer]) => ({ file, pointer }));
}

/** Members whose content is data, where `$ref` means nothing. */
const OPAQUE = new Set(['example', 'default', 'enum', 'const']);

/** The pointer of the schema that declares a plain-name anchor (JSON Schema 2020-12, section 8.2.2). */
function findAnchor(root: unknown, name: string): string | undefined {
  const stack: { value: unknown; pointer: string }[] = [{ value: root, pointer: '' }];
  const seen = new Set<object>();
  for (let entry = stack.pop(); entry; entry = stack.pop()) {
    const { value, pointer } = entry;
    if (typeof value !== 'object' || value === null || seen.has(value)) continue;
    seen.add(value);
    const { $anchor, $dynamicAnchor } = value as { $anchor?: unknown; $dynamicAnchor?: unknown };
    if ($anchor === name || $dynamicAnchor === name) return pointer;
    for (const [key, member] of Object.entries(value)) {
      stack.push({
        value: member,
        pointer: `${pointer}/${key.replace(/~/g, '~0').replace(/\//g, '~1')}`,
      });
    }
  }
  return undefined;
}
