import { join, relative, sep } from 'node:path';
import { closest } from '../config/closest.ts';
import { configError } from '../config/config-error.ts';
import { type ProjectPack, resolvePack } from '../config/resolve-pack.ts';
import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.ts';
import { Ejected, readText, writeText } from '../ejected.ts';
import type { Pack } from '../scaffold/pack/compose.ts';

/** Which templates are meant. */
export interface EjectRequest {
  /** The working directory; that of the process when nothing is said. */
  readonly cwd?: string | undefined;
  readonly config?: string | undefined;
  /** The template pack; that of the configuration when nothing is said. */
  readonly pack?: string | undefined;
  /** The folder of the service whose pack and templates are meant; those of the project by default. */
  readonly out?: string | undefined;
  /** By the path of their output (`src/app.ts`) or their name (`partials/app-type`). */
  readonly templates?: readonly string[] | undefined;
  /** Every template of the pack. */
  readonly all?: boolean | undefined;
  /** Bring what the pack has changed since into those that were ejected. */
  readonly upgrade?: boolean | undefined;
}

/** A template of the pack or of the project, and what has become of it. */
export interface EjectedTemplate {
  /** Its file in a folder of templates: `src/app.ts.hbs`. */
  readonly file: string;
  /**
   * `pack`: as the pack has it; `own`: the project's, and never ejected; `current`: ejected from what
   * the pack has now; `outdated`: the pack has changed since; `dropped`: the pack has it no longer.
   * Of what was done: `ejected`, `upgraded`, `conflict`.
   */
  readonly state:
    'pack' | 'own' | 'current' | 'outdated' | 'dropped' | 'ejected' | 'upgraded' | 'conflict';
}

export interface EjectResult {
  readonly outcome: 'done' | 'conflict' | 'refused';
  /** The folder of the project's templates, relative to the working directory. */
  readonly folder: string;
  readonly templates: readonly EjectedTemplate[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Copies templates of the pack into the project, where they stand in for the pack's, or brings those
 * up to date that were copied: `specwright eject`. Lists them where none is named.
 *
 * @throws ConfigError when the request or the configuration cannot be understood
 */
export async function eject(request: EjectRequest): Promise<EjectResult> {
  const cwd = request.cwd ?? process.cwd();
  const project = await resolvePack(cwd, request);
  const folder = relative(cwd, project.templates).split(sep).join('/');
  const refused = (found: Diagnostic): EjectResult => ({
    outcome: 'refused',
    folder,
    templates: [],
    diagnostics: [found],
  });
  const [{ loadPack }, { PackError }] = await Promise.all([
    import('../scaffold/pack/load-pack.ts'),
    import('../scaffold/pack/pack-error.ts'),
  ]);
  try {
    const { pack, packsFrom } = project;
    const work = new Ejection(project, loadPack({ pack, packsFrom }), folder);
    const wanted = work.filesOf(request.templates ?? []);
    const ejected = await Ejected.in(project.templates);
    if (request.upgrade === true) return await work.upgrade(wanted, ejected);
    if (request.all === true) return await work.copy(work.files, ejected);
    return wanted.length === 0 ? await work.list(ejected) : await work.copy(wanted, ejected);
  } catch (error) {
    if (error instanceof PackError) return refused(error.diagnosticIn(cwd));
    throw error;
  }
}

class Ejection {
  readonly #project: ProjectPack;
  readonly #pack: Pack;
  /** Of templates, as a person reads it. */
  readonly #shown: string;
  /** The texts of the pack by their files. */
  readonly #texts: ReadonlyMap<string, string>;

  constructor(project: ProjectPack, pack: Pack, shown: string) {
    this.#project = project;
    this.#pack = pack;
    this.#shown = shown;
    this.#texts = new Map([
      ...pack.templates.map(({ path, text }) => [`${path}.hbs`, text] as const),
      ...Array.from(pack.partials, ([name, { text }]) => [`partials/${name}.hbs`, text] as const),
    ]);
  }

