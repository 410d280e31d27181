import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { type Camera, fitted, moved, type Size, visibleBoxes, zoomed } from './camera.ts';
import type { Drawing, Point } from './layout.ts';

/** Below this scale, fields cannot be read and are not drawn. */
const FAR = 0.5;

/** What has to be drawn, which changes less often than the camera moves. */
export interface Seen {
  readonly names: ReadonlySet<string>;
  readonly isFar: boolean;
}

export interface CameraControl {
  readonly seen: Seen;
  readonly change: (next: (camera: Camera, screen: Size) => Camera) => void;
  readonly fit: () => void;
}

const NOTHING: Seen = { names: new Set(), isFar: false };

/**
 * Moves a drawing behind an `svg`: by dragging, by the wheel, by pinching. The drawing moves by one
 * attribute a frame; what it consists of is drawn anew only when other boxes come into sight.
 */
export function useCamera(
  drawing: Drawing,
  svg: { readonly current: SVGSVGElement | null },
  layer: { readonly current: SVGGElement | null },
): CameraControl {
  const camera = useRef<Camera>({ x: 0, y: 0, scale: 1 });
  const [seen, setSeen] = useState(NOTHING);
  const frame = useRef(0);
  const screen = useCallback((): Size => {
    const { clientWidth: width = 0, clientHeight: height = 0 } = svg.current ?? {};
    return { width, height };
  }, [svg]);
  const show = useCallback((): void => {
    const { x, y, scale } = camera.current;
    layer.current?.setAttribute('transform', `scale(${scale}) translate(${-x} ${-y})`);
    const names = new Set(visibleBoxes(drawing, camera.current, screen()).map(({ name }) => name));
    const isFar = scale < FAR;
    setSeen((before) =>
      before.isFar === isFar && isSame(before.names, names) ? before : { names, isFar },
    );
  }, [drawing, layer, screen]);
  const change = useCallback<CameraControl['change']>(
    (next) => {
      camera.current = next(camera.current, screen());
      cancelAnimationFrame(frame.current);
      frame.current = requestAnimationFrame(show);
    },
    [screen, show],
  );
  const fit = useCallback(() => change((_now, size) => fitted(drawing, size)), [change, drawing]);
  useLayoutEffect(() => {
    camera.current = fitted(drawing, screen());
    show();
  }, [drawing, screen, show]);
  useEffect(() => {
    const element = svg.current;
    if (!element) return undefined;
    const observer = new ResizeObserver(show);
    observer.observe(element);
    const onWheel = (event: WheelEvent): void => {
      event.preventDefault();
      const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 24 : 1;
      const by = { x: -event.deltaX * unit, y: -event.deltaY * unit };
      const at = pointIn(element, event);
      change((now) =>
        event.ctrlKey || event.metaKey
          ? zoomed(now, Math.exp(by.y / 240), at)
          : moved(now, event.shiftKey ? { x: by.x + by.y, y: 0 } : by),
      );
    };
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => {
      observer.disconnect();
      element.removeEventListener('wheel', onWheel);
    };
  }, [change, show, svg]);
  return { seen, change, fit };
}

const isSame = (one: ReadonlySet<string>, other: ReadonlySet<string>): boolean =>
  one.size === other.size && [...one].every((name) => other.has(name));

/** Where an event is, in pixels of the element. */
export function pointIn(
  element: Element,
  event: { readonly clientX: number; readonly clientY: number },
): Point {
  const { left, top } = element.getBoundingClientRect();
  return { x: event.clientX - left, y: event.clientY - top };
}
