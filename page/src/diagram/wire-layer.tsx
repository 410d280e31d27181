import { memo } from 'preact/compat';
import { useMemo } from 'preact/hooks';
import type { Wire } from './wires.ts';

/** Beyond so many relations, lines are drawn lighter. */
const MANY = 80;

interface WiresProps {
  readonly wires: readonly Wire[];
  readonly chosen: string | undefined;
}

/** All relations, as one line that stays; those of the chosen entity are drawn over it. */
export const Wires = memo(function Wires({ wires, chosen }: WiresProps) {
  const all = useMemo(() => wires.map(({ path, feet }) => path + feet).join(''), [wires]);
  const on = wires.filter(({ from, to }) => from === chosen || to === chosen);
  const tone =
    chosen === undefined ? (wires.length > MANY ? 'wires many' : 'wires') : 'wires with-chosen';
  return (
    <g class={tone}>
      <path class="wire" d={all} />
      {on.map(({ id, path, feet }) => (
        <path key={id} class="wire on" d={path + feet} />
      ))}
    </g>
  );
});
