import { ts } from 'ts-morph';
import { parse, withoutIndent } from './source.ts';

/** The form in which a body is asked for. */
export const BODY_ANSWER = {
  name: 'function_body',
  schema: {
    type: 'object',
    additionalProperties: false,
    required: ['body', 'notes'],
    properties: {
      body: {
        type: 'string',
        description: 'The statements between the braces of the function, as TypeScript.',
      },
      notes: {
        type: 'string',
        description: 'What you had to assume, in a sentence; empty when nothing.',
      },
    },
  },
} as const;

export type BodyAnswer =
  | { readonly ok: true; readonly body: string; readonly notes: string }
  | { readonly ok: false; readonly problem: string };

/** The body in an answer: JSON as asked for, or the first fenced block of code in it. */
export function readBody(text: string, name: string): BodyAnswer {
  const json = jsonIn(text);
  if (json !== undefined) {
    const { body, notes } = json;
    if (typeof body === 'string')
      return unwrapped(body, name, typeof notes === 'string' ? notes : '');
    return { ok: false, problem: 'The answer is JSON without a member body that is a text.' };
  }
  const block = fencedBlocks(text)[0];
  return block === undefined
    ? {
        ok: false,
        problem: 'The answer holds neither JSON with a body nor a fenced block of code.',
      }
    : unwrapped(block, name, '');
}

/** An object that an answer is, or that stands in a fenced block of it. */
export function jsonIn(text: string): Readonly<Record<string, unknown>> | undefined {
  for (const candidate of [text.trim(), ...fencedBlocks(text)]) {
    if (!candidate.startsWith('{')) continue;
    const value = parsed(candidate);
    if (value !== undefined) return value;
  }
  return undefined;
}

function parsed(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch (error) {
    // Text that is no JSON is code, or prose: the caller looks for a block in it.
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function fencedBlocks(text: string): string[] {
  return [...text.matchAll(/^(`{3,})[^\n`]*\n([\s\S]*?)\n\1[ \t]*$/gm)].map(
    ([, , content = '']) => content,
  );
}

/** Models like to write the whole function: its body is taken then. */
function unwrapped(code: string, name: string, notes: string): BodyAnswer {
  const source = parse(code.trim());
  const functions = source.statements.filter(ts.isFunctionDeclaration);
  const outer = functions.find((one) => one.name?.text === name);
  const hasExport = source.statements.some(
    (statement) =>
      ts.isImportDeclaration(statement) ||
      (ts.canHaveModifiers(statement) &&
        statement.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) === true),
  );
  if (outer?.body) {
    const text = source.text.slice(outer.body.getStart() + 1, outer.body.end - 1);
    return { ok: true, body: withoutIndent(text), notes };
  }
  if (hasExport) {
    const found = functions.map((one) => one.name?.text ?? '').join(', ');
    return {
      ok: false,
      problem: `The answer should be the body of ${name}; it holds ${found === '' ? 'a module' : found}.`,
    };
  }
  const body = withoutIndent(code);
  return body === '' ? { ok: false, problem: 'The answer is empty.' } : { ok: true, body, notes };
}
