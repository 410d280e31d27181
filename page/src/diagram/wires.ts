import { type Box, HEAD, rowMiddle } from './box.ts';
import type { Link } from './layout.ts';

/** A relation as a line between two boxes. */
export interface Wire {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  /** The line, and the feet by which one sees how many there are. */
  readonly path: string;
  readonly feet: string;
}

/** Room for a foot beside a box. */
const FOOT = 12;

/** Lines from the field that refers to the head of what it refers to. */
export function wiresOf(boxes: readonly Box[], links: readonly Link[]): Wire[] {
  const byName = new Map(boxes.map((box) => [box.name, box]));
  return links.flatMap((link) => {
    const [from, to] = [byName.get(link.from), byName.get(link.to)];
    return from && to ? [wire(from, to, link)] : [];
  });
}

function wire(from: Box, to: Box, { field, many }: Link): Wire {
  const y1 = rowMiddle(from, field);
  const y2 = to.y + HEAD / 2;
  // From the side that looks at the other box; a box that refers to itself has a loop on its right.
  const isRight = from !== to && to.x >= from.x + from.width;
  const isSame = Math.abs(from.x - to.x) < Math.max(from.width, to.width) && !isRight;
  const out = isRight || isSame ? 1 : -1;
  const back = isSame ? 1 : -out;
  const x1 = out > 0 ? from.x + from.width : from.x;
  const x2 = back > 0 ? to.x + to.width : to.x;
  const reach = isSame ? 46 : Math.max(36, Math.abs(x2 - x1) / 2);
  return {
    id: `${from.name}.${field}`,
    from: from.name,
    to: to.name,
    path: `M${x1} ${y1}h${out * FOOT}C${x1 + out * reach} ${y1} ${x2 + back * reach} ${y2} ${x2 + back * FOOT} ${y2}H${x2}`,
    feet: `${crowFoot(x1, y1, out)}${many ? crowFoot(x2, y2, back) : oneFoot(x2, y2, back)}`,
  };
}

/** Many. */
const crowFoot = (x: number, y: number, side: number): string =>
  `M${x} ${y - 6}L${x + side * FOOT} ${y}L${x} ${y + 6}`;

/** One. */
const oneFoot = (x: number, y: number, side: number): string => `M${x + side * 7} ${y - 5}v10`;
