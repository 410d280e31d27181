import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runCli } from '../cli/run-cli.ts';
import { temporaryFolder } from '../workspace/temporary-folder.ts';

const bookstore = new URL('../../specs/bookstore.yaml', import.meta.url);
const CONTROLLER = 'service/src/resources/authors/authors.controller.ts';

test(
  'a sample is generated with the pack nestjs, passes its tests, and keeps what a person wrote',
  { timeout: 120_000 },
  async () => {
    const folder = temporaryFolder();
    const generate = (...more: string[]) =>
      runCli(['generate', 'it.yaml', '--pack', 'nestjs', '--out', 'service', ...more], {
        cwd: folder,
      });
    const description = readFileSync(bookstore, 'utf8');
    writeFileSync(join(folder, 'it.yaml'), description);
    const first = await generate();
    expect(first.stdout).toMatch(/Tests +(\d+) of \1 passed/);
    expect(first.code).toBe(0);

    const file = join(folder, CONTROLLER);
    const written = readFileSync(file, 'utf8');
    const own = `  /** Some shelves. */
  @Get('/shelves')
  shelves(): number[] {
    return [1, 2];
  }

  @Post('/authors')`;
    writeFileSync(file, written.replace("  @Post('/authors')", own));
    const renamed = description
      .replace('/authors/{authorId}:', '/authors/{id}:')
      .replace('name: authorId, in: path', 'name: id, in: path');
    writeFileSync(join(folder, 'it.yaml'), renamed);
    const second = await generate('--no-test');
    expect(second.code).toBe(0);
    const merged = readFileSync(file, 'utf8');
    expect(merged).toContain(own);
    expect(merged).toContain("@Get('/authors/:id')");
    expect(merged).toContain('params.id');
  },
);
