import { useRef } from 'preact/hooks';
import { moved, zoomed } from './camera.ts';
import type { Point } from './layout.ts';
import { type CameraControl, pointIn } from './use-camera.ts';

/** Pixels beyond which a press is no click any more. */
const SLACK = 4;

type DragEvent = PointerEvent & { readonly currentTarget: SVGSVGElement };

/** Dragging with one pointer, pinching with two; a press that does not move is a click on what it hits. */
export function useDrag(change: CameraControl['change'], onClick: (target: Element) => void) {
  const pointers = useRef(new Map<number, Point>());
  const far = useRef(0);
  return {
    onPointerDown: (event: DragEvent): void => {
      if (event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      pointers.current.set(event.pointerId, pointIn(event.currentTarget, event));
      if (pointers.current.size === 1) far.current = 0;
    },
    onPointerMove: (event: DragEvent): void => {
      const before = pointers.current.get(event.pointerId);
      if (!before) return;
      const now = pointIn(event.currentTarget, event);
      const by = { x: now.x - before.x, y: now.y - before.y };
      far.current += Math.abs(by.x) + Math.abs(by.y);
      const other = [...pointers.current].find(([id]) => id !== event.pointerId)?.[1];
      pointers.current.set(event.pointerId, now);
      if (far.current < SLACK) return;
      if (!other) change((camera) => moved(camera, by));
      else {
        const factor = distance(now, other) / Math.max(1, distance(before, other));
        change((camera) => zoomed(camera, factor, other));
      }
    },
    onPointerUp: (event: DragEvent): void => {
      const isClick = pointers.current.delete(event.pointerId) && far.current < SLACK;
      // The pointer is captured, so the event does not tell what is under it.
      const target = document.elementFromPoint(event.clientX, event.clientY);
      if (isClick && target) onClick(target);
    },
    onPointerCancel: (event: DragEvent): void => {
      pointers.current.delete(event.pointerId);
    },
  };
}

const distance = (one: Point, other: Point): number => Math.hypot(one.x - other.x, one.y - other.y);
