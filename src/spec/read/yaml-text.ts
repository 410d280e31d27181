import {
  constructFromEvents,
  CORE_SCHEMA,
  defineScalarTag,
  EVENT_ID,
  type Event,
  floatJsonTag,
  getScalarValue,
  mergeTag,
  parseEvents,
  type ScalarEvent,
} from 'js-yaml';
import { MAX_DEPTH } from './expansion.ts';
import { NODE, TextTree } from './text-tree.ts';

const asText = (name: string) =>
  defineScalarTag(`tag:yaml.org,2002:${name}`, { resolve: (text) => text, identify: () => false });

/**
 * YAML 1.2 core schema, so that dates stay text, with merge keys, which descriptions use. Infinity
 * and NaN have no JSON form and stay text too.
 */
const SCHEMA = CORE_SCHEMA.withTags(mergeTag, floatJsonTag, asText('timestamp'), asText('binary'));

/** Parses one YAML document; throws a YAMLException with a mark. */
export function parseYaml(text: string): unknown {
  const events = parseEvents(text, { maxDepth: MAX_DEPTH });
  const documents = constructFromEvents(events, {
    source: text,
    schema: SCHEMA,
    maxTotalMergeKeys: 100_000,
  });
  if (documents.length > 1) throw new SecondDocument(text);
  return documents[0];
}

/** A stream of several documents is no description. */
export class SecondDocument extends Error {
  readonly offset: number;

  constructor(text: string) {
    super('it holds more than one document');
    const marks = [...text.matchAll(/^---(?=\s|$)/gm)]
      .map(({ index }) => index)
      .filter((index) => text.slice(0, index).trim() !== '');
    this.offset = marks[0] ?? 0;
  }
}

/** Where every value stands. */
export function yamlTree(text: string): TextTree {
  const scalars = new Map<number, ScalarEvent>();
  const anchors = new Map<string, number>();
  const tree = new TextTree((start, end, node) => {
    const scalar = scalars.get(node);
    return scalar ? getScalarValue(text, scalar) : text.slice(start, Math.max(start, end));
  });
  const named = (event: { anchorStart: number; anchorEnd: number }, node: number) => {
    if (event.anchorStart >= 0) anchors.set(text.slice(event.anchorStart, event.anchorEnd), node);
  };
  for (const event of parseEvents(text, { maxDepth: MAX_DEPTH })) addEvent(event);
  return tree;

  function addEvent(event: Event): void {
    if (event.type === EVENT_ID.SCALAR) {
      const node = tree.add(NODE.scalar, scalarStart(event, text), event.valueEnd);
      if (!event.fast || event.style !== 1) scalars.set(node, event);
      named(event, node);
    } else if (event.type === EVENT_ID.SEQUENCE) {
      named(event, tree.add(NODE.list, event.start, event.start + 1));
    } else if (event.type === EVENT_ID.MAPPING) {
      named(event, tree.add(NODE.map, event.start, event.start + 1));
    } else if (event.type === EVENT_ID.ALIAS) {
      const target = anchors.get(text.slice(event.anchorStart, event.anchorEnd));
      tree.add(NODE.alias, event.anchorStart - 1, event.anchorEnd, target);
    } else if (event.type === EVENT_ID.POP) {
      tree.close();
    }
  }
}

/** Where a person would say that a scalar starts: at its opening quote or block indicator. */
function scalarStart({ valueStart, style }: ScalarEvent, text: string): number {
  if (valueStart < 0) return -1;
  if (style === 2 || style === 3) return valueStart - 1;
  if (style !== 4 && style !== 5) return valueStart;
  // The indicator ends the line before; a search through the whole text would be quadratic.
  const before = text.slice(Math.max(0, valueStart - 120), valueStart);
  const header = Math.max(before.lastIndexOf('|'), before.lastIndexOf('>'));
  return header < 0 ? valueStart : valueStart - before.length + header;
}
