import { createRequire } from 'node:module';
import type * as Yaml from 'yaml';
import { NODE, TextTree } from './text-tree.ts';

/** Loaded for the few descriptions that need it. */
const yaml = () => createRequire(import.meta.url)('yaml') as typeof Yaml;

/** It is thirty times slower than the other parser, and takes as much more memory. */
const MOST = 10_000_000;

function parse(text: string) {
  const document = yaml().parseDocument(text, {
    schema: 'core',
    merge: true,
    uniqueKeys: true,
    logLevel: 'silent',
    keepSourceTokens: false,
  });
  return document.errors.length > 0 || document.contents === null ? undefined : document;
}

/**
 * Reads YAML by a parser that forgives a closing bracket that is not indented, which many parsers
 * do and many descriptions have (YAML 1.2, section 7.4, forbids it).
 */
export function parseLenientYaml(text: string): unknown {
  if (text.length > MOST) return undefined;
  return parse(text)?.toJS({ maxAliasCount: 1000 }) as unknown;
}

/** Where every value stands. */
export function lenientYamlTree(text: string): TextTree {
  const { isAlias, isMap, isScalar, isSeq } = yaml();
  const scalars = new Map<number, string>();
  const anchors = new Map<string, number>();
  const tree = new TextTree((_start, _end, node) => scalars.get(node) ?? '');
  const document = parse(text);
  if (document) visit(document.contents);
  return tree;

  function visit(node: unknown): void {
    const [start, end] = (node as Yaml.Node | null)?.range ?? [-1, -1];
    if (isMap(node)) {
      named(node.anchor, tree.add(NODE.map, start, start + 1));
      for (const pair of node.items as Yaml.Pair[]) {
        visit(pair.key);
        visit(pair.value);
      }
      tree.close();
    } else if (isSeq(node)) {
      named(node.anchor, tree.add(NODE.list, start, start + 1));
      for (const item of node.items) visit(item);
      tree.close();
    } else if (isAlias(node)) {
      tree.add(NODE.alias, start, end, anchors.get(node.source));
    } else {
      // An empty value has a range of no length, and what points to it should point to its key.
      const index = tree.add(NODE.scalar, start === end ? -1 : start, end);
      if (isScalar(node)) {
        scalars.set(index, String(node.value));
        named(node.anchor, index);
      }
    }
  }

  function named(anchor: string | undefined, node: number): void {
    if (anchor !== undefined) anchors.set(anchor, node);
  }
}
