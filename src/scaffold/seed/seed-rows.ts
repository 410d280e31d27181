import { entityNamed } from '../../model/by-entity.ts';
import type { Entity, Field, JsonValue, ServiceModel } from '../../model/types.ts';
import { isValid, sampleOf } from '../sample.ts';
import { isJsonArray } from '../sampling/json.ts';
import { hasColumn, isFilled, isLink, isOptional, isOwnTime } from '../view/field-type.ts';
import { type Example, examplesOf } from './candidates.ts';

/** The time at which the row is stored. */
export const NOW = Symbol('now');

export type SeedValue = JsonValue | typeof NOW;

/** A row that is stored to begin with: what each field has, links included. */
export type SeedRow = ReadonlyMap<string, SeedValue>;

/** The rows of one entity. */
export interface Seeded {
  readonly entity: Entity;
  readonly rows: SeedRow[];
}

/** So many are enough to see something. */
const MOST = 10;

/**
 * Rows made of a description's examples, in an order in which each refers to none but earlier ones.
 * What an example leaves out is made up; what it refers to is there, or another one of the kind.
 */
export function seedRows(model: ServiceModel): Seeded[] {
  const plan = new Plan(model);
  for (const entity of model.entities) plan.visit(entity);
  return plan.done.filter(({ rows }) => rows.length > 0);
}

class Plan {
  readonly done: Seeded[] = [];
  readonly #model: ServiceModel;
  readonly #known = new Map<string, Seeded>();

  constructor(model: ServiceModel) {
    this.#model = model;
  }

  /** The rows of an entity; those of an entity in the making, where references go in circles. */
  visit(entity: Entity): Seeded {
    const known = this.#known.get(entity.name);
    if (known) return known;
    const seeded: Seeded = { entity, rows: [] };
    this.#known.set(entity.name, seeded);
    for (const example of examplesOf(entity, this.#model)) {
      if (seeded.rows.length >= MOST) break;
      this.#add(seeded, example);
    }
    this.done.push(seeded);
    return seeded;
  }

  /** The row of an example, unless one that is there has its key or a value that is unique. */
  #add(seeded: Seeded, example: Example): SeedRow | undefined {
    const { entity, rows } = seeded;
    const row = new Map<string, SeedValue>();
    for (const field of entity.fields) {
      if (!hasColumn(field) && !isLink(field)) continue;
      const value = this.#value(field, example, seeded);
      if (value === undefined || !fits(field, value, entity)) return undefined;
      row.set(field.name, value);
    }
    const isTaken = [entity.key.fields, ...entity.unique].some((set) =>
      rows.some((other) => set.every((name) => isSame(row.get(name), other.get(name)))),
    );
    if (isTaken || !isShowable(entity, row, this.#model)) return undefined;
    rows.push(row);
    return row;
  }

  #value(field: Field, example: Example, seeded: Seeded): SeedValue | undefined {
    const given = Object.hasOwn(example, field.name) ? example[field.name] : undefined;
    if (isLink(field)) return this.#links(field, given, seeded.entity);
    if (field.reference) return this.#referred(field, given, seeded.entity);
    if (given !== undefined && given !== null) return isOwnTime(field) ? time(field, given) : given;
    if (given === null && !isNeeded(field, seeded.entity)) return null;
    if (field.default !== undefined && field.default !== null) return field.default;
    return made(field, seeded, this.#model) ?? (isNeeded(field, seeded.entity) ? undefined : null);
  }

  #links({ reference }: Field, given: JsonValue | undefined, owner: Entity): JsonValue {
    const targets = this.#targets(reference?.entity, reference?.field, owner);
    return isJsonArray(given) ? [...new Set(given)].filter((one) => targets.includes(one)) : [];
  }

  /** A reference to what is there: to what the example names, to the first, or to one that is made. */
  #referred(field: Field, given: JsonValue | undefined, owner: Entity): JsonValue | undefined {
    const { entity: name, field: targetField } = field.reference ?? {};
    if (given === null && !isNeeded(field, owner)) return null;
    const targets = this.#targets(name, targetField, owner);
    if (given !== undefined && targets.includes(given)) return given;
    if (!isNeeded(field, owner)) return null;
    const [first] = targets;
    return first ?? this.#parent(name, targetField, given, owner);
  }

