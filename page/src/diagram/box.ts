import type { EntityView, FieldView } from '../../../src/view/model-types.ts';

/** A field as a row of its entity. */
export interface Row {
  readonly field: FieldView;
  readonly label: string;
  readonly type: string;
}

/** An entity as a box. */
export interface Box {
  readonly name: string;
  readonly table: string;
  readonly entity: EntityView;
  readonly rows: readonly Row[];
  /** Fields that have no row. */
  readonly more: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export const HEAD = 44;
export const ROW = 21;
const FOOT = 8;
const MOST_ROWS = 14;
/** Width of a character of the fields' font, and of the name's. */
const CHARACTER = 6.7;
const NAME_CHARACTER = 8.2;
const MOST_LABEL = 24;

/** How much room an entity takes, with its keys and references first where not all fields have room. */
export function boxOf(entity: EntityView): Box {
  const fields = chosenFields(entity.fields);
  const rows = fields.map((field): Row => ({
    field,
    label: clipped(field.name, MOST_LABEL),
    type: typeText(field),
  }));
  const more = entity.fields.length - rows.length;
  const widest = Math.max(
    0,
    ...rows.map(({ label, type }) => (label.length + type.length + 3) * CHARACTER),
  );
  const name = clipped(entity.name, 30);
  return {
    name: entity.name,
    table: clipped(entity.table, 34),
    entity,
    rows,
    more,
    x: 0,
    y: 0,
    width: Math.round(Math.min(340, Math.max(168, widest + 42, name.length * NAME_CHARACTER + 40))),
    height: HEAD + (rows.length + (more > 0 ? 1 : 0)) * ROW + FOOT,
  };
}

export const clipped = (text: string, most: number): string =>
  text.length > most ? `${text.slice(0, most - 1)}…` : text;

function chosenFields(fields: readonly FieldView[]): readonly FieldView[] {
  if (fields.length <= MOST_ROWS) return fields;
  const first = fields.filter(({ isKey, reference }) => isKey || reference);
  const rest = fields.filter(({ isKey, reference }) => !isKey && !reference);
  const kept = new Set([...first, ...rest].slice(0, MOST_ROWS - 1));
  return fields.filter((field) => kept.has(field));
}

const typeText = ({ type, nullable, required, reference }: FieldView): string =>
  `${reference ? clipped(reference.entity, 16) + (reference.many ? '[]' : '') : type}${nullable || !required ? '?' : ''}`;

/** The height at which a field's row has its middle; that of the head where it has none. */
export function rowMiddle({ rows, y }: Box, field: string): number {
  const index = rows.findIndex((row) => row.field.name === field);
  return index < 0 ? y + HEAD / 2 : y + HEAD + index * ROW + ROW / 2;
}
