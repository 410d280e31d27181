import { lowerFirst } from '../../model/names.ts';
import type { Entity, Field } from '../../model/types.ts';
import { type Code, code } from '../code.ts';
import { stringLiteral } from '../encode.ts';
import { fieldType, hasColumn, isCounted, isFilled, isLink, member } from './field-type.ts';
import { type ImportView, Imports } from './imports.ts';
import { joinTableOf } from './join-tables.ts';
import { keyColumns } from './lookup.ts';
import { entityNames, type ModelIndex } from './names.ts';
import type { SchemaTypes } from './schema-types.ts';
import { insertValues, touchedValues } from './values.ts';

/** What `src/records/[entity].ts.hbs` needs. */
export interface RecordsView {
  readonly path: string;
  imports: readonly ImportView[];
  readonly labels: string;
  readonly label: string;
  readonly table: string;
  readonly storedType: string;
  readonly rowType: Code;
  readonly decode: string;
  readonly storage: string;
  readonly recordsType: string;
  readonly keyType: Code;
  readonly keyArgument: Code;
  readonly keys: readonly Code[];
  readonly columns: readonly { field: string; column: string }[];
  readonly json: readonly string[];
  readonly links: readonly { field: string; table: string; numeric: Code; key: string }[];
  readonly initial: readonly Code[];
  readonly touched: readonly Code[];
  /** The columns of its key, where there is only one, which is made when it is first looked for. */
  readonly singleton: readonly string[] | undefined;
  readonly needed: Code;
}

/** Under which names business logic finds the records of an entity. */
export function recordsNames({ name, plural, file }: Entity) {
  return {
    /** The member of `context.records`. */
    name: lowerFirst(plural),
    storage: `${lowerFirst(name)}Storage`,
    recordsType: `${name}Records`,
    file,
  };
}

/** The fields that tell one record from another: none where there is one only. */
export const recordKeys = (entity: Entity): Field[] =>
  entity.key.fields
    .flatMap((name) => entity.fields.find((field) => field.name === name) ?? [])
    .filter(({ generation }) => !(entity.singleton && generation?.by === 'constant'));

/** The fields without which no record can be stored. */
export const neededFields = (entity: Entity): Field[] =>
  entity.fields.filter(
    (field) =>
      hasColumn(field) &&
      isFilled(field) &&
      field.generation === undefined &&
      (field.default === undefined || field.default === null),
  );

export function recordsView(
  entity: Entity,
  types: SchemaTypes,
  index: ModelIndex,
): { view: RecordsView; imports: Imports } {
  const names = entityNames(entity);
  const path = `src/records/${entity.file}.ts`;
  const imports = new Imports(path);
  imports.addType('src/records.ts', 'Records');
  imports.addType('src/records.ts', 'Storage');
  imports.addType(names.file, names.stored);
  imports.addType(names.file, names.table);
  imports.add(names.file, names.decode);
  if (isCounted(entity)) imports.addType('kysely', 'Selectable');
  const keys = recordKeys(entity);
  const typed = (field: Field) => fieldType(field, types, path, imports);
  const single = keys.length === 1 ? keys[0] : undefined;
  const columns = entity.fields.filter(hasColumn);
  const needed = neededFields(entity).map(({ name }) => stringLiteral(name));
  const { storage, recordsType } = recordsNames(entity);
  const view: RecordsView = {
    path,
    imports: [],
    labels: `${entity.label} records`,
    label: entity.label,
    table: entity.table,
    storedType: names.stored,
    rowType: code(isCounted(entity) ? `Selectable<${names.table}>` : names.table),
    decode: names.decode,
    storage,
    recordsType,
    keyType: code(
      single
        ? typed(single)
        : keys.length === 0
          ? 'void'
          : `Pick<${names.stored}, ${keys.map(({ name }) => stringLiteral(name)).join(' | ')}>`,
    ),
    keyArgument: code(keys.length === 0 ? '' : 'key'),
    keys: keys.map(({ column, name }) =>
      code(`${JSON.stringify(column)}: ${single ? 'key' : member('key', name)}`),
    ),
    columns: columns.map(({ name, column }) => ({ field: name, column })),
    json: columns.filter(({ type }) => type === 'json').map(({ name }) => name),
    links: entity.fields.filter(isLink).map((field) => linkOf(field, entity, index)),
    initial: insertValues(entity, undefined, new Map(), imports).map(code),
    touched: touchedValues(entity, imports).map(code),
    singleton: entity.singleton ? keyColumns(entity) : undefined,
    needed: code(needed.length === 0 ? 'never' : needed.join(' | ')),
  };
  return { view, imports };
}

function linkOf(field: Field, entity: Entity, index: ModelIndex): RecordsView['links'][number] {
  const target = index
    .entity(field.reference?.entity)
    ?.entity.fields.find(({ name }) => name === field.reference?.field);
  const key = entity.fields.find(({ name }) => name === entity.key.fields.at(-1));
  return {
    field: field.name,
    table: joinTableOf(entity, field).table,
    numeric: code(String(target?.type === 'integer' || target?.type === 'bigint')),
    key: key?.column ?? 'id',
  };
}
