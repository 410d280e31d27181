import type { Box } from './box.ts';
import type { Drawing, Point } from './layout.ts';

/** What part of a drawing is seen: a point of it in the corner, and how large it is. */
export interface Camera {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

const LEAST = 0.04;
const MOST = 2.5;
const MARGIN = 36;

/** All of a drawing, in the middle, and no larger than it is. */
export function fitted({ width, height }: Size, screen: Size): Camera {
  const scale = Math.max(
    LEAST,
    Math.min(
      1,
      (screen.width - 2 * MARGIN) / Math.max(width, 1),
      (screen.height - 2 * MARGIN) / Math.max(height, 1),
    ),
  );
  return {
    x: width / 2 - screen.width / 2 / scale,
    y: height / 2 - screen.height / 2 / scale,
    scale,
  };
}

/** Nearer or farther, round a point of the screen. */
export function zoomed(camera: Camera, factor: number, at: Point): Camera {
  const scale = Math.min(MOST, Math.max(LEAST, camera.scale * factor));
  return {
    x: camera.x + at.x / camera.scale - at.x / scale,
    y: camera.y + at.y / camera.scale - at.y / scale,
    scale,
  };
}

/** Moved by pixels of the screen. */
export const moved = (camera: Camera, by: Point): Camera => ({
  ...camera,
  x: camera.x - by.x / camera.scale,
  y: camera.y - by.y / camera.scale,
});

/** A box in the middle, large enough to be read. */
export function centred(box: Box, camera: Camera, screen: Size): Camera {
  const scale = Math.max(camera.scale, 0.8);
  return {
    x: box.x + box.width / 2 - screen.width / 2 / scale,
    y: box.y + box.height / 2 - screen.height / 2 / scale,
    scale,
  };
}

/** The boxes that are on the screen, or nearly. */
export function visibleBoxes({ boxes }: Drawing, camera: Camera, screen: Size): Box[] {
  const margin = 120 / camera.scale;
  const right = camera.x + screen.width / camera.scale + margin;
  const bottom = camera.y + screen.height / camera.scale + margin;
  return boxes.filter(
    ({ x, y, width, height }) =>
      x < right && y < bottom && x + width > camera.x - margin && y + height > camera.y - margin,
  );
}

/** The nearest box in a direction: straight ahead counts more than beside. */
export function nextBox(
  boxes: readonly Box[],
  from: Box | undefined,
  direction: Point,
): Box | undefined {
  if (!from) return boxes[0];
  const middle = ({ x, y, width, height }: Box): Point => ({
    x: x + width / 2,
    y: y + height / 2,
  });
  const start = middle(from);
  let best: { readonly box: Box; readonly cost: number } | undefined;
  for (const box of boxes) {
    const { x, y } = middle(box);
    const [dx, dy] = [x - start.x, y - start.y];
    const ahead = dx * direction.x + dy * direction.y;
    const beside = Math.abs(dx * direction.y) + Math.abs(dy * direction.x);
    const cost = ahead + beside * 2.5;
    if (box !== from && ahead > 1 && (!best || cost < best.cost)) best = { box, cost };
  }
  return best?.box;
}
