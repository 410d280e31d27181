import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { configError } from '../config/config-error.ts';
import { findConfig } from '../config/load-config.ts';
import { ExitCode } from './exit-code.ts';
import type { Terminal } from './terminal.ts';

export interface InitArguments {
  readonly yes?: boolean;
  readonly quiet?: boolean;
}

/** `specwright init`: a configuration for the descriptions of this folder. Never overwrites one. */
export async function initCommand(given: InitArguments, terminal: Terminal): Promise<number> {
  const existing = findConfig(terminal.cwd);
  if (existing !== undefined)
    throw configError(
      'SW7007',
      `${existing} exists already. Edit it, or delete it and run specwright init again.`,
    );
  const found = await findDescriptions(terminal.cwd);
  if (found.length === 0)
    throw configError(
      'SW7008',
      'No OpenAPI description was found in this folder. Run specwright init where one is.',
    );

  const chosen = await choose(found, given, terminal);
  if (chosen.length === 0) return ExitCode.done;
  const path = join(terminal.cwd, 'specwright.config.ts');
  // `wx`: somebody may have written one while the person thought.
  await writeFile(path, configText(chosen), { flag: 'wx' });
  if (given.quiet !== true) {
    terminal.out(
      `Wrote specwright.config.ts for ${chosen.join(', ')}.\n\nNext:\n  specwright generate\n`,
    );
  }
  return ExitCode.done;
}

/** Folders in which nobody keeps a description of their own. */
const SKIPPED = new Set(['node_modules', 'dist', 'coverage', 'generated', 'services']);
const DEEPEST = 3;

async function findDescriptions(root: string, folder = '', depth = 0): Promise<string[]> {
  const entries = await readdir(join(root, folder), { withFileTypes: true });
  const found: string[] = [];
  for (const entry of entries.sort((one, other) => (one.name < other.name ? -1 : 1))) {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (
      entry.isDirectory() &&
      depth < DEEPEST &&
      !entry.name.startsWith('.') &&
      !SKIPPED.has(entry.name)
    ) {
      found.push(...(await findDescriptions(root, path, depth + 1)));
    } else if (
      entry.isFile() &&
      /\.(?:ya?ml|json)$/i.test(entry.name) &&
      (await isDescription(join(root, path)))
    ) {
      found.push(path);
    }
  }
  return found;
}

/** Looks for the member that every description has at its root, without parsing the whole. */
async function isDescription(path: string): Promise<boolean> {
  const text = await readFile(path, 'utf8');
  return path.toLowerCase().endsWith('.json')
    ? /^\s*\{[^{}[\]]*"(?:openapi|swagger)"\s*:\s*"[23]\./.test(text.slice(0, 4096))
    : /^(?:openapi|swagger)\s*:\s*["']?[23]\./m.test(text);
}

async function choose(
  found: readonly string[],
  given: InitArguments,
  terminal: Terminal,
): Promise<readonly string[]> {
  if (given.yes === true || !terminal.isLive || process.stdin.isTTY !== true) return found;
  const questions = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const chosen: string[] = [];
    for (const path of found) {
      const answer = await questions.question(`Generate a service from ${path}? [Y/n] `);
      if (!/^n/i.test(answer.trim())) chosen.push(path);
    }
    return chosen;
  } finally {
    questions.close();
  }
}

/** The type is imported as a type only, so that the file loads where specwright is not installed. */
function configText(specs: readonly string[]): string {
  const taken = new Set<string>();
  const services = specs.map((spec) => {
    const base = serviceFolder(spec);
    let out = base;
    for (let number = 2; taken.has(out); number++) out = `${base}-${number}`;
    taken.add(out);
    return `    { spec: ${JSON.stringify(spec)}, out: ${JSON.stringify(`services/${out}`)} },`;
  });
  return `import { defineConfig } from 'specwright';\n\nexport default defineConfig({\n  services: [\n${services.join('\n')}\n  ],\n});\n`;
}

/** The description's file name, or its folder's where the file is called what they all are. */
function serviceFolder(spec: string): string {
  const parts = spec.replace(/\.\w+$/, '').split('/');
  const last = parts.at(-1) ?? '';
  const name = /^(?:openapi|swagger|api|index)$/i.test(last) ? (parts.at(-2) ?? last) : last;
  return (
    name
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '') || 'service'
  );
}
