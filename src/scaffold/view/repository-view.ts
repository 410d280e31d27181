import type { Entity, Field, Operation, Representation, Resource } from '../../model/types.ts';
import { type Code, code } from '../code.ts';
import { propertyName, stringLiteral } from '../encode.ts';
import { fieldType, isCounted, isFilled, isLink, member } from './field-type.ts';
import { filesUnder, type FilesUnderView } from './files-under.ts';
import { filterViews, type FilterView } from './filters.ts';
import { type ImportView, Imports } from './imports.ts';
import { joinTableOf } from './join-tables.ts';
import { type Insert, insertsOf, putName } from './inserts.ts';
import { changesRow, conditionName } from './access-view.ts';
import {
  changesFile,
  isGuarded,
  keyColumns,
  jsonPatchOf,
  lookupKeys,
  needsDeleted,
} from './lookup.ts';
import { type PatcherView, patcherView } from './json-patch-view.ts';
import { type EntityNames, functionNames, type ModelIndex, writerName } from './names.ts';
import type { SchemaTypes } from './schema-types.ts';
import { amongView } from './seek-view.ts';
import { writeShapes } from './write-shapes.ts';
import {
  FILES,
  insertValues,
  isMergeable,
  mayBeEmpty,
  mayReplaceNothing,
  replaceValues,
  touchedValues,
  updateValues,
} from './values.ts';

interface QueriesView {
  readonly find: boolean;
  /** The function that finds and locks, where a change has conditions. */
  readonly lock: string | undefined;
  readonly insert: boolean;
  /** The columns of the key, where a PUT makes what is not there. */
  readonly put: readonly string[] | undefined;
  readonly update: boolean;
  readonly remove: boolean;
}

interface KeyView {
  readonly identifier: string;
  readonly column: string;
  readonly type: Code;
}

interface InsertView {
  readonly function: string;
  /** It makes a row unless there is one of that name. */
  readonly isPut: boolean;
  readonly type: string;
  readonly scope: readonly KeyView[];
  readonly values: readonly Code[];
  /** The join tables that this kind of body fills. */
  readonly links: readonly LinkView[];
}

interface WriterView {
  readonly function: string;
  readonly argument: string;
  readonly type: string;
  readonly doc: string;
  readonly values: readonly Code[];
  readonly merges: boolean;
  readonly mayBeEmpty: boolean;
  readonly linkWrites: readonly Code[];
}

interface PutView {
  readonly function: string;
  readonly writer: string;
  readonly insert: string;
  readonly type: string;
  readonly scope: readonly KeyView[];
}

interface InitialView {
  readonly function: string;
  readonly values: readonly Code[];
  /** Those of the key. */
  readonly columns: readonly string[];
}

/** What `src/resources/[resource]/repository.ts.hbs` needs. */
export interface RepositoryView {
  readonly path: string;
  imports: readonly ImportView[];
  readonly labels: string;
  readonly storedType: string;
  readonly rowType: Code;
  readonly decode: string;
  readonly table: string;
  /** What names all of its columns. */
  readonly columns: string;
  readonly keys: readonly KeyView[];
  readonly list:
    | {
        function: string;
        filterType: string;
        select: string;
        count: string | undefined;
        filters: readonly FilterView[];
        /** The filter by which who may see which rows comes in. */
        condition: string | undefined;
        /** What of a filter holds for an item that a page stands beside. */
        among: Code | undefined;
        isNarrowed: boolean;
      }
    | undefined;
  readonly find: { function: string } | undefined;
  /** Which queries are compiled once. */
  readonly queries: QueriesView | undefined;
  /** What makes the row that there is before anybody writes it. */
  readonly initial: InitialView | undefined;
  readonly inserts: readonly InsertView[];
  readonly writers: readonly WriterView[];
  /** What replaces a row, or makes it where there is none. */
  readonly puts: readonly PutView[];
  /** What changes a row by what it is. */
  readonly patcher: PatcherView | undefined;
  /** What changes a file of a row. */
  readonly files: readonly { function: string; values: readonly Code[]; required: boolean }[];
  /** Whether it answers the row that is gone; otherwise only whether there was one. */
  readonly remove: { function: string; answersRow: boolean } | undefined;
  /** What finds the files that go with a row. */
  readonly under: FilesUnderView | undefined;
  readonly links: readonly LinkView[] | undefined;
  readonly linkKey: string;
}

