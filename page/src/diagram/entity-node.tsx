import { memo } from 'preact/compat';
import { type Box, clipped, HEAD, ROW, type Row } from './box.ts';

interface EntityNodeProps {
  readonly box: Box;
  readonly isChosen: boolean;
  /** From far away, only names can be read. */
  readonly isFar: boolean;
  /** Operations of it that wait for business logic. */
  readonly open: number;
}

/** An entity in the diagram. */
export const EntityNode = memo(function EntityNode({
  box,
  isChosen,
  isFar,
  open,
}: EntityNodeProps) {
  const { name, table, x, y, width, height, rows, more } = box;
  return (
    <g
      class={`node ${isChosen ? 'chosen' : ''} ${isFar ? 'far' : ''}`}
      transform={`translate(${x} ${y})`}
      data-name={name}
    >
      <rect class="card" width={width} height={height} rx="9" />
      {isFar ? (
        <FarName name={name} width={width} height={height} />
      ) : (
        <>
          <path class="head" d={`M0 ${HEAD}V9a9 9 0 0 1 9-9H${width - 9}a9 9 0 0 1 9 9V${HEAD}z`} />
          <text class="name" x="14" y="19">
            {clipped(name, 30)}
          </text>
          <text class="table" x="14" y="34">
            {table}
          </text>
          {rows.map((row, index) => (
            <FieldRow
              key={row.field.name}
              row={row}
              y={HEAD + index * ROW + 15}
              right={width - 14}
            />
          ))}
          {more > 0 && (
            <text class="more" x="24" y={HEAD + rows.length * ROW + 15}>
              and {more} more
            </text>
          )}
        </>
      )}
      <rect class="edge" width={width} height={height} rx="9" />
      {open > 0 && <circle class="open" cx={width - 14} cy={isFar ? 16 : 14} r={isFar ? 8 : 4.5} />}
    </g>
  );
});

interface FieldRowProps {
  readonly row: Row;
  readonly y: number;
  readonly right: number;
}

function FieldRow({ row: { field, label, type }, y, right }: FieldRowProps) {
  const { isKey, hidden, reference } = field;
  return (
    <>
      {isKey && <circle class="dot" cx="14" cy={y - 4} r="3.2" />}
      {!isKey && reference && (
        <path class="dot" d={`M10.5 ${y - 4}h6m-2.5 -2.5l2.5 2.5l-2.5 2.5`} />
      )}
      <text class={`${isKey ? 'key' : ''} ${hidden ? 'hidden' : ''}`} x="24" y={y}>
        {label}
      </text>
      <text class={reference ? 'type reference' : 'type'} x={right} y={y}>
        {type}
      </text>
    </>
  );
}

interface FarNameProps {
  readonly name: string;
  readonly width: number;
  readonly height: number;
}

/** A name as large as its box. */
function FarName({ name, width, height }: FarNameProps) {
  const size = Math.min(44, Math.max(20, (width - 20) / (Math.min(name.length, 18) * 0.72)));
  return (
    <text class="far-name" x={width / 2} y={height / 2} style={{ fontSize: `${size}px` }}>
      {clipped(name, 18)}
    </text>
  );
}
