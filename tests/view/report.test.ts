import { hash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { PageFiles } from '../../src/view/page-files.ts';
import { inlineJson, reportDocument } from '../../src/view/report.ts';
import type { ReportData } from '../../src/view/state-types.ts';

const HOSTILE = '</script><script>alert(1)</script><!-- ]]> & \u2028 \u2029';

const data = (title: string): ReportData => ({
  model: {
    service: 'pets',
    title,
    version: '1',
    description: title,
    entities: [],
    operations: [],
    sources: [title],
    findings: [],
  },
  state: {
    plan: { files: [], unchanged: 0, isOnlyMemory: false, isTested: true, findings: [] },
    holes: [],
    runs: [],
    conflicts: [],
  },
  patches: [],
  runs: [],
  sources: [title],
});

const page: PageFiles = new Map(
  [
    [
      '',
      '<!doctype html>\n<html><head>\n<meta charset="utf-8" />\n<script type="module" crossorigin src="./app.js"></script>\n<link rel="stylesheet" crossorigin href="./app.css">\n</head><body><div id="app"></div></body></html>',
    ],
    ['app.js', "const end = '</script>'; const cost = '$& $1';"],
    ['app.css', 'p { color: red }'],
  ].map(([address = '', text = '']) => [address, { type: '', content: Buffer.from(text) }]),
);

describe('data in a document', () => {
  test('cannot leave its element, whatever the description says', () => {
    const text = inlineJson(data(HOSTILE));
    expect(text).not.toMatch(/[<>&\u2028\u2029]/);
    expect(JSON.parse(text)).toEqual(data(HOSTILE));
  });

  test('stands in a document of two scripts, of which one runs', () => {
    const html = reportDocument(page, data(HOSTILE));
    expect(html.match(/<script/g)).toHaveLength(2);
    expect(html.match(/<\/script>/g)).toHaveLength(2);
    expect(html).not.toContain('alert(1)</script>');
    expect(html).not.toMatch(/(?:src|href)="\.\//);
  });

  test('leaves the script as it is, which alone may run', () => {
    const html = reportDocument(page, data('Pets'));
    const [, script = ''] = /<script type="module">([\s\S]*?)<\/script>/.exec(html) ?? [];
    expect(script).toBe("const end = '<\\/script>'; const cost = '$& $1';");
    expect(html).toContain(`script-src 'sha256-${hash('sha256', script, 'base64')}'`);
    expect(html).toContain(`style-src 'sha256-${hash('sha256', 'p { color: red }', 'base64')}'`);
    expect(html).toContain("default-src 'none'");
  });
});
