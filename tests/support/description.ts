import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import type { SpecDocument } from '../../src/spec/document.ts';
import { readSpec, type SpecOptions, type SpecResult } from '../../src/spec/read-spec.ts';

export type Files = Readonly<Record<string, string | Uint8Array>>;

/** A temporary folder with files, deleted when the test is over. */
export function folderWith(files: Files): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'specwright-')));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

/** Reads the first of the files. */
export function read(files: Files, options: Partial<SpecOptions> = {}): Promise<SpecResult> {
  const [first = ''] = Object.keys(files);
  return readSpec(first, { cwd: folderWith(files), ...options });
}

/** Reads files that are expected to be right. */
export async function document(
  files: Files,
  options: Partial<SpecOptions> = {},
): Promise<SpecDocument> {
  const result = await read(files, options);
  if (!result.ok)
    throw new Error(result.diagnostics.map(({ code, message }) => `${code} ${message}`).join('\n'));
  return result.document;
}

export const found = (result: SpecResult): readonly Diagnostic[] =>
  result.ok ? result.document.diagnostics : result.diagnostics;

/** Findings as `SW1203 warning 4:7`, in order. */
export const summary = (result: SpecResult): string[] =>
  found(result).map(
    ({ code, severity, location }) => `${code} ${severity} ${location?.line}:${location?.column}`,
  );

/** An OpenAPI 3.1 description around the YAML of its other members. */
export const openapi = (rest: string, version = '3.1.0'): string =>
  `openapi: ${version}\ninfo: { title: Test, version: '1' }\n${rest}`;
