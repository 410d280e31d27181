import { type FastifyInstance } from 'fastify';
import { description, type OperationObject, operationsOf, type TagObject } from './description.ts';

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
  const listed = Object.entries(description.paths ?? {}).flatMap(([path, item]) =>
    operationsOf(item).map(([method, operation]) => ({
      method,
      path: `${basePath}${path}`,
      operation,
    })),
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
  section section { margin-left: 1.5rem; }
  b { display: inline-block; min-width: 4.5rem; text-transform: uppercase; }
</style>
<h1>${escape(title)} <small>${escape(version)}</small></h1>
${renderTags(listed)}
<h2>Schemas</h2>
${Object.entries(description.components?.schemas ?? {})
  .map(renderSchema)
  .join('\n')}
</html>`;
}

interface Listed {
  method: string;
  path: string;
  operation: OperationObject;
}

/** Operations by their tags, each tag within the one that it is a part of. */
function renderTags(listed: readonly Listed[]): string {
  const declared = new Map((description.tags ?? []).map((tag) => [tag.name, tag]));
  const names = new Set([
    ...declared.keys(),
    ...listed.flatMap(({ operation }) => operation.tags ?? []),
  ]);
  const tags = Array.from(names, (name): TagObject => declared.get(name) ?? { name });
  const leadsThere = (name: string) => (declared.get(name)?.kind ?? 'nav') === 'nav';
  const groups = Map.groupBy(
    listed,
    ({ operation: { tags = [] } }) => tags.find(leadsThere) ?? tags[0],
  );
  const parts = Map.groupBy(tags, ({ parent }) => parent);
  const shown = new Set<string>();
  const renderTag = ({ name, summary, description }: TagObject, level: number): string => {
    if (shown.has(name)) return '';
    shown.add(name);
    const inside = [
      ...(groups.get(name) ?? []).map(renderOperation),
      ...(parts.get(name) ?? []).map((part) => renderTag(part, Math.min(level + 1, 6))),
    ].join('\n');
    if (inside.trim() === '') return '';
    const text = description === undefined ? '' : `<p>${escape(description)}</p>`;
    return `<section><h${level}>${escape(summary ?? name)}</h${level}>${text}\n${inside}</section>`;
  };
  const tops = tags.filter(({ parent }) => parent === undefined || !names.has(parent));
  // Tags that are parts of each other have no top: they follow.
  const sections = [...tops, ...tags].map((tag) => renderTag(tag, 2));
  return [...(groups.get(undefined) ?? []).map(renderOperation), ...sections].join('\n');
}

function renderOperation({ method, path, operation }: Listed): string {
  const { summary = '', deprecated = false } = operation;
  const code = `<code>${escape(path)}</code>`;
  const where = deprecated ? `<s>${code}</s> <small>deprecated</small>` : code;
  return `<details><summary><b>${escape(method)}</b> ${where} ${escape(summary)}</summary>
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
