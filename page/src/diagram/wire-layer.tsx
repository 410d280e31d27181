import { memo } from 'preact/compat';
import type { Wire } from './wires.ts';

interface WiresProps {
  readonly wires: readonly Wire[];
  readonly chosen: string | undefined;
}

/** All relations; those of the chosen entity stand out. */
export const Wires = memo(function Wires({ wires, chosen }: WiresProps) {
  const isOn = ({ from, to }: Wire): boolean => from === chosen || to === chosen;
  const rest = wires.filter((wire) => !isOn(wire));
  const on = wires.filter(isOn);
  return (
    <g class={chosen === undefined ? 'wires' : 'wires with-chosen'}>
      <path class="wire" d={rest.map(({ path }) => path).join('')} />
      <path class="wire" d={rest.map(({ feet }) => feet).join('')} />
      {on.map(({ id, path, feet }) => (
        <g key={id} class="on">
          <path class="wire" d={path} />
          <path class="wire" d={feet} />
        </g>
      ))}
    </g>
  );
});
