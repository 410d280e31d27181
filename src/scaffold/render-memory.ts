import { hash } from 'node:crypto';
import type { TextCache } from '../workspace/run-cache.ts';
import { formatKey } from './format.ts';
import type { Pack } from './pack/compose.ts';
import type { TemplateText } from './pack/layer.ts';
import type { SourceFile } from './source-file.ts';
import type { Views } from './views.ts';
import { seenBy, type Wanted } from './wanted-files.ts';

/** Stands for the names of all members that all templates see; no member is called so. */
const NAMES = '';

/**
 * Knows which files would come out as they did before. What all templates see changes with each
 * entity, and most of them read little of it: so each is watched while it is filled, and what it
 * read is remembered for its file («verifying traces» in Mokhov, Mitchell and Peyton Jones, «Build
 * systems à la carte», 2018). While that and the file's own view are the same, it would do the same
 * again: templates only print what they see, and views are plain data but for `Code`, which always
 * stands where only code may.
 */
export class RenderMemory {
  readonly #cache: TextCache;
  readonly #views: Pick<Views, 'service'>;
  readonly #partials: string;
  /** Of members that all templates see, by name. */
  readonly #members = new Map<string, string>();
  readonly #templates = new Map<TemplateText, string>();
  readonly #watched: { readonly wanted: Wanted; readonly read: ReadonlySet<string> }[] = [];

  /** @param pack one whose helpers are all this package's own */
  constructor(
    cache: TextCache,
    { partials }: Pick<Pack, 'partials'>,
    views: Pick<Views, 'service'>,
  ) {
    this.#cache = cache;
    this.#views = views;
    this.#partials = digest(Array.from(partials, ([name, { text }]) => [name, text]));
  }

  /** The file as it was formatted, if it would come out the same. */
  recall(wanted: Wanted): SourceFile | undefined {
    const read = this.#cache.get(this.#traceKey(wanted));
    // The cache is read only when it is whole, and only `keep` writes these keys.
    const key = read && this.#cache.get(this.#key(wanted, JSON.parse(read) as string[]));
    const text = key && this.#cache.get(key);
    return text === undefined ? undefined : { path: wanted.path, text };
  }

  /** What a file's template is to be filled with, so that {@link keep} knows what it read. */
  watch(wanted: Wanted): object {
    const read = new Set<string>();
    this.#watched.push({ wanted, read });
    const note = (name: string | symbol): void => {
      if (typeof name === 'string' && !Object.hasOwn(wanted.own, name)) read.add(name);
    };
    return new Proxy(seenBy(wanted.own, this.#views), {
      get: (view, name): unknown => {
        note(name);
        return Reflect.get(view, name);
      },
      getOwnPropertyDescriptor: (view, name) => {
        note(name);
        return Reflect.getOwnPropertyDescriptor(view, name);
      },
      has: (view, name) => {
        note(name);
        return Reflect.has(view, name);
      },
      ownKeys: (view) => {
        read.add(NAMES);
        return Reflect.ownKeys(view);
      },
    });
  }

  /** Remembers what became of the files that were watched, in their order, before it is formatted. */
  keep(rendered: readonly SourceFile[]): void {
    this.#watched.splice(0).forEach(({ wanted, read }, index) => {
      const file = rendered[index];
      const key = file && formatKey(file);
      if (key === undefined) return;
      const names = [...read].sort();
      this.#cache.set(this.#traceKey(wanted), JSON.stringify(names));
      this.#cache.set(this.#key(wanted, names), key);
    });
  }

  #traceKey({ template, path }: Wanted): string {
    return `${this.#templateDigest(template)} ${path}`;
  }

  #key({ template, path, own }: Wanted, names: readonly string[]): string {
    const members = names.map((name) => [name, this.#memberDigest(name)]);
    return digest(['render', this.#templateDigest(template), path, members, own]);
  }

  /** Of the template and all that it may include. */
  #templateDigest(template: TemplateText): string {
    const known = this.#templates.get(template);
    if (known !== undefined) return known;
    const made = digest([template.text, this.#partials]);
    this.#templates.set(template, made);
    return made;
  }

  #memberDigest(name: string): string {
    const known = this.#members.get(name);
    if (known !== undefined) return known;
    const { service } = this.#views;
    const member = Object.hasOwn(service, name) ? service[name] : undefined;
    const made = digest(name === NAMES ? Object.keys(service) : member);
    this.#members.set(name, made);
    return made;
  }
}

const digest = (value: unknown): string => hash('sha256', JSON.stringify([value]));
