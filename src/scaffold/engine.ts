import { hash } from 'node:crypto';
import { createRequire } from 'node:module';
import type Handlebars from 'handlebars';
import { CallFault, registerHelpers } from './encoders.ts';
import type { TemplateText } from './pack/layer.ts';
import { PackError } from './pack/pack-error.ts';
import { precompiled } from './precompiled.ts';

export type Render = (view: object) => string;

/** What the templates of a pack share. */
export interface Shared {
  readonly partials: ReadonlyMap<string, TemplateText>;
  /** Helpers of the pack's own, by name. */
  readonly helpers?: ReadonlyMap<string, (...values: unknown[]) => unknown>;
}

/** Makes the templates of a pack ready: those of this package's own are compiled already. */
export async function openEngine(
  shared: Shared,
): Promise<(template: TemplateText) => Promise<Render>> {
  const compile = compilerOf(shared);
  const partials = Object.fromEntries(
    await Promise.all(
      Array.from(shared.partials, async ([name, text]) => [name, await compile(text)] as const),
    ),
  );
  return async (template) => {
    const render = await compile(template);
    return (view) => render(view, { allowProtoPropertiesByDefault: false, partials });
  };
}

type Delegate = HandlebarsTemplateDelegate;

/** Faults of a template are told in its own file, those of a partial in the partial's. */
function compilerOf(shared: Shared): (template: TemplateText) => Promise<Delegate> {
  const delegate = delegateOf(shared);
  return async (template) => {
    const render = await delegate(template);
    return (view: unknown, options) => {
      try {
        return render(view, options);
      } catch (error) {
        throw faultIn(template, error);
      }
    };
  };
}

/** Compiled templates of packs without helpers of their own, for the life of the process. */
const compiled = new Map<string, Promise<Delegate>>();

/** More than any pack has; a process that watches templates for days starts over now and then. */
const MOST_COMPILED = 5000;

function delegateOf(shared: Shared): (template: TemplateText) => Promise<Delegate> {
  const compile = freshDelegateOf(shared);
  if (shared.helpers !== undefined && shared.helpers.size > 0) return compile;
  const names = [...shared.partials.keys()].sort();
  return (template) => {
    const key = hash('sha256', JSON.stringify([template.file, names, template.text]));
    const known = compiled.get(key);
    if (known !== undefined) return known;
    if (compiled.size > MOST_COMPILED) compiled.clear();
    const made = compile(template);
    compiled.set(key, made);
    made.catch(() => compiled.delete(key));
    return made;
  };
}

function freshDelegateOf(shared: Shared): (template: TemplateText) => Promise<Delegate> {
  let runtime: typeof Handlebars | undefined;
  let whole: typeof Handlebars | undefined;
  return async (template) => {
    const ready = precompiled.get(hash('sha256', template.text));
    if (ready !== undefined)
      return (runtime ??= withHelpers(loadRuntime(), shared)).template(ready);
    const [{ default: engine }, { COMPILE_OPTIONS, parseTemplate }] = await Promise.all([
      import('handlebars'),
      import('./parse-template.ts'),
    ]);
    whole ??= withHelpers(engine, shared);
    const known = {
      partials: new Set(shared.partials.keys()),
      helpers: new Set(shared.helpers?.keys()),
    };
    return whole.compile(parseTemplate(template, known), COMPILE_OPTIONS);
  };
}

function faultIn({ file, text }: TemplateText, error: unknown): PackError {
  if (error instanceof PackError) return error;
  const message = error instanceof Error ? error.message : String(error);
  const at = error instanceof CallFault ? { line: error.line, column: error.column } : {};
  const place = { file, text, ...at };
  return new PackError('SW3001', `The template fails: ${message}.`, place, { cause: error });
}

/** The engine without its compiler, which takes longer to load than all templates to fill. */
const loadRuntime = (): typeof Handlebars =>
  createRequire(import.meta.url)('handlebars/runtime') as typeof Handlebars;

function withHelpers(engine: typeof Handlebars, { helpers }: Shared): typeof Handlebars {
  const own = engine.create();
  registerHelpers(own, helpers);
  return own;
}
