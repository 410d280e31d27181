import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { PackError } from './scaffold/pack/pack-error.ts';
import { contentHash } from './workspace/content-hash.ts';
import { systemCode } from './workspace/workspace-error.ts';

/** A template of a pack that stands in a project, as it was copied there. */
export interface Origin {
  /** The pack with its version: `fastify@1`. */
  readonly pack: string;
  /** Hash of the text. */
  readonly hash: string;
}

/** Where a project's folder of templates keeps what its templates came from. */
const MEMORY = '.specwright';
const LIST = 'ejected.json';

/**
 * Where templates of a project came from: by the file's path in the folder of templates, with the
 * pack, its version and the text, so that a later version can be brought together with the edits.
 */
export class Ejected {
  readonly #folder: string;
  readonly #origins: Map<string, Origin>;

  private constructor(folder: string, origins: Map<string, Origin>) {
    this.#folder = join(folder, MEMORY);
    this.#origins = origins;
  }

  /**
   * @param folder of templates; it need not exist
   * @throws PackError where the list cannot be used
   */
  static async in(folder: string): Promise<Ejected> {
    const text = await readText(join(folder, MEMORY, LIST));
    return new Ejected(folder, new Map(Object.entries(parseList(folder, text ?? '{}'))));
  }

  get files(): readonly string[] {
    return [...this.#origins.keys()].sort();
  }

  originOf(file: string): Origin | undefined {
    return this.#origins.get(file);
  }

  /** The text that a file came from; undefined where it is not there any more, or is another. */
  async textOf(file: string): Promise<string | undefined> {
    const text = await readText(this.#pathOf(file));
    return text !== undefined && contentHash(text) === this.#origins.get(file)?.hash
      ? text
      : undefined;
  }

  async remember(file: string, pack: string, text: string): Promise<void> {
    this.#origins.set(file, { pack, hash: contentHash(text) });
    await writeText(this.#pathOf(file), text);
    await this.#save();
  }

  async forget(file: string): Promise<void> {
    this.#origins.delete(file);
    await rm(this.#pathOf(file), { force: true });
    await this.#save();
  }

  #pathOf(file: string): string {
    return join(this.#folder, 'base', file);
  }

  /** Sorted, an entry a line, so that git merges two branches line by line. */
  async #save(): Promise<void> {
    const lines = this.files.map(
      (file) => `  ${JSON.stringify(file)}: ${JSON.stringify(this.#origins.get(file))}`,
    );
    const text = lines.length === 0 ? '{}\n' : `{\n${lines.join(',\n')}\n}\n`;
    await writeText(join(this.#folder, LIST), text);
  }
}

/** A path of a template that leads nowhere else. */
const PLAIN = /^(?!\/)(?!(?:.*\/)?\.\.?\/)[^\\:]+\.hbs$/;

function parseList(folder: string, text: string): Record<string, Origin> {
  const broken = (what: string) =>
    new PackError('SW3015', `This list of ejected templates ${what}. Take the one that git has.`, {
      file: join(folder, MEMORY, LIST),
    });
  let list: unknown;
  try {
    list = JSON.parse(text);
  } catch {
    throw broken('is no JSON');
  }
  if (typeof list !== 'object' || list === null) throw broken('is no object');
  for (const [file, origin] of Object.entries(list) as [string, Partial<Origin> | null][])
    if (!PLAIN.test(file) || typeof origin?.pack !== 'string' || typeof origin.hash !== 'string')
      throw broken(`has an entry ${JSON.stringify(file)} that cannot be used`);
  return list as Record<string, Origin>;
}

/** The text of a file; undefined where there is none. */
export async function readText(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(systemCode(error) ?? '')) return undefined;
    throw error;
  }
}

export async function writeText(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
}
