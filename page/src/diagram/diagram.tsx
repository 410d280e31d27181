import { useEffect, useMemo, useRef } from 'preact/hooks';
import { useApp, useModel } from '../app-context.ts';
import { Icon } from '../icon.tsx';
import { go } from '../place.ts';
import { useKeys } from '../use-keys.ts';
import type { Box } from './box.ts';
import { centred, moved, nextBox, zoomed } from './camera.ts';
import { EntityNode } from './entity-node.tsx';
import { EntityPanel } from './entity-panel.tsx';
import { EntitySearch } from './entity-search.tsx';
import { type Drawing, draw, type Point } from './layout.ts';
import { type CameraControl, useCamera } from './use-camera.ts';
import { useDrag } from './use-drag.ts';
import { Wires } from './wire-layer.tsx';

const STEP = 80;

/** All entities with their relations: to be moved, zoomed and clicked through. */
export function Diagram({ chosen }: { readonly chosen: string | undefined }) {
  const model = useModel();
  const { state } = useApp();
  const drawing = useMemo(() => draw(model.entities), [model.entities]);
  const svg = useRef<SVGSVGElement>(null);
  const layer = useRef<SVGGElement>(null);
  const camera = useCamera(drawing, svg, layer);
  const box = drawing.boxes.find(({ name }) => name === chosen);
  useFollow(box, camera);
  const onKeyDown = useDiagramKeys(drawing, box, camera);
  const drag = useDrag(camera.change, (target) => {
    const name = target.closest('[data-name]')?.getAttribute('data-name');
    go('diagram', name ?? undefined);
    svg.current?.focus();
  });
  const open = useMemo(() => {
    const waiting = new Set(
      state.value?.holes.filter((hole) => hole.state === 'open').map(({ id }) => id),
    );
    const counts = new Map<string, number>();
    for (const { entity, holes } of model.operations)
      if (entity !== undefined && holes.some((hole) => waiting.has(hole)))
        counts.set(entity, (counts.get(entity) ?? 0) + 1);
    return counts;
  }, [model, state.value]);
  if (model.entities.length === 0)
    return <p class="empty">No entity was found in this description.</p>;
  const { seen } = camera;
  return (
    <div class={`diagram ${box ? 'with-panel' : ''}`}>
      <svg
        ref={svg}
        class={seen.isFar ? 'canvas far' : 'canvas'}
        tabindex={0}
        role="application"
        aria-roledescription="entity diagram"
        aria-label={`${model.entities.length} entities. Arrow keys go from one to the next.`}
        onKeyDown={onKeyDown}
        {...drag}
      >
        <g ref={layer}>
          <Wires wires={drawing.wires} chosen={box?.name} />
          {drawing.boxes.map(
            (one) =>
              seen.names.has(one.name) && (
                <EntityNode
                  key={one.name}
                  box={one}
                  isChosen={one === box}
                  isFar={seen.isFar}
                  open={open.get(one.name) ?? 0}
                />
              ),
          )}
        </g>
      </svg>
      <EntitySearch entities={model.entities} />
      <div class="zoom" role="group" aria-label="Zoom">
        <ZoomButton name="plus" label="Nearer (+)" onClick={() => zoomBy(camera, 1.3)} />
        <ZoomButton name="minus" label="Farther (−)" onClick={() => zoomBy(camera, 1 / 1.3)} />
        <ZoomButton name="fit" label="All of it (0)" onClick={camera.fit} />
      </div>
      {box && <EntityPanel entity={box.entity} onClose={() => go('diagram')} />}
      <span class="visually-hidden" role="status">
        {box ? `${box.name}, ${box.entity.fields.length} fields` : ''}
      </span>
    </div>
  );
}

interface ZoomButtonProps {
  readonly name: 'plus' | 'minus' | 'fit';
  readonly label: string;
  readonly onClick: () => void;
}

const ZoomButton = ({ name, label, onClick }: ZoomButtonProps) => (
  <button type="button" class="tool" title={label} aria-label={label} onClick={onClick}>
    <Icon name={name} />
  </button>
);

const zoomBy = ({ change }: CameraControl, factor: number): void =>
  change((camera, { width, height }) => zoomed(camera, factor, { x: width / 2, y: height / 2 }));

/** Brings into sight what is chosen by another way than a click on it. */
function useFollow(box: Box | undefined, { seen, change }: CameraControl): void {
  const isSeen = box !== undefined && seen.names.has(box.name) && !seen.isFar;
  useEffect(() => {
    if (box && !isSeen) change((camera, screen) => centred(box, camera, screen));
  }, [box]);
}

const ARROWS: Readonly<Record<string, Point>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

/** Keys of the diagram; the arrows are its own while it has the focus. */
function useDiagramKeys(
  { boxes }: Drawing,
  box: Box | undefined,
  camera: CameraControl,
): (event: KeyboardEvent) => void {
  useKeys({
    '+': () => zoomBy(camera, 1.3),
    '=': () => zoomBy(camera, 1.3),
    '-': () => zoomBy(camera, 1 / 1.3),
    '0': camera.fit,
    Escape: () => go('diagram'),
  });
  return (event) => {
    const direction = ARROWS[event.key];
    if (!direction) return;
    event.preventDefault();
    if (event.shiftKey) {
      camera.change((now) => moved(now, { x: -direction.x * STEP, y: -direction.y * STEP }));
      return;
    }
    const next = nextBox(boxes, box, direction);
    if (!next) return;
    go('diagram', next.name);
    camera.change((now, screen) => centred(next, now, screen));
  };
}
