import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { resolveServices } from '../../src/config/resolve-services.ts';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { type GenerateOptions, RunStopped } from '../../src/generate-result.ts';
import { parseRename } from '../../src/model/diff/renames.ts';
import { inferModel } from '../../src/model/infer-model.ts';
import { generate } from '../../src/pipeline.ts';
import { planMigrations } from '../../src/service-migrations.ts';
import { readSpec } from '../../src/spec/read-spec.ts';
import { planService } from '../../src/workspace/plan-service.ts';
import { withWorkspace } from '../../src/workspace/workspace.ts';
import { readTree, temporaryFolder } from '../workspace/temporary-folder.ts';

/** A description of books with these properties, as YAML. */
const description = (properties: string) => `openapi: 3.1.0
info: { title: Books, version: '1' }
paths:
  /books:
    get:
      operationId: listBooks
      responses:
        '200':
          description: The books.
          content:
            application/json:
              schema: { type: array, items: { $ref: '#/components/schemas/Book' } }
    post:
      operationId: createBook
      requestBody:
        required: true
        content:
          application/json:
            schema: { $ref: '#/components/schemas/Book' }
      responses:
        '201':
          description: The book.
          content:
            application/json:
              schema: { $ref: '#/components/schemas/Book' }
components:
  schemas:
    Book:
      type: object
      required: [id, title]
      properties:
        id: { type: string, format: uuid, readOnly: true }
${properties}
`;

const title = '        title: { type: string }';
const subtitle = '        subtitle: { type: string }';

interface Outcome {
  readonly outcome: string;
  readonly diagnostics: readonly Diagnostic[];
}

type Options = Pick<GenerateOptions, 'allowDestructive' | 'renames'>;

class Project {
  readonly folder = temporaryFolder();
  readonly out = join(this.folder, 'service');

  /** What a whole run does, as a person asks for it. */
  async generate(properties: readonly string[], options: Options = {}): Promise<Outcome> {
    this.#describe(properties);
    const [project] = await resolveServices({
      cwd: this.folder,
      specs: ['books.yaml'],
      out: 'service',
      test: false,
    });
    if (!project) throw new Error('There is no project.');
    return generate(project, options);
  }

  /** The part of a run that is about migrations: from the description to what is written. */
  async migrate(properties: readonly string[], options: Options = {}): Promise<Outcome> {
    this.#describe(properties);
    const read = await readSpec(join(this.folder, 'books.yaml'), { cwd: this.folder });
    if (!read.ok) throw new Error('The description is not valid.');
    const { model } = inferModel(read.document);
    const { allowDestructive = false, renames = [] } = options;
    try {
      return await withWorkspace(this.out, { cwd: this.folder }, async (workspace) => {
        const { files, schema, diagnostics } = await planMigrations(model, read.document, {
          service: this.out,
          allowDestructive,
          renames,
        });
        const plan = await planService({
          service: this.out,
          name: model.name,
          generator: 'test',
          options: '',
          inputs: { spec: '../books.yaml', overlays: [], arazzo: [], files: {} },
          pristine: files,
          schema,
          force: false,
          restore: false,
          cwd: this.folder,
        });
        await workspace.write(plan);
        return { outcome: plan.changes.length === 0 ? 'unchanged' : 'done', diagnostics };
      });
    } catch (error) {
      if (error instanceof RunStopped) return error;
      throw error;
    }
  }

  #describe(properties: readonly string[]): void {
    writeFileSync(join(this.folder, 'books.yaml'), description(properties.join('\n')));
  }

  names(dialect = 'sqlite'): string[] {
    return readdirSync(join(this.out, 'migrations', dialect)).sort();
  }

  read(path: string): string {
    return readFileSync(join(this.out, path), 'utf8');
  }
}

const codes = ({ diagnostics }: Outcome) =>
  diagnostics.filter(({ severity }) => severity === 'error').map(({ code }) => code);

