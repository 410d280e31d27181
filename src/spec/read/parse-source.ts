import { YAMLException } from 'js-yaml';
import {
  type Diagnostic,
  type DiagnosticCodeOf,
  diagnostic,
} from '../../diagnostics/diagnostic.ts';
import { sourceFrame } from '../../diagnostics/frame.ts';
import { Lines } from '../../diagnostics/lines.ts';
import { MAX_DEPTH, measure } from './expansion.ts';
import { halfPair } from './half-pairs.ts';
import { countMembers, JsonFault, jsonTree } from './json-text.ts';
import { parseLenientYaml } from './lenient-yaml.ts';
import type { Loaded } from './read-source.ts';
import { Source, type Syntax } from './source.ts';
import { parseYaml, SecondDocument } from './yaml-text.ts';

/** Parses a text: JSON by its own parser, which is fastest, and all else as YAML 1.2. */
export function parseSource(text: string, file: string, address: string, strict: boolean): Loaded {
  const at = (
    offset: number,
    code: DiagnosticCodeOf<'SW1'>,
    message: string,
    severity: Diagnostic['severity'] = 'error',
  ) => {
    const lines = new Lines(text);
    const location = { file, ...lines.position(offset) };
    return diagnostic(code, severity, message, location, sourceFrame(lines, location));
  };
  const parsed = parse(text, file);
  if ('offset' in parsed) {
    const code = parsed.deep === true ? 'SW1006' : 'SW1003';
    return { problem: at(parsed.offset, code, `${file} ${parsed.message}`) };
  }
  const { value, syntax } = parsed;
  if (value === undefined || value === null) {
    const message = `${file} is empty. An OpenAPI description starts with its version, such as openapi: 3.1.1.`;
    return { problem: diagnostic('SW1003', 'error', message, { file, line: 1, column: 1 }) };
  }
  const { fault, members } = measure(value);
  if (fault)
    return {
      problem: at(fault === 'deep' ? 0 : aliasOffset(text), 'SW1006', `${file} ${FAULTS[fault]}`),
    };
  const half = halfPair(text, value);
  if (half !== undefined) {
    const message = `${file} holds an escape that is half a surrogate pair, which is no character. Write the whole pair, or the character itself.`;
    return { problem: at(half, 'SW1003', message) };
  }
  const source = new Source(file, address, text, value, syntax);
  const severity = strict ? 'error' : 'warning';
  const warnings: Diagnostic[] = [];
  if (parsed.notJson) {
    const message = `${file} is named as JSON and is none: ${parsed.notJson.message}. It is read as YAML; correct it, or rename it.`;
    warnings.push(at(parsed.notJson.offset, 'SW1003', message, severity));
  }
  if (syntax === 'json' && countMembers(text) > members) {
    for (const { start, name } of source.tree.twins()) {
      const message = `The member ${JSON.stringify(name.slice(0, 80))} stands twice, and the last one counts. Delete one of them.`;
      warnings.push(at(start, 'SW1007', message, severity));
      if (warnings.length >= 20) break;
    }
  }
  const [first] = warnings;
  return strict && first ? { problem: first } : { source, warnings };
}

const FAULTS = {
  endless:
    'holds an alias that stands inside what it stands for. Write the value out, or use a $ref.',
  deep: `is nested more than ${MAX_DEPTH} levels deep. Flatten it.`,
  large:
    'holds aliases that repeat aliases, and would expand to more than a million values. Use $refs instead.',
} as const;

type Parsed =
  | { readonly value: unknown; readonly syntax: Syntax; readonly notJson?: JsonFault | undefined }
  | { readonly offset: number; readonly message: string; readonly deep?: boolean };

function parse(text: string, file: string): Parsed {
  if (text.trim() === '') return { value: undefined, syntax: 'yaml' };
  let notJson: JsonFault | undefined;
  if (/^\s*[[{]/.test(text)) {
    try {
      return { value: JSON.parse(text), syntax: 'json' };
    } catch (error) {
      notJson = jsonFault(text, error);
    }
  }
  const isNamedJson = file.toLowerCase().endsWith('.json');
  try {
    // A brace may start YAML too.
    return { value: parseYaml(text), syntax: 'yaml', ...(isNamedJson && notJson && { notJson }) };
  } catch (error) {
    if (isNamedJson && notJson) {
      return {
        offset: notJson.offset,
        message: `is not valid JSON: ${notJson.message}. Correct it there.`,
      };
    }
    const lenient = isForgivable(error) ? parseLenientYaml(text) : undefined;
    return lenient === undefined
      ? yamlFault(error, text)
      : { value: lenient, syntax: 'lenient-yaml' };
  }
}

function jsonFault(text: string, error: unknown): JsonFault {
  try {
    jsonTree(text);
  } catch (fault) {
    if (fault instanceof JsonFault) return fault;
    throw fault;
  }
  return new JsonFault(0, error instanceof Error ? error.message : String(error));
}

/** A closing bracket that is not indented: nothing else may pass for what it is not. */
const isForgivable = (error: unknown): boolean =>
  error instanceof YAMLException && error.reason === 'deficient indentation';

const isTooDeep = ({ reason }: YAMLException): boolean => reason.includes('maxDepth');

function yamlFault(error: unknown, text: string): Parsed {
  if (error instanceof YAMLException) {
    if (/found nothing|empty|no documents?/i.test(error.reason))
      return { value: undefined, syntax: 'yaml' };
    const deep = isTooDeep(error);
    const offset = Math.min(error.mark?.position ?? 0, text.length);
    const message = deep ? FAULTS.deep : `is not valid YAML: ${error.reason}. Correct it there.`;
    return { offset, message, deep };
  }
  if (error instanceof SecondDocument) {
    return { offset: error.offset, message: `is not one description: ${error.message}. Keep one.` };
  }
  if (error instanceof RangeError) return { offset: 0, message: FAULTS.deep, deep: true };
  throw error;
}

/** The first alias of a text: the way into what repeats. */
const aliasOffset = (text: string): number => /(?<=[\s[,])\*[^\s,\]}]/.exec(text)?.index ?? 0;
