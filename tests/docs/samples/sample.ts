import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../../..');

/** A fence of a page, or a command that the page does not show. */
export interface Sample {
  /** Where it stands: `docs/guide.md:12`. */
  readonly place: string;
  /** `console`, `ts`, `yaml` …; `hidden` for what `<!-- run: … -->` says; empty for none. */
  readonly language: string;
  /** What its info string says: flags have an empty value. */
  readonly info: ReadonlyMap<string, string>;
  readonly text: string;
}

/** The pages whose samples are tried, by their paths from the root of the checkout. */
export function pagePaths(): readonly string[] {
  const pages = readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .map((file) => `docs/${file.replaceAll('\\', '/')}`)
    .filter((file) => file.endsWith('.md') && !file.includes('node_modules'));
  return ['README.md', ...pages.sort()];
}

function infoOf(text: string): ReadonlyMap<string, string> {
  const words = text.matchAll(/([\w-]+)(?:="([^"]*)")?/g);
  return new Map([...words].map(([, name = '', value = '']) => [name, value]));
}

/** The samples of a text, in their order. */
export function samplesOf(page: string, text: string): readonly Sample[] {
  const found: Sample[] = [];
  const lines = text.split('\n');
  for (let at = 0; at < lines.length; at += 1) {
    const place = `${page}:${at + 1}`;
    const hidden = /^<!-- run: (.+) -->$/.exec(lines[at] ?? '')?.[1];
    if (hidden !== undefined)
      found.push({ place, language: 'hidden', info: new Map(), text: hidden });
    const [, indent = '', fence, language = '', info = ''] =
      /^( *)(`{3,})(\w*) ?(.*)$/.exec(lines[at] ?? '') ?? [];
    if (fence === undefined) continue;
    const end = lines.indexOf(`${indent}${fence}`, at + 1);
    if (end < 0) throw new Error(`${place}: the fence has no end`);
    const body = lines.slice(at + 1, end).map((line) => line.slice(indent.length));
    found.push({ place, language, info: infoOf(info), text: body.join('\n') });
    at = end;
  }
  return found;
}

/** The samples of a page of this checkout. */
export function samplesOfPage(page: string): readonly Sample[] {
  return samplesOf(page, readFileSync(join(root, page), 'utf8'));
}
