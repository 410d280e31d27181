import { readdirSync, readFileSync } from 'node:fs';

/** A page of the site, or a group of them, as the navigation shows it. */
export interface NavigationItem {
  readonly text: string;
  readonly link: string;
}

export interface NavigationGroup {
  readonly text: string;
  readonly items: readonly NavigationItem[];
}

const docs = new URL('../', import.meta.url);

/** The order in which pages are read, by the names of their files. */
export const order: Readonly<Record<string, readonly string[]>> = {
  Start: ['guide', 'recipes', 'comparison'],
  'What it does': [
    'explain',
    'inference',
    'holes',
    'regeneration',
    'merge',
    'packs',
    'templates',
    'nestjs',
  ],
  'What is generated': ['served', 'security', 'media', 'webhooks', 'arazzo', 'performance'],
  'Where you work': ['view', 'ci', 'editors', 'mcp', 'monorepo'],
  Reference: [
    'reference/commands',
    'reference/diagnostics',
    'reference/configuration',
    'reference/view-model',
  ],
  Inside: ['architecture'],
};

/** The pages that are there, by name: `guide`, `reference/commands`. */
export function pageNames(): readonly string[] {
  return readdirSync(docs, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => /^(?:reference\/)?[\w-]+\.md$/.test(file) && file !== 'index.md')
    .map((file) => file.slice(0, -'.md'.length))
    .sort();
}

/** What a page is called: its first heading. */
function titleOf(name: string): string {
  const text = readFileSync(new URL(`${name}.md`, docs), 'utf8');
  return (/^# (.+)$/m.exec(text)?.[1] ?? name).replaceAll('`', '');
}

/** The navigation: pages in their order, and after them those that have no place in it yet. */
export function navigation(): NavigationGroup[] {
  const there = pageNames();
  const placed = new Set(Object.values(order).flat());
  const rest = there.filter((name) => !placed.has(name));
  return [...Object.entries(order), ['More', rest] as const]
    .map(([text, names]) => ({
      text,
      items: names
        .filter((name) => there.includes(name))
        .map((name) => ({ text: titleOf(name), link: `/${name}` })),
    }))
    .filter(({ items }) => items.length > 0);
}
