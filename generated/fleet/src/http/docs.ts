import { type FastifyInstance } from 'fastify';
import { description, operationsOf } from './description.ts';

/** `/openapi.json` is the description; `/docs` shows it as a page that needs nothing from outside. */
export function registerDocs(app: FastifyInstance): void {
  let page: string | undefined;
  app.get('/openapi.json', () => description);
  app.get('/docs', (_request, reply) =>
    reply
      .header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'")
      .type('text/html; charset=utf-8')
      .send((page ??= renderPage(app.basePath))),
  );
}

function renderPage(basePath: string): string {
  const operations = Object.entries(description.paths ?? {}).flatMap(([path, item]) =>
    operationsOf(item).map(([method, operation]) =>
      renderOperation(method, `${basePath}${path}`, operation),
    ),
  );
  const { title = 'API', version = '' } = description.info ?? {};
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escape(title)}</title>
<style>
  :root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
  body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
  details { border-top: 1px solid #8886; padding: 0.5rem 0; }
  code, pre { font: 0.875rem/1.4 ui-monospace, monospace; }
  pre { overflow: auto; padding: 0.75rem; background: #8882; }
  b { display: inline-block; min-width: 4.5rem; text-transform: uppercase; }
</style>
<h1>${escape(title)} <small>${escape(version)}</small></h1>
${operations.join('\n')}
<h2>Schemas</h2>
${Object.entries(description.components?.schemas ?? {})
  .map(renderSchema)
  .join('\n')}
</html>`;
}

function renderOperation(method: string, path: string, operation: { summary?: string }): string {
  const { summary = '' } = operation;
  return `<details><summary><b>${escape(method)}</b> <code>${escape(path)}</code> ${escape(summary)}</summary>
<pre>${escape(JSON.stringify(operation, null, 2))}</pre></details>`;
}

const renderSchema = ([name, schema]: [string, unknown]) =>
  `<details><summary><code>${escape(name)}</code></summary><pre>${escape(JSON.stringify(schema, null, 2))}</pre></details>`;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escape = (text: string) => text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