interface LinkView {
  readonly name: string;
  readonly identifier: string;
  readonly table: string;
  readonly ownerColumn: string;
  readonly targetColumn: string;
  readonly ownerKey: string;
  readonly ownerType: Code;
  readonly targetType: Code;
  readonly targetValue: Code;
  readonly replace: string;
  readonly insertValue: Code;
}

export interface RepositoryInput {
  readonly resource: Resource;
  readonly names: EntityNames;
  /** All live operations of the entity, also of other resources. */
  readonly operations: readonly Operation[];
  readonly types: SchemaTypes;
  readonly index: ModelIndex;
}

export function repositoryView({ resource, names, operations, types, index }: RepositoryInput): {
  view: RepositoryView;
  imports: Imports;
} {
  const { entity } = names;
  const path = `src/resources/${resource.folder}/repository.ts`;
  const imports = new Imports(path);
  imports.addType(FILES.database, 'Database');
  imports.addType(names.file, names.stored);
  imports.add(names.file, names.columns, names.decode);
  const functions = functionNames(entity);
  const keyView = (field: Field): KeyView => ({
    identifier: field.identifier,
    column: field.column,
    type: code(fieldType(field, types, path, imports)),
  });
  const keys = lookupKeys(entity, operations);
  const lists = operations.filter(({ kind }) => kind === 'list');
  const links = entity.fields.filter(isLink).map((field) => linkView(field, entity, index));
  const writers = writerViews(names, operations, imports);
  const merges = writers.some((writer) => writer.merges || writer.mayBeEmpty);
  const needsFind =
    merges ||
    links.length > 0 ||
    operations.some(({ kind }) => kind !== 'list' && kind !== 'create');
  if (lists.length > 0) {
    imports.add(FILES.listing, 'preparedPages', 'type PageOf', 'type PageRequest');
  }
  if (links.length > 0) {
    imports.add(FILES.database, 'inTransaction');
    imports.addType(names.file, names.table);
    if (isCounted(entity)) imports.addType('kysely', 'Selectable');
  }
  const inserts = insertsOf(entity, operations).map((insert) =>
    insertView(insert, names, links, keyView, imports),
  );
  const files = fileViews(entity, operations, imports);
  const removes = operations.some(({ kind }) => kind === 'delete');
  const under = removes ? filesUnder(entity, index.model.entities, keys) : undefined;
  if (under) {
    imports.add(FILES.json, 'parseJson');
    imports.addType(FILES.blobs, 'StoredFile');
  }
  // Rows with join tables are written in transactions of several queries.
  const isPlain = links.length === 0;
  const { secured } = index;
  const locks = (operation: Operation) =>
    isGuarded(operation) ||
    changesFile(operation) ||
    jsonPatchOf(operation) !== undefined ||
    (secured && changesRow(operation));
  const condition = secured ? conditionName(entity) : undefined;
  const filters = filterViews(entity, lists, types, path, imports);
  if (condition !== undefined && lists.length > 0)
    imports.add('kysely', 'type Expression', 'type SqlBool');
  const answersRow = needsDeleted(entity, operations);
  const queries = {
    find: needsFind,
    lock: operations.some(locks) ? functions.lock : undefined,
    insert: isPlain && inserts.some(({ isPut }) => !isPut),
    put: isPlain && inserts.some(({ isPut }) => isPut) ? keyColumns(entity) : undefined,
    update: (isPlain && writers.length > 0) || files.length > 0,
    remove: removes && (isPlain || !answersRow),
  };
  const hasQueries =
    lists.length > 0 || Object.values(queries).some((one) => one !== undefined && one !== false);
  const { find, ...others } = queries;
  if (find) imports.add(FILES.queries, 'lookup');
  if (Object.values(others).some((one) => one !== undefined && one !== false))
    imports.add(FILES.queries, 'prepared');
  if (queries.lock !== undefined) imports.add(FILES.database, 'forUpdate');
  if (queries.insert || links.length > 0 || files.length > 0) imports.add(FILES.queries, 'only');
  if (queries.insert || queries.put) imports.addType('kysely', 'InsertObject');
  if (queries.update) imports.addType('kysely', 'UpdateObject');
  if (queries.insert || queries.put || queries.update) imports.addType(FILES.database, 'Tables');
  // Where somebody is asked first, what is there and what is not are told apart before.
  const puts = secured ? [] : putViews(names, operations, keyView);
  if (puts.length > 0) imports.add(FILES.problem, 'conflict');
  const view: RepositoryView = {
    path,
    imports: [],
    labels: `${entity.label} rows`,
    storedType: names.stored,
    rowType: code(isCounted(entity) ? `Selectable<${names.table}>` : names.table),
    decode: names.decode,
    table: entity.table,
    columns: names.columns,
    keys: keys.map(keyView),
    list:
      lists.length === 0
        ? undefined
        : {
            function: functions.list,
            filterType: functions.filter,
            select: functions.select,
            count: lists.some(needsTotal) ? functions.count : undefined,
            filters,
            condition,
            among: amongView(lists, entity, condition),
            isNarrowed: filters.length > 0 || condition !== undefined,
          },
    find: needsFind ? { function: functions.find } : undefined,
    initial: entity.singleton ? initialView(entity, keys, imports) : undefined,
    queries: hasQueries ? queries : undefined,
    inserts,
    writers,
    puts,
    patcher: patcherView(names, operations, imports),
    files,
    remove: removes ? { function: functions.remove, answersRow } : undefined,
    under,
    links: links.length === 0 ? undefined : links,
    linkKey: entity.fields.find(({ name }) => name === entity.key.fields.at(-1))?.column ?? 'id',
  };
  return { view, imports };
}

