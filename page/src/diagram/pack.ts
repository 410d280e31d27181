import type { Point } from './layout.ts';

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Width to height that a drawing should have, about that of a screen. */
const SHAPE = 1.7;

/** Puts blocks in rows, in their order, so that the whole is about as wide as a screen. */
export function pack(
  blocks: readonly Size[],
  gap: number,
): Size & { readonly places: readonly Point[] } {
  const area = blocks.reduce((sum, { width, height }) => sum + (width + gap) * (height + gap), 0);
  const widest = Math.max(0, ...blocks.map(({ width }) => width));
  const most = Math.max(widest, Math.sqrt(area * SHAPE));
  const places: Point[] = [];
  let [x, y, rowHeight, width] = [0, 0, 0, 0];
  for (const block of blocks) {
    if (x > 0 && x + block.width > most) {
      x = 0;
      y += rowHeight + gap;
      rowHeight = 0;
    }
    places.push({ x, y });
    x += block.width + gap;
    width = Math.max(width, x - gap);
    rowHeight = Math.max(rowHeight, block.height);
  }
  return { places, width, height: y + rowHeight };
}
