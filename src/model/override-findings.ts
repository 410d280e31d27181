import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.ts';
import type { SpecDocument } from '../spec/document.ts';
import { rulesFinding } from './business-rules.ts';
import {
  entityOverride,
  operationOverride,
  parameterOverride,
  propertyOverride,
  VOCABULARY,
} from './overrides.ts';
import { isName, RENAMED_FROM } from './renamed-from.ts';

type Place = keyof typeof VOCABULARY;

const READERS = {
  operation: operationOverride,
  parameter: parameterOverride,
  schema: (said: unknown) => ({ ...propertyOverride(said), ...entityOverride(said) }),
} as const;

/** What `x-specwright` or `x-business-rules` says somewhere and is not understood, as warnings. */
export function overrideFindings(document: SpecDocument): Diagnostic[] {
  const found: Diagnostic[] = [];
  const seen = new Set<object>();
  const open: { node: object; isPathItem: boolean }[] = [{ node: document.api, isPathItem: false }];
  const paths: object = document.api.paths ?? {};
  for (let next = open.pop(); next; next = open.pop()) {
    const { node, isPathItem } = next;
    if (seen.has(node)) continue;
    seen.add(node);
    if (!Array.isArray(node) && Object.hasOwn(node, 'x-specwright'))
      found.push(...findingsAt(node as Extended, isPathItem, document));
    if (!Array.isArray(node) && Object.hasOwn(node, 'x-business-rules')) {
      const finding = rulesFinding((node as Ruled)['x-business-rules']);
      if (finding !== undefined) found.push(warning(finding, node, document));
    }
    if (!Array.isArray(node) && Object.hasOwn(node, RENAMED_FROM))
      found.push(...formerNameFindings(node, document));
    for (const [name, child] of Object.entries(node)) {
      const isNode = typeof child === 'object' && child !== null && !OWN_EXTENSIONS.has(name);
      if (isNode) open.push({ node: child as object, isPathItem: node === paths });
    }
  }
  return found;
}

const OWN_EXTENSIONS: ReadonlySet<string> = new Set(['x-specwright', 'x-business-rules']);

interface Ruled {
  readonly 'x-business-rules': unknown;
}

interface Extended {
  readonly 'x-specwright': unknown;
}

function findingsAt(node: Extended, isPathItem: boolean, document: SpecDocument): Diagnostic[] {
  const said = node['x-specwright'];
  const warn = (message: string) => warning(message, node, document);
  if (typeof said !== 'object' || said === null || Array.isArray(said))
    return [warn('x-specwright should be an object, such as { live: false }.')];
  const place = placeOf(node, isPathItem);
  const words: readonly string[] = VOCABULARY[place];
  const understood: object = READERS[place](said);
  return Object.entries(said).flatMap(([word]) => {
    if (!words.includes(word))
      return [
        warn(
          `x-specwright does not know ${JSON.stringify(word)} for ${NAMES[place]}. It knows ${words.join(', ')}.`,
        ),
      ];
    const isRead = Object.hasOwn(understood, word === 'filter' ? 'role' : word);
    return isRead
      ? []
      : [
          warn(
            `x-specwright does not understand this ${word}. docs/explain.md lists what it can be.`,
          ),
        ];
  });
}

function warning(message: string, node: object, document: SpecDocument): Diagnostic {
  const source = document.origin(node);
  const location = source && document.locate(source);
  return diagnostic('SW2002', 'warning', message, location, location && document.frame(location));
}

/** A former name that is none cannot be looked for. */
const formerNameFindings = (node: object, document: SpecDocument): Diagnostic[] =>
  isName(Reflect.get(node, RENAMED_FROM))
    ? []
    : [
        warning(
          `${RENAMED_FROM} should be the former name, as text: ${RENAMED_FROM}: title.`,
          node,
          document,
        ),
      ];

const NAMES = {
  operation: 'an operation',
  parameter: 'a parameter',
  schema: 'a schema',
} as const;

function placeOf(node: object, isPathItem: boolean): Place {
  if (isPathItem || Object.hasOwn(node, 'responses')) return 'operation';
  return Object.hasOwn(node, 'in') && Object.hasOwn(node, 'name') ? 'parameter' : 'schema';
}