/** The function that gives a row another file, or none. */
export const fileSetter = (entity: Entity, { identifier }: Field): string =>
  `set${entity.name}${identifier.charAt(0).toUpperCase()}${identifier.slice(1)}`;

function fileViews(entity: Entity, operations: readonly Operation[], imports: Imports) {
  const changed = operations.filter(changesFile).map(({ file }) => file?.field);
  const fields = entity.fields.filter(({ name }) => changed.includes(name));
  if (fields.some((field) => !isFilled(field))) imports.add(FILES.json, 'jsonColumn');
  if (fields.length > 0) {
    imports.add(FILES.database, 'inTransaction');
    imports.addType(FILES.blobs, 'StoredFile');
  }
  return fields.map((field) => ({
    function: fileSetter(entity, field),
    required: isFilled(field),
    values: [
      `${propertyName(field.column)}: ${isFilled(field) ? 'JSON.stringify(file)' : 'jsonColumn(file)'}`,
      ...touchedValues(entity, imports),
    ].map(code),
  }));
}

/** What makes the only row there is when it is first looked for. */
const initialView = (entity: Entity, keys: readonly Field[], imports: Imports): InitialView => ({
  function: functionNames(entity).make,
  values: insertValues(
    entity,
    undefined,
    new Map(keys.map((field) => [field.name, field.identifier])),
    imports,
  ).map((value) => code(shorthand(value))),
  columns: keyColumns(entity),
});

/** Whether a list tells how many items there are on all pages. */
export function needsTotal({ success, page }: Operation): boolean {
  if (page?.totalHeader !== undefined) return true;
  if (success.body.kind !== 'list') return false;
  return success.body.envelope.some(({ role }) =>
    ['total', 'page-count', 'last-link'].includes(role),
  );
}

function insertView(
  { function: name, shape, scope, operations }: Insert,
  names: EntityNames,
  links: readonly LinkView[],
  keyView: (field: Field) => KeyView,
  imports: Imports,
): InsertView {
  imports.addType(names.file, shapeType(names, shape));
  const values = insertValues(
    names.entity,
    shape,
    new Map(scope.map((field) => [field.name, field.identifier])),
    imports,
  );
  return {
    function: name,
    isPut: operations.some(({ kind }) => kind === 'upsert'),
    type: shapeType(names, shape),
    scope: scope.map(keyView),
    values: values.map((value) => code(shorthand(value))),
    links: links.filter((link) => shape.members.some(({ field }) => field === link.name)),
  };
}

