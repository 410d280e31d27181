import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { ownFiles, strictErrors } from './output.ts';
import { runMeasured } from './run-measured.ts';
import { firstError } from './serve.ts';
import type { Handler, Place, Tool } from './tool.ts';

/** Ten lines that a person writes; they are TypeScript and JavaScript. */
export const LINES = `    // Ours: friends of the house are greeted by name.
    const friends = new Set(['Amina', 'Wangari']);
    const greetings: string[] = [];
    for (const friend of friends) {
      const greeting = \`Welcome back, \${friend}!\`;
      greetings.push(greeting);
    }
    if (greetings.length !== friends.size) {
      throw new Error('A friend was not greeted.');
    }
`;

/** The field that the description gains. */
export const FIELD = 'nickname';

const LIMIT_MS = 240_000;

/** What became of an edit when the tool ran again on a description with one field more. */
export interface Edited {
  readonly where: 'generated file' | 'own file';
  /** All ten lines are there. */
  readonly isKept: boolean;
  /** The new field is in what was generated. */
  readonly hasField: boolean;
  /** Errors under `--strict` before and after; nothing where there is no TypeScript. */
  readonly errors: readonly [before: number | undefined, after: number | undefined];
  readonly note: string;
}

/** Writes business logic into generated code, changes the description, and generates again. */
export async function editAndRegenerate(
  tool: Tool,
  handler: Handler,
  place: Place,
  changed: string,
): Promise<Edited | { readonly failed: string }> {
  const file = handler.file(place);
  const lines = file.endsWith('.js') ? LINES.replace(': string[]', '') : LINES;
  if (handler.own === undefined) {
    if (!existsSync(file)) return { failed: `${file} was not generated` };
    const text = readFileSync(file, 'utf8');
    const found = handler.after?.exec(text);
    if (!found) return { failed: `there is no handler in ${file}` };
    const at = found.index + found[0].length;
    writeFileSync(file, text.slice(0, at) + lines + text.slice(at));
  } else {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, handler.own.replace('LINES\n', lines));
  }
  handler.protect?.(place);
  const before = await strictErrors(place);
  // The same path, as a person would have it, with other contents.
  writeFileSync(place.spec, changed);
  let note = '';
  for (const command of (handler.again ?? tool.generate)(place)) {
    const { code, said } = await runMeasured(command, LIMIT_MS);
    if (code !== 0) note = `the second run: exit code ${String(code)}, ${firstError(said)}`;
  }
  const after = await strictErrors(place);
  const now = existsSync(file) ? readFileSync(file, 'utf8') : '';
  return {
    where: handler.own === undefined ? 'generated file' : 'own file',
    isKept: now.includes(lines),
    hasField: ownFiles(place.out).some((one) => readFileSync(one, 'utf8').includes(FIELD)),
    errors: [before?.count, after?.count],
    note: note || handler.remark || '',
  };
}
