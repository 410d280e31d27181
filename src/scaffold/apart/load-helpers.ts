import { registerHooks, stripTypeScriptTypes } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { readFileSync } from 'node:fs';
import { encoders, tools } from '../encoders.ts';
import type { TemplateText } from '../pack/layer.ts';
import { PackError } from '../pack/pack-error.ts';
import { helperKit } from '../helper-kit.ts';
import { checkedAnswer } from './checked-answer.ts';

type Helper = (...values: unknown[]) => unknown;

/** Names that mean something in every template. */
const TAKEN = new Set([
  ...Object.keys(encoders),
  ...Object.keys(tools),
  'lookup',
  'log',
  'if',
  'unless',
  'each',
  'with',
]);

/**
 * Loads modules with helpers: each function that one exports is a helper of that name. The pack on
 * top has the last word.
 *
 * @throws PackError
 */
export async function loadHelpers(
  modules: readonly TemplateText[],
  onModule: (file: string) => void,
): Promise<Map<string, Helper>> {
  const found = new Map<string, Helper>();
  for (const module of modules) {
    onModule(module.file);
    for (const [name, value] of Object.entries(await load(module)))
      found.set(name, helperOf(name, value, module));
  }
  return found;
}

async function load({ file, text }: TemplateText): Promise<Record<string, unknown>> {
  const hooks = stripInPackages();
  try {
    return (await import(pathToFileURL(file).href)) as Record<string, unknown>;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const place = { file, text, ...placeIn(file, error) };
    throw new PackError('SW3011', `The helpers cannot be loaded: ${message}`, place, {
      cause: error,
    });
  } finally {
    hooks.deregister();
  }
}

/** Node strips no types below `node_modules`, where packs that are packages are. */
const stripInPackages = () =>
  registerHooks({
    load: (url, context, next) =>
      /\/node_modules\/.*\.m?ts$/.test(url)
        ? {
            format: 'module',
            source: stripTypeScriptTypes(readFileSync(fileURLToPath(url), 'utf8')),
            shortCircuit: true,
          }
        : next(url, context),
  });

function helperOf(name: string, value: unknown, { file, text }: TemplateText): Helper {
  if (typeof value !== 'function')
    throw new PackError('SW3011', `The export ${name} is no function. Helpers are functions.`, {
      file,
      text,
    });
  if (TAKEN.has(name) || name === 'default')
    throw new PackError(
      'SW3011',
      `A helper cannot be called ${name}, which ${name === 'default' ? 'no template can name' : 'means something in every template'}.`,
      { file, text },
    );
  return (...values) => checkedAnswer(name, (value as Helper)(...values, helperKit));
}

/** Where in a file an error was thrown, as its stack tells it. */
function placeIn(
  file: string,
  error: unknown,
): { readonly line?: number; readonly column?: number } {
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  const at = stack.indexOf(pathToFileURL(file).href);
  const [, line, column] =
    (at < 0 ? null : /:(\d+)(?::(\d+))?/.exec(stack.slice(at + pathToFileURL(file).href.length))) ??
    [];
  return { ...(line && { line: Number(line) }), ...(column && { column: Number(column) }) };
}
