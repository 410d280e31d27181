import { componentOf } from '../../model/schema-shape.ts';
import type { Operation, Representation } from '../../model/types.ts';
import { stringLiteral } from '../encode.ts';
import { type EntityNames, functionNames, writerName } from './names.ts';
import type { HandlerScope } from './handler-scope.ts';
import type { Imports } from './imports.ts';
import { jsonPatchOf } from './lookup.ts';
import { objectLiteral } from './object-literal.ts';
import { writeShapes } from './write-shapes.ts';
import { FILES } from './values.ts';

/** What locks a row, works out what becomes of it, and stores that. */
export interface PatcherView {
  readonly function: string;
  readonly lock: string;
  readonly writer: string;
  readonly type: string;
}

const patcherName = ({ entity }: EntityNames): string => `patch${entity.name}`;

/** The representation of what JSON Patches may change of an entity. */
function patchedShape(
  { entity }: EntityNames,
  operations: readonly Operation[],
): Representation | undefined {
  const wanted = operations.flatMap((operation) => jsonPatchOf(operation)?.representation ?? []);
  return entity.representations.find(({ name }) => wanted.includes(name));
}

export function patcherView(
  names: EntityNames,
  operations: readonly Operation[],
  imports: Imports,
): PatcherView | undefined {
  const shape = patchedShape(names, operations);
  if (!shape) return undefined;
  imports.add(FILES.database, 'inTransaction');
  const isFirst = writeShapes(names.entity, operations, 'replace')[0] === shape;
  return {
    function: patcherName(names),
    lock: functionNames(names.entity).lock,
    writer: writerName(names.entity, 'replace', isFirst, shape),
    type: shape.name,
  };
}

/**
 * A call that applies a JSON Patch: to all bodies, or to those of its media type, where the others go
 * to another call.
 *
 * @param shown what `get` shows of the row, which is called `current`
 */
export function patchCall(
  scope: HandlerScope,
  operation: Operation,
  names: EntityNames,
  { keys, shown }: { keys: readonly string[]; shown: string },
  otherwise: (database: string) => string,
): (database: string) => string {
  const content = jsonPatchOf(operation);
  const { operations } = scope.liveOf(names.entity.name);
  const shape = patchedShape(names, operations);
  if (!content || !shape) return otherwise;
  const isOnly = operation.request?.contents[0] === content;
  scope.imports.add('src/http/json-patch.ts', 'patched', ...(isOnly ? [] : ['isJsonPatch']));
  const apply = scope.repository(names.entity.name, patcherName(names));
  const change = `(current) => patched(${shown}, ${scope.style.body}, ${shapeLiteral(names, shape)})`;
  const patch = (database: string) => `${apply}(${[database, ...keys, change].join(', ')})`;
  if (isOnly) return patch;
  const type = `${scope.style.parameters.header}['content-type']`;
  return (database) => `(isJsonPatch(${type}) ? ${patch(database)} : ${otherwise(database)})`;
}

/** What may be changed, and by which schemas that is checked. */
function shapeLiteral({ entity }: EntityNames, shape: Representation): string {
  const shown = componentOf(shape.schema) ?? '';
  const sent = entity.representations
    .filter(({ usage, name }) => usage !== 'response' && name !== shape.name)
    .toSorted((one, other) => RANK.indexOf(one.usage) - RANK.indexOf(other.usage))
    .flatMap(({ schema }) => componentOf(schema) ?? [])[0];
  return objectLiteral([
    { path: ['shown'], expression: stringLiteral(shown) },
    ...(sent === undefined || sent === shown
      ? []
      : [{ path: ['sent'], expression: stringLiteral(sent) }]),
    {
      path: ['members'],
      expression: `[${shape.members.map(({ field }) => stringLiteral(field)).join(', ')}]`,
    },
  ]);
}

/** What says best what a client may send of what there is. */
const RANK: readonly Representation['usage'][] = ['replace', 'update', 'create'];
