import { hash } from 'node:crypto';
import { NotReady } from '../not-ready.ts';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import type { PageFiles } from './page-files.ts';
import type { ServiceView } from './service-view.ts';
import type { PatchView, ReportData } from './state-types.ts';

/** Characters of diffs, and of the description, that a report holds at most. */
const MOST_PATCHES = 4_000_000;
const MOST_SOURCES = 2_000_000;

/** All that a report shows. Diffs and sources beyond a bound are left out, the last ones first. */
export async function reportData(view: ServiceView): Promise<ReportData> {
  const model = await view.model();
  const state = await view.state();
  const patches: PatchView[] = [];
  let size = 0;
  for (const index of state.plan.files.keys()) {
    const patch = view.patchAt(index);
    size += patch?.patch.length ?? 0;
    if (patch && size <= MOST_PATCHES) patches.push(patch);
  }
  let read = 0;
  const sources = model.sources.map((_file, index) => {
    const text = view.source(index) ?? '';
    read += text.length;
    return read <= MOST_SOURCES ? text : null;
  });
  return { model, state, patches, runs: view.runs(), sources };
}

/**
 * The page with its data as one document that loads nothing: its style sheet and its script stand in
 * it, and no other runs, since its policy names them by their hashes.
 */
export function reportDocument(page: PageFiles, data: ReportData): string {
  const html = textOf(page, '');
  const script = textOf(page, 'app.js').replaceAll('</script', '<\\/script');
  const style = textOf(page, 'app.css');
  const policy = [
    "default-src 'none'",
    `script-src '${digest(script)}'`,
    `style-src '${digest(style)}'`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return replaced(html, [
    [
      /<meta charset="utf-8" ?\/?>/,
      `$&\n    <meta http-equiv="Content-Security-Policy" content="${policy}" />`,
    ],
    [/<script [^>]*src="\.\/app\.js"[^>]*><\/script>/, ''],
    [/<link [^>]*href="\.\/app\.css"[^>]*>/, `<style>${style}</style>`],
    [
      /<\/body>/,
      `<script type="application/json" id="report">${inlineJson(data)}</script>\n    <script type="module">${script}</script>\n  </body>`,
    ],
  ]);
}

function textOf(page: PageFiles, address: string): string {
  const file = page.get(address);
  if (!file) throw new Error(`The page has no ${address}.`);
  return file.content.toString('utf8');
}

/** Each place once, in order. */
function replaced(html: string, places: readonly (readonly [RegExp, string])[]): string {
  return places.reduce((text, [place, by]) => {
    const match = place.exec(text);
    if (!match)
      throw new NotReady([
        diagnostic(
          'SW7605',
          'error',
          'The built page is another one than this version makes. Build it again: npm run build:view.',
        ),
      ]);
    const after = by.startsWith('$&') ? match[0] + by.slice(2) : by;
    return text.slice(0, match.index) + after + text.slice(match.index + match[0].length);
  }, html);
}

const digest = (text: string): string => `sha256-${hash('sha256', text, 'base64')}`;

/**
 * JSON for a `script` element that is data. No character of it can end the element or begin a
 * comment, and none ends a line of JavaScript.
 */
export const inlineJson = (value: unknown): string =>
  JSON.stringify(value).replaceAll(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
