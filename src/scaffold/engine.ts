import { hash } from 'node:crypto';
import { createRequire } from 'node:module';
import { Script } from 'node:vm';
import type Handlebars from 'handlebars';
import { CallFault, registerHelpers } from './encoders.ts';
import type { TemplateText } from './pack/layer.ts';
import { PackError } from './pack/pack-error.ts';
import { precompiled } from './precompiled.ts';
import type { TextCache } from '../workspace/run-cache.ts';

export type Render = (view: object) => string;

/** What the templates of a pack share. */
export interface Shared {
  readonly partials: ReadonlyMap<string, TemplateText>;
  /** Helpers of the pack's own, by name. */
  readonly helpers?: ReadonlyMap<string, (...values: unknown[]) => unknown>;
  /** Where compiled templates are remembered that have no helpers of their own; by default nowhere. */
  readonly cache?: TextCache | undefined;
}

/** Makes the templates of a pack ready: those of a built package are compiled already. */
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
  const hasHelpers = shared.helpers !== undefined && shared.helpers.size > 0;
  const cache = hasHelpers
    ? new Map<string, string>()
    : (shared.cache ?? new Map<string, string>());
  const compile = freshDelegateOf(shared, cache);
  const names = [...shared.partials.keys()].sort();
  return (template) => {
    const key = hash('sha256', JSON.stringify(['template', template.file, names, template.text]));
    if (hasHelpers) return compile(template, key);
    const known = compiled.get(key);
    if (known !== undefined) return known;
    if (compiled.size > MOST_COMPILED) compiled.clear();
    const made = compile(template, key);
    compiled.set(key, made);
    made.catch(() => compiled.delete(key));
    return made;
  };
}

type Specification = Parameters<typeof Handlebars.template>[0];

function freshDelegateOf(
  shared: Shared,
  cache: TextCache,
): (template: TemplateText, key: string) => Promise<Delegate> {
  let runtime: typeof Handlebars | undefined;
  return async (template, key) => {
    const ready =
      precompiled.get(hash('sha256', template.text)) ??
      specified(cache.get(key) ?? (await compileText(template, shared, cache, key)), template);
    return (runtime ??= withHelpers(loadRuntime(), shared)).template(ready);
  };
}

/** The compiler is loaded where there is something to compile. */
async function compileText(
  template: TemplateText,
  { partials, helpers }: Shared,
  cache: TextCache,
  key: string,
): Promise<string> {
  const [{ default: engine }, { COMPILE_OPTIONS, parseTemplate }] = await Promise.all([
    import('handlebars'),
    import('./parse-template.ts'),
  ]);
  const known = { partials: new Set(partials.keys()), helpers: new Set(helpers?.keys()) };
  const text = String(engine.precompile(parseTemplate(template, known), COMPILE_OPTIONS));
  cache.set(key, text);
  return text;
}

/** What the compiler printed, as the runtime takes it: an object with functions. */
const specified = (text: string, { file }: TemplateText): Specification =>
  new Script(`(${text})`, { filename: file }).runInThisContext() as Specification;

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
