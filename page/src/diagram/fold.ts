import type { Box } from './box.ts';

/** Width to height that a group should have at most; one that is much taller is folded. */
const SHAPE = 1.6;
const LAYER_GAP = 84;
const COLUMN_GAP = 36;
const ROW_GAP = 28;

/**
 * Folds layers that are too long for a screen into several columns. The order of layers, and of the
 * boxes in each, stays.
 */
export function folded(boxes: readonly Box[]): Box[] {
  const area = boxes.reduce(
    (sum, { width, height }) => sum + (width + COLUMN_GAP) * (height + ROW_GAP),
    0,
  );
  const most = Math.sqrt(area / SHAPE);
  const bottom = Math.max(...boxes.map(({ y, height }) => y + height));
  const top = Math.min(...boxes.map(({ y }) => y));
  if (bottom - top <= most * 1.8) return [...boxes];
  const layers = Map.groupBy(boxes, ({ x, width }) => Math.round(x + width / 2));
  const places: Box[] = [];
  let left = 0;
  for (const [, layer] of [...layers].toSorted(([one], [other]) => one - other)) {
    const columns = cut(
      layer.toSorted((one, other) => one.y - other.y),
      most,
    );
    for (const column of columns) {
      const width = Math.max(...column.map((box) => box.width));
      const height = column.reduce((sum, box) => sum + box.height + ROW_GAP, -ROW_GAP);
      let y = (most - height) / 2;
      for (const box of column) {
        places.push({ ...box, x: left + (width - box.width) / 2, y });
        y += box.height + ROW_GAP;
      }
      left += width + COLUMN_GAP;
    }
    left += LAYER_GAP - COLUMN_GAP;
  }
  return places;
}

/** Columns of about the same height, none much higher than `most`. */
function cut(layer: readonly Box[], most: number): Box[][] {
  const whole = layer.reduce((sum, { height }) => sum + height + ROW_GAP, 0);
  const target = whole / Math.ceil(whole / most);
  const columns: Box[][] = [];
  let [height, column]: [number, Box[]] = [0, []];
  for (const box of layer) {
    if (column.length > 0 && height + box.height / 2 > target) {
      columns.push(column);
      [height, column] = [0, []];
    }
    column.push(box);
    height += box.height + ROW_GAP;
  }
  return [...columns, column];
}