  #targets(name: string | undefined, field: string | undefined, owner: Entity): JsonValue[] {
    const entity = entityNamed(this.#model, name);
    if (!entity || field === undefined) return [];
    const seeded = this.visit(entity);
    if (entity !== owner && !this.#isBefore(seeded, owner)) return [];
    return seeded.rows.flatMap((row) => {
      const value = row.get(field);
      return value === undefined || value === null || value === NOW ? [] : [value];
    });
  }

  /** Whether rows are stored before those of another entity; what is in the making comes last. */
  #isBefore(seeded: Seeded, { name }: Entity): boolean {
    const place = this.done.indexOf(seeded);
    const other = this.done.findIndex(({ entity }) => entity.name === name);
    return place >= 0 && (other < 0 || place < other);
  }

  #parent(
    name: string | undefined,
    field: string | undefined,
    given: JsonValue | undefined,
    owner: Entity,
  ): JsonValue | undefined {
    const seeded = this.#known.get(name ?? '');
    if (!seeded || field === undefined || !this.#isBefore(seeded, owner)) return undefined;
    const value = this.#add(seeded, given === undefined ? {} : { [field]: given })?.get(field);
    return value === NOW ? undefined : value;
  }
}

/** Whether a row cannot do without: SQLite, unlike the standard, lets no NULL into keys. */
const isNeeded = (field: Field, entity: Entity): boolean =>
  isFilled(field) || entity.key.fields.includes(field.name);

const isSame = (one: SeedValue | undefined, other: SeedValue | undefined): boolean =>
  one === other && one !== null && one !== undefined;

/** What the service itself would put in; where that is left to chance, the same each time. */
function made(field: Field, { entity, rows }: Seeded, { schemas, entities }: ServiceModel) {
  const { generation } = field;
  // Keys of one entity are not mistaken for those of another.
  const place = entity.key.fields.includes(field.name) ? entities.indexOf(entity) * MOST : 0;
  const seed = place + rows.length;
  switch (generation?.by) {
    case 'sequence':
      return 1 + Math.max(0, ...rows.map((row) => Number(row.get(field.name))));
    case 'created-at':
    case 'updated-at':
      return NOW;
    case 'version':
      return field.type === 'string' ? '1' : 1;
    case 'constant':
      return generation.value;
    default:
      return isNeeded(field, entity) || generation
        ? sampleOf(field.schema, schemas, { usage: 'response', full: false, seed })
        : undefined;
  }
}

/** Times that the service writes have one form, by which they are ordered as text. */
function time(field: Field, given: JsonValue): SeedValue {
  if (field.type !== 'date-time') return given;
  const point = Date.parse(String(given));
  return Number.isNaN(point) ? NOW : new Date(point).toISOString();
}

/** Whether answers that show the row are as they are described. */
function isShowable(entity: Entity, row: SeedRow, { schemas }: ServiceModel): boolean {
  const shapes = entity.representations.filter(({ usage }) => usage === 'response');
  return shapes.every(({ schema, members }) => {
    const shown = members.flatMap(({ field: name }) => {
      const field = entity.fields.find((one) => one.name === name);
      const value = field && shownValue(field, row);
      return value === undefined ? [] : [[name, value] as const];
    });
    return isValid(schema, schemas, 'response', Object.fromEntries(shown));
  });
}

function shownValue(field: Field, row: SeedRow): JsonValue | undefined {
  const { generation, name } = field;
  if (generation?.by === 'template')
    return generation.template.replace(/\{([^{}]+)\}/g, (_all, of: string) =>
      String(row.get(of) ?? ''),
    );
  const value = row.get(name);
  if (value === NOW) return SOME_TIME[field.type] ?? 0;
  return value === null && isOptional(field) ? undefined : value;
}

/** What stands for the time at which a row is stored. */
const SOME_TIME: Readonly<Partial<Record<Field['type'], string>>> = {
  string: '2000-01-01T00:00:00.000Z',
  'date-time': '2000-01-01T00:00:00.000Z',
  date: '2000-01-01',
};

/** Whether a column takes a value. */
function fits(field: Field, value: SeedValue, entity: Entity): boolean {
  if (isLink(field) || value === NOW) return true;
  if (value === null) return !isNeeded(field, entity);
  switch (field.type) {
    case 'json':
      return !JSON.stringify(value).includes('\\u0000');
    case 'enum':
      return field.values?.includes(String(value)) ?? false;
    case 'boolean':
      return typeof value === 'boolean';
    case 'integer':
    case 'bigint':
      return Number.isSafeInteger(value);
    case 'number':
    case 'decimal':
      return typeof value === 'number';
    default:
      return typeof value === 'string' && !value.includes('\0');
  }
}
