import { Graph, layout as dagreLayout } from '@dagrejs/dagre';
import type { EntityView } from '../../../src/view/model-types.ts';
import { type Box, boxOf } from './box.ts';
import { components } from './components.ts';
import { folded } from './fold.ts';
import { pack } from './pack.ts';
import { type Wire, wiresOf } from './wires.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Where everything stands. */
export interface Drawing {
  readonly boxes: readonly Box[];
  readonly wires: readonly Wire[];
  readonly width: number;
  readonly height: number;
}

/** A reference of one entity to another. */
export interface Link {
  readonly from: string;
  readonly to: string;
  readonly field: string;
  readonly many: boolean;
}

const GAP = 56;

/** References between entities that are drawn. */
export function linksOf(entities: readonly EntityView[]): Link[] {
  const names = new Set(entities.map(({ name }) => name));
  return entities.flatMap(({ name, fields }) =>
    fields.flatMap(({ name: field, reference }) =>
      reference && names.has(reference.entity)
        ? [{ from: name, to: reference.entity, field, many: reference.many }]
        : [],
    ),
  );
}

/** Lays entities out in layers, what is referred to on the left; groups without relations beside each other. */
export function draw(entities: readonly EntityView[]): Drawing {
  const links = linksOf(entities);
  const boxes = new Map(entities.map((entity) => [entity.name, boxOf(entity)]));
  const groups = components(
    entities.map(({ name }) => name),
    links,
  );
  const blocks = groups.map((names) => arranged(names, boxes, links));
  const { places, width, height } = pack(blocks, GAP);
  const placed = blocks.flatMap(({ boxes: own }, index) => {
    const { x = 0, y = 0 } = places[index] ?? {};
    return own.map((box) => ({ ...box, x: box.x + x, y: box.y + y }));
  });
  return { boxes: placed, wires: wiresOf(placed, links), width, height };
}

interface Block {
  readonly boxes: readonly Box[];
  readonly width: number;
  readonly height: number;
}

/** One group of entities that are related to each other. */
function arranged(
  names: readonly string[],
  boxes: ReadonlyMap<string, Box>,
  links: readonly Link[],
): Block {
  const own = names.flatMap((name) => boxes.get(name) ?? []);
  const [only] = own;
  if (only && own.length === 1) return { boxes: [only], width: only.width, height: only.height };
  const graph = new Graph();
  graph.setGraph({ rankdir: 'LR', nodesep: 28, ranksep: 84, edgesep: 12, ranker: 'tight-tree' });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { name, width, height } of own) graph.setNode(name, { width, height });
  const inside = new Set(names);
  for (const { from, to } of links) if (from !== to && inside.has(from)) graph.setEdge(to, from);
  dagreLayout(graph);
  const laid = folded(
    own.map((box) => {
      const { x = 0, y = 0 } = graph.node(box.name) as Partial<Point>;
      return { ...box, x: x - box.width / 2, y: y - box.height / 2 };
    }),
  );
  const left = Math.min(...laid.map(({ x }) => x));
  const top = Math.min(...laid.map(({ y }) => y));
  return {
    boxes: laid.map((box) => ({ ...box, x: box.x - left, y: box.y - top })),
    width: Math.max(...laid.map(({ x, width }) => x + width)) - left,
    height: Math.max(...laid.map(({ y, height }) => y + height)) - top,
  };
}
