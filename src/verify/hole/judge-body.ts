import { ts } from 'ts-morph';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { toDiagnostic, type Finding } from '../finding.ts';
import { commentFaults, hiddenCharacters } from './hidden-text.ts';
import { holeBody, type Breach, type HoleBody, type HoleRule } from './hole-body.ts';
import { openHoleProgram, type CheckedFile, type HoleProgram } from './hole-program.ts';
import { formRules, useRules } from './hole-rules.ts';
import { findHole, spliceBody, spliceFault, type Spliced } from './splice-body.ts';
import { whyTooMuch } from './too-much.ts';
import { typeErrors } from './type-errors.ts';

/** What a judge needs to know of a service. */
export interface JudgedService {
  /** All files by their path in the service, with forward slashes. */
  readonly files: ReadonlyMap<string, string>;
  /** A folder with `node_modules` in it or above it: there the types of packages are found. */
  readonly modules?: string;
}

/** What the contract of one hole lends to its body. */
export interface HoleContract {
  /** Names that the file imports and the body may use. */
  readonly imports?: readonly string[];
  /** The file as it would be, where the body needs more imports than it has; else as it is. */
  readonly text?: string;
}

export interface Verdict {
  /** Whether the body may be kept. */
  readonly ok: boolean;
  /** Why not: places are those in the file with the body in it. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Judges proposed bodies of one service. */
export interface HoleJudge {
  /** Judges a body: the statements between the braces of an exported function of the file. */
  judge(file: string, functionName: string, body: string, contract?: HoleContract): Verdict;
}

/** More would be a list of consequences. */
const MOST_FINDINGS = 20;

/**
 * Opens a service for judging. A body is kept only when it is one function body, uses nothing but
 * what it was given, and has no type error. Nothing is run and nothing is written.
 */
export function createHoleJudge({ files, modules }: JudgedService): HoleJudge {
  const program = openHoleProgram(files, modules);
  return {
    judge(file, functionName, body, contract = {}) {
      const fileText = contract.text ?? program.text(file) ?? '';
      const tooMuch = whyTooMuch(body);
      if (tooMuch !== undefined) return verdict([tooLarge(file, tooMuch)], fileText);
      const spliced = spliceBody(fileText, functionName, body);
      if (!spliced) return verdict([missing(file, functionName)], fileText);
      const textFindings = judgeText(file, fileText, functionName, body, spliced);
      if (textFindings.length > 0) return verdict(textFindings, spliced.text);
      const checked = program.withText(file, spliced.text);
      return verdict(
        judgeTree(checked, program, functionName, spliced, contract, file),
        spliced.text,
      );
    },
  };
}

function verdict(findings: readonly Finding[], text: string): Verdict {
  const shown = findings.toSorted((a, b) => a.at - b.at).slice(0, MOST_FINDINGS);
  return { ok: findings.length === 0, diagnostics: shown.map((it) => toDiagnostic(it, text)) };
}

const missing = (path: string, name: string): Finding => ({
  code: 'SW4418',
  path,
  message: `There is no function ${name} with a body in this file. Name an exported function of the service's logic.`,
  at: 0,
});

const tooLarge = (path: string, message: string): Finding => ({
  code: 'SW4419',
  path,
  message,
  at: 0,
});

/** What can be said without types: hidden characters, and a body that is not one body. */
function judgeText(
  path: string,
  fileText: string,
  name: string,
  body: string,
  spliced: Spliced,
): Finding[] {
  const hidden = hiddenCharacters(body);
  if (hidden.length > 0) return hidden.map((it) => ({ ...it, path, at: it.at + spliced.start }));
  const fault = spliceFault(fileText, name, spliced);
  return fault ? [{ ...fault, path }] : [];
}

/** The rules in one walk, then the types: a breach is said once, where it is first seen. */
function judgeTree(
  checked: CheckedFile,
  program: HoleProgram,
  name: string,
  { start, end }: Spliced,
  { imports = [] }: HoleContract,
  path: string,
): Finding[] {
  const hole = findHole(checked.source, name);
  if (!hole?.body) return [missing(path, name)];
  const view = holeBody(checked, program, hole, hole.body, imports);
  const comments = commentFaults(hole.body, start, end);
  const breaches = brokenRules(view).map(({ code, message, node }) => ({
    code,
    message,
    path,
    at: node.getStart(checked.source),
  }));
  return [
    ...comments.map((it) => ({ ...it, path, at: it.at + start })),
    ...breaches,
    ...typeErrors(checked, hole, { start, end }).map((it) => ({ ...it, path })),
  ];
}

/**
 * The forms of a node are judged first: what is not allowed is not looked into. Then its parts,
 * and then what it does with them, unless one of its parts is refused already: the innermost
 * reason is the one to mend.
 */
function brokenRules(hole: HoleBody): Breach[] {
  const found: Breach[] = [];
  const ask = (rules: readonly HoleRule[], node: ts.Node): boolean => {
    const breach = rules.map((rule) => rule(node, hole)).find((it) => it !== undefined);
    if (breach) found.push(breach);
    return breach !== undefined;
  };
  const visit = (node: ts.Node): boolean => {
    if (ask(formRules, node)) return true;
    let isRefused = false;
    node.forEachChild((child) => {
      isRefused = visit(child) || isRefused;
    });
    // A function stands for itself, whatever is wrong within it.
    if (ts.isFunctionLike(node) || ts.isStatement(node)) return ask(useRules, node);
    return isRefused || ask(useRules, node);
  };
  hole.body.forEachChild((child) => {
    visit(child);
  });
  return found;
}
