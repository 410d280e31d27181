import { hash } from 'node:crypto';
import { createRequire } from 'node:module';
import type Handlebars from 'handlebars';
import { registerHelpers } from './encoders.ts';
import { precompiled } from './precompiled.ts';
import { TemplateError } from './template-error.ts';

export type Render = (view: object) => string;

/** Makes a template ready: one of the package's own is compiled already. */
export async function compile(name: string, source: string): Promise<Render> {
  const render = await delegate(name, source);
  return (view) => {
    try {
      return render(view, { allowProtoPropertiesByDefault: false });
    } catch (error) {
      throw new TemplateError(name, error instanceof Error ? error.message : String(error));
    }
  };
}

async function delegate(name: string, source: string): Promise<HandlebarsTemplateDelegate> {
  const ready = precompiled.get(hash('sha256', source));
  if (ready !== undefined) return loadRuntime().template(ready);
  const { compileTemplate } = await import('./compile-template.ts');
  return compileTemplate(name, source);
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