describe('regenerating a service', () => {
  test('adds a migration for what has changed and leaves the others to the letter', async () => {
    const project = new Project();
    expect((await project.migrate([title])).outcome).toBe('done');
    expect(project.names()).toEqual(['0001_initial.sql']);
    const first = project.read('migrations/sqlite/0001_initial.sql');

    expect((await project.migrate([title, subtitle])).outcome).toBe('done');
    expect(project.names()).toEqual([
      '0001_initial.sql',
      '0002_add_book_subtitle.down.sql',
      '0002_add_book_subtitle.sql',
    ]);
    expect(project.names('postgres')).toEqual(project.names());
    expect(project.read('migrations/sqlite/0001_initial.sql')).toBe(first);
    expect(project.read('migrations/sqlite/0002_add_book_subtitle.sql')).toBe(
      'alter table books add column subtitle text;\n',
    );

    const pages = '        pages: { type: integer }';
    expect((await project.migrate([title, subtitle, pages])).outcome).toBe('done');
    expect(project.names().filter((name) => !name.endsWith('.down.sql'))).toEqual([
      '0001_initial.sql',
      '0002_add_book_subtitle.sql',
      '0003_add_book_pages.sql',
    ]);
    expect((await project.migrate([title, subtitle, pages])).outcome).toBe('unchanged');
  });

  test('needs no migration for what no database knows', async () => {
    const project = new Project();
    await project.migrate([title]);
    const before = project.read('.specwright/lock.json');
    const described = '        title: { type: string, maxLength: 80, description: Its name. }';
    expect((await project.migrate([described])).outcome).toBe('done');
    expect(project.names()).toEqual(['0001_initial.sql']);
    expect(project.read('.specwright/lock.json')).not.toBe(before);
  });

  test(
    'stops before it writes when data would be lost, and goes on when that is allowed',
    { timeout: 60_000 },
    async () => {
      const project = new Project();
      await project.generate([title, subtitle]);
      const before = readTree(project.out);
      const refused = await project.generate([title]);
      expect(refused.outcome).toBe('undecided');
      expect(codes(refused)).toEqual(['SW5502']);
      expect(readTree(project.out)).toEqual(before);

      expect((await project.generate([title], { allowDestructive: true })).outcome).toBe('done');
      expect(project.names()).toContain('0002_drop_book_subtitle.sql');
    },
  );

  test('asks whether it is a rename, and takes the answer from either side', async () => {
    const heading = '        heading: { type: string }';
    const asked = new Project();
    await asked.migrate([title, subtitle]);
    const question = await asked.migrate([title, heading]);
    expect(question.outcome).toBe('undecided');
    expect(question.diagnostics.map(({ code }) => code)).toContain('SW5513');
    const renames = [parseRename('Book.subtitle=heading')].flatMap((rename) => rename ?? []);
    expect((await asked.migrate([title, heading], { renames })).outcome).toBe('done');

    const declared = new Project();
    await declared.migrate([title, subtitle]);
    const renamed = '        heading: { type: string, x-renamed-from: subtitle }';
    expect((await declared.migrate([title, renamed])).outcome).toBe('done');
    for (const project of [asked, declared])
      expect(project.read('migrations/sqlite/0002_rename_book_subtitle_to_heading.sql')).toBe(
        'alter table books rename column subtitle to heading;\n',
      );
  });

  test('shows where a declaration contradicts the description', async () => {
    const project = new Project();
    await project.migrate([title]);
    const claim = '        heading: { type: string, x-renamed-from: title }';
    const { outcome, diagnostics } = await project.migrate([title, claim]);
    expect(outcome).toBe('undecided');
    const [found] = diagnostics.filter(({ severity }) => severity === 'error');
    expect(found?.code).toBe('SW5512');
    expect(found?.frame).toContain('x-renamed-from: title');
  });

  test('takes its number after migrations that a person wrote', async () => {
    const project = new Project();
    await project.migrate([title]);
    writeFileSync(join(project.out, 'migrations/sqlite/0002_mine.sql'), 'select 1;\n');
    await project.migrate([title, subtitle]);
    expect(project.names()).toContain('0003_add_book_subtitle.sql');
    expect(project.names('postgres')).toContain('0003_add_book_subtitle.sql');
  });

  test('keeps what a person changed in a migration, and plans from what was generated', async () => {
    const project = new Project();
    await project.migrate([title]);
    const path = 'migrations/sqlite/0001_initial.sql';
    const edited = `-- Mine.\n${project.read(path)}`;
    writeFileSync(join(project.out, path), edited);
    expect((await project.migrate([title, subtitle])).outcome).toBe('done');
    expect(project.read(path)).toBe(edited);
    expect(project.names()).toContain('0002_add_book_subtitle.sql');
  });

  test('says when the schema of the last generation is lost', async () => {
    const project = new Project();
    await project.migrate([title]);
    const { schema } = JSON.parse(project.read('.specwright/lock.json')) as { schema: string };
    rmSync(join(project.out, '.specwright/base', schema));
    const result = await project.migrate([title, subtitle]);
    expect(result.outcome).toBe('blocked');
    expect(codes(result)).toEqual(['SW5515']);
    expect(project.names()).toEqual(['0001_initial.sql']);
  });

  test('refuses two migrations with one number, and names both', async () => {
    const project = new Project();
    await project.migrate([title]);
    await project.migrate([title, subtitle]);
    const folder = join(project.out, 'migrations/sqlite');
    renameSync(join(folder, '0002_add_book_subtitle.down.sql'), join(folder, '0002_x.down.sql'));
    writeFileSync(join(folder, '0002_add_book_blurb.sql'), 'select 1;\n');
    const { outcome, diagnostics } = await project.migrate([
      title,
      subtitle,
      '        a: { type: string }',
    ]);
    expect(outcome).toBe('undecided');
    const [found] = diagnostics.filter(({ code }) => code === 'SW5514');
    expect(found?.message).toContain('0002_add_book_blurb.sql and 0002_add_book_subtitle.sql');
  });
});
