import { hash } from 'node:crypto';
import { createRequire } from 'node:module';
import type Handlebars from 'handlebars';
import { registerHelpers } from './encoders.ts';
import type { TemplateText } from './pack/layer.ts';
import { precompiled } from './precompiled.ts';
import { TemplateError } from './template-error.ts';

export type Render = (view: object) => string;

type Partials = ReadonlyMap<string, TemplateText>;

/** Makes a template ready: one of the package's own is compiled already. */
export async function compile(template: TemplateText, partials: Partials): Promise<Render> {
  const render = await delegate(template);
  const shared = await compilePartials(partials);
  return (view) => {
    try {
      return render(view, { allowProtoPropertiesByDefault: false, partials: shared });
    } catch (error) {
      throw new TemplateError(
        template.file,
        error instanceof Error ? error.message : String(error),
      );
    }
  };
}

type Delegates = Record<string, HandlebarsTemplateDelegate>;

const compiled = new WeakMap<Partials, Promise<Delegates>>();

/** The partials of a pack, which all of its templates share. */
function compilePartials(partials: Partials): Promise<Delegates> {
  const known = compiled.get(partials) ?? compileAll(partials);
  compiled.set(partials, known);
  return known;
}

const compileAll = async (partials: Partials): Promise<Delegates> =>
  Object.fromEntries(
    await Promise.all(
      Array.from(partials, async ([name, text]) => [name, await delegate(text)] as const),
    ),
  );

async function delegate({ file, text }: TemplateText): Promise<HandlebarsTemplateDelegate> {
  const ready = precompiled.get(hash('sha256', text));
  if (ready !== undefined) return loadRuntime().template(ready);
  const { compileTemplate } = await import('./compile-template.ts');
  return compileTemplate(file, text);
}

let runtime: typeof Handlebars | undefined;

/** The engine without its compiler, which takes longer to load than all templates to fill. */
function loadRuntime(): typeof Handlebars {
  if (runtime === undefined) {
    const whole = createRequire(import.meta.url)('handlebars/runtime') as typeof Handlebars;
    runtime = whole.create();
    registerHelpers(runtime);
  }
  return runtime;
}