/** `id: id` is `id`. */
const shorthand = (member: string): string => {
  const [key, value] = member.split(': ', 2);
  return key === value && key !== undefined ? key : member;
};

export const shapeType = (names: EntityNames, shape: Representation): string =>
  names.shownAsStored.has(shape.name) ? names.stored : shape.name;

function writerViews(
  names: EntityNames,
  operations: readonly Operation[],
  imports: Imports,
): WriterView[] {
  const { entity } = names;
  return (['replace', 'update'] as const).flatMap((usage) =>
    writeShapes(entity, operations, usage).map((shape, index) => {
      const merges =
        usage === 'update' &&
        shape.members.some(({ field }) =>
          entity.fields.some(
            (candidate) =>
              candidate.name === field && isMergeable(candidate) && !candidate.readOnly,
          ),
        );
      imports.addType(names.file, shapeType(names, shape));
      const argument = usage === 'replace' ? 'input' : 'changes';
      const values =
        usage === 'replace'
          ? replaceValues(entity, shape, imports)
          : updateValues(entity, shape, merges, imports);
      return {
        function: writerName(entity, usage, index === 0, shape),
        argument,
        type: shapeType(names, shape),
        doc:
          usage === 'replace'
            ? 'Sets every field that a client may write; what is left out is emptied.'
            : 'Changes what is given and leaves the rest.',
        values: values.map((value) => code(value)),
        merges,
        mayBeEmpty: usage === 'update' ? mayBeEmpty(entity) : mayReplaceNothing(entity, shape),
        linkWrites: entity.fields
          .filter(isLink)
          .flatMap((field) => linkWrite(entity, field, shape, argument)),
      };
    }),
  );
}

function putViews(
  names: EntityNames,
  operations: readonly Operation[],
  keyView: (field: Field) => KeyView,
): PutView[] {
  const { entity } = names;
  const shapes = writeShapes(entity, operations, 'replace');
  return insertsOf(entity, operations)
    .filter((insert) => insert.operations.some(({ kind }) => kind === 'upsert'))
    .map((insert) => ({
      function: putName(insert.function),
      writer: writerName(entity, 'replace', shapes[0] === insert.shape, insert.shape),
      insert: insert.function,
      type: shapeType(names, insert.shape),
      scope: insert.scope.map(keyView),
    }));
}

function linkWrite(entity: Entity, field: Field, shape: Representation, argument: string): Code[] {
  if (!shape.members.some(({ field: name }) => name === field.name)) return [];
  const value = member(argument, field.name);
  const key = entity.fields.find(({ name }) => name === entity.key.fields.at(-1))?.column ?? 'id';
  const call = `await ${replaceName(field)}(transaction, row.${key}, ${argument === 'input' ? `${value} ?? []` : value});`;
  return [code(argument === 'input' ? call : `if (${value} !== undefined) ${call}`)];
}

const replaceName = (field: Field): string =>
  `replace${field.identifier.charAt(0).toUpperCase()}${field.identifier.slice(1)}`;

function linkView(field: Field, entity: Entity, index: ModelIndex): LinkView {
  const join = joinTableOf(entity, field);
  const key = entity.fields.find(({ name }) => name === entity.key.fields.at(-1));
  const target = index
    .entity(field.reference?.entity)
    ?.entity.fields.find(({ name }) => name === field.reference?.field);
  const numeric = target?.type === 'integer' || target?.type === 'bigint';
  return {
    name: field.name,
    identifier: field.identifier,
    ...join,
    ownerKey: key?.column ?? 'id',
    ownerType: code('string | number'),
    targetType: code('(string | number)'),
    targetValue: code(
      numeric ? `Number(link.${join.targetColumn})` : `String(link.${join.targetColumn})`,
    ),
    replace: replaceName(field),
    insertValue: code(`${member('input', field.name)} ?? []`),
  };
}

export { stringLiteral };