  get files(): readonly string[] {
    return [...this.#texts.keys()].sort();
  }

  /** @throws ConfigError for a name that is no template's */
  filesOf(names: readonly string[]): readonly string[] {
    return names.map((name) => {
      const file = name.endsWith('.hbs') ? name : `${name}.hbs`;
      if (this.#texts.has(file)) return file;
      const guess = closest(file, this.files);
      const hint =
        guess === undefined ? 'Run specwright eject to list them.' : `Did you mean ${guess}?`;
      throw configError('SW7001', `The pack has no template ${name}. ${hint}`);
    });
  }

  async list(ejected: Ejected): Promise<EjectResult> {
    const all = [...new Set([...this.files, ...ejected.files])].sort();
    return this.#result(
      await Promise.all(
        all.map(async (file) => ({ file, state: await this.#stateOf(file, ejected) })),
      ),
    );
  }

  /** Nothing is copied where one of them would be written over. */
  async copy(files: readonly string[], ejected: Ejected): Promise<EjectResult> {
    const taken: string[] = [];
    for (const file of files) if ((await this.#read(file)) !== undefined) taken.push(file);
    if (taken.length > 0)
      return this.#result(
        [],
        taken.map((file) =>
          this.#told(
            'SW3014',
            file,
            `${this.#path(file)} is there already. Edit it, or delete it to have the pack's again.`,
          ),
        ),
        'refused',
      );
    for (const file of files) {
      const text = this.#texts.get(file) ?? '';
      await writeText(join(this.#project.templates, file), text);
      await ejected.remember(file, this.#pack.label, text);
    }
    return this.#result(files.map((file) => ({ file, state: 'ejected' })));
  }

  async upgrade(wanted: readonly string[], ejected: Ejected): Promise<EjectResult> {
    const files = wanted.length === 0 ? ejected.files : wanted;
    const templates: EjectedTemplate[] = [];
    const diagnostics: Diagnostic[] = [];
    for (const file of files) {
      const state = await this.#stateOf(file, ejected);
      if (state === 'pack') await ejected.forget(file);
      if (state !== 'outdated') templates.push({ file, state });
      if (state === 'dropped')
        diagnostics.push(
          this.#told(
            'SW3015',
            file,
            `The pack has no ${file} any more, and ${this.#path(file)} still adds it. Delete it, unless it is yours.`,
            'warning',
          ),
        );
      if (state !== 'outdated') continue;
      const found = await this.#merge(file, ejected);
      templates.push({ file, state: found.length === 0 ? 'upgraded' : 'conflict' });
      diagnostics.push(...found);
    }
    const hasConflict = diagnostics.some(({ severity }) => severity === 'error');
    return this.#result(templates, diagnostics, hasConflict ? 'conflict' : 'done');
  }

  /** @returns what a person must look at */
  async #merge(file: string, ejected: Ejected): Promise<Diagnostic[]> {
    const { mergeFile } = await import('../merge/merge-file.ts');
    const ours = (await this.#read(file)) ?? '';
    const theirs = this.#texts.get(file) ?? '';
    if (/^(?:<{7}|>{7}) /m.test(ours))
      return [
        this.#told(
          'SW3015',
          file,
          `${this.#path(file)} holds conflict markers. Decide, and run specwright eject --upgrade again.`,
        ),
      ];
    const base = await ejected.textOf(file);
    if (base === undefined)
      return [
        this.#told(
          'SW3015',
          file,
          `What ${this.#path(file)} came from is lost, so it cannot be brought together with the pack. Take templates/.specwright from git, or delete the file and eject it again.`,
        ),
      ];
    const merged = await mergeFile({
      path: file,
      base,
      ours,
      theirs,
      theirsName: this.#pack.label,
    });
    await writeText(join(this.#project.templates, file), merged.text);
    await ejected.remember(file, this.#pack.label, theirs);
    return merged.conflicts.map(({ line, column }) =>
      diagnostic(
        'SW3015',
        'error',
        `Your edit and that of ${this.#pack.label} contradict each other here. Decide, and delete the markers.`,
        {
          file: this.#path(file),
          line,
          column,
        },
      ),
    );
  }

  async #stateOf(file: string, ejected: Ejected): Promise<EjectedTemplate['state']> {
    const isThere = (await this.#read(file)) !== undefined;
    const origin = ejected.originOf(file);
    if (!isThere) return 'pack';
    if (origin === undefined) return 'own';
    const now = this.#texts.get(file);
    if (now === undefined) return 'dropped';
    return (await ejected.textOf(file)) === now ? 'current' : 'outdated';
  }

  #read(file: string): Promise<string | undefined> {
    return readText(join(this.#project.templates, file));
  }

  #path(file: string): string {
    return `${this.#shown}/${file}`;
  }

  #told(
    code: 'SW3014' | 'SW3015',
    file: string,
    message: string,
    severity: Diagnostic['severity'] = 'error',
  ): Diagnostic {
    return diagnostic(code, severity, message, { file: this.#path(file), line: 1, column: 1 });
  }

  #result(
    templates: readonly EjectedTemplate[],
    diagnostics: readonly Diagnostic[] = [],
    outcome: EjectResult['outcome'] = 'done',
  ): EjectResult {
    return { outcome, folder: this.#shown, templates, diagnostics };
  }
}
