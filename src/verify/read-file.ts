import { ts } from '@ts-morph/common';
import type { SourceFile } from '../scaffold/source-file.ts';
import type { Finding } from './finding.ts';
import { readModuleFacts, type ModuleFacts } from './module-facts.ts';
import { noAny } from './policy/no-any.ts';
import { noCodeFromText } from './policy/no-code-from-text.ts';
import { noDefaultExport } from './policy/no-default-export.ts';
import { noSuppression } from './policy/no-suppression.ts';
import { noUnusedImport } from './policy/no-unused-import.ts';
import type { FilePolicy, NodePolicy } from './policy/policy.ts';

const nodePolicies: readonly NodePolicy[] = [noAny, noCodeFromText, noDefaultExport];
const filePolicies: readonly FilePolicy[] = [noSuppression, noUnusedImport];

export interface ReadFile {
  readonly findings: readonly Finding[];
  /** Absent for a file that does not parse. */
  readonly facts?: ModuleFacts;
}

/**
 * Parses a TypeScript file once and applies the rules that need no other file. Its syntax tree is
 * gone afterwards, so memory does not grow with the service. ts-morph's own wrappers would take
 * half as long again (see docs/architecture.md); its parser is used as it is.
 */
export function readTypeScript({ path, text }: SourceFile, withPolicy: boolean): ReadFile {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const findings = syntaxErrors(source);
  if (findings.length > 0) return { findings };
  if (withPolicy) {
    findings.push(...applyToNodes(source), ...filePolicies.flatMap((policy) => policy(source)));
  }
  return { findings, facts: readModuleFacts(source) };
}

/** The parser keeps them on the tree, where the public types do not show them. */
interface WithParseErrors extends ts.SourceFile {
  readonly parseDiagnostics?: readonly ts.DiagnosticWithLocation[];
}

function syntaxErrors(source: WithParseErrors): Finding[] {
  // The first one only: the parser trips over its consequences.
  return (source.parseDiagnostics ?? []).slice(0, 1).map(({ messageText, start }) => ({
    code: 'SW4001',
    path: source.fileName,
    message: `This is not valid TypeScript: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`,
    at: start,
  }));
}

function applyToNodes(source: ts.SourceFile): Finding[] {
  const found: Finding[] = [];
  const visit = (node: ts.Node): void => {
    for (const policy of nodePolicies) {
      const message = policy.breaks(node, source);
      if (message !== undefined) {
        found.push({
          code: policy.code,
          path: source.fileName,
          message,
          at: node.getStart(source),
        });
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** Whether a JSON file parses; `tsconfig.json` may have comments. */
export function readJson({ path, text }: SourceFile): Finding[] {
  const { error } = /(?:^|\/)tsconfig[^/]*\.json$/.test(path)
    ? ts.parseConfigFileTextToJson(path, text)
    : parseStrict(path, text);
  if (error === undefined) return [];
  const message = ts.flattenDiagnosticMessageText(error.messageText, '\n');
  const at = error.start ?? text.length;
  return [{ code: 'SW4002', path, message: `This is not valid JSON: ${message}`, at }];
}

function parseStrict(
  path: string,
  text: string,
): { error?: Pick<ts.Diagnostic, 'messageText' | 'start'> } {
  try {
    JSON.parse(text);
    return {};
  } catch (error) {
    const messageText = error instanceof Error ? error.message : String(error);
    const position = /at position (\d+)/.exec(messageText)?.[1];
    const start =
      position === undefined
        ? ts.parseConfigFileTextToJson(path, text).error?.start
        : Number(position);
    return { error: { messageText, start } };
  }
}
