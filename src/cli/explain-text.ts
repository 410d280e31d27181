import { oneLine } from '../diagnostics/one-line.ts';
import type { Entity, Evidence, Field, Operation, ServiceModel } from '../model/types.ts';
import type { SourcePointer } from '../spec/document.ts';
import type { Described } from './described.ts';
import { count, table } from './table.ts';

/** What `explain` prints: entities with their fields, then operations, each with its evidence. */
export function explainText(model: ServiceModel, document: Described): string {
  const place = (source: SourcePointer | undefined) => {
    if (source === undefined) return '';
    const { file, line } = document.locate(source);
    return `${file}:${line}`;
  };
  const operations = model.resources.flatMap((resource) => resource.operations);
  const live = operations.filter(({ status }) => status === 'live').length;
  return [
    `${model.name}: ${count(model.entities.length, 'entity').replace('entitys', 'entities')}, ${count(operations.length, 'operation')}, ${live} live, ${count(operations.length - live, 'hole')}\n`,
    ...model.entities.map((entity) => entityText(entity, place)),
    ...operations.map((operation) => operationText(operation, place)),
  ].join('\n');
}

type Place = (source: SourcePointer | undefined) => string;

function entityText(entity: Entity, place: Place): string {
  const title = `Entity ${entity.name}${entity.singleton ? ' (one for each scope)' : ''}, table ${entity.table}  ${place(entity.source)}`;
  const fields = entity.fields.map((field) => [
    field.name,
    typeOf(field),
    traits(field, entity),
    place(field.source),
  ]);
  const why = [...entity.evidence, ...entity.fields.flatMap((field) => field.evidence)];
  return `${title.trimEnd()}\n${table(fields)}${evidenceText(why, place)}`;
}

const typeOf = (field: Field): string => `${field.type}${field.nullable ? ' or null' : ''}`;

function traits(field: Field, entity: Entity): string {
  const { reference, generation } = field;
  return [
    entity.key.fields.includes(field.name) && 'key',
    entity.unique.some((set) => set.length === 1 && set[0] === field.name) && 'unique',
    field.required && 'required',
    field.readOnly && 'read-only',
    field.writeOnly && 'write-only',
    field.hidden && 'hidden',
    generation && `by ${generation.by}`,
    reference && `${reference.many ? 'many ' : ''}→ ${reference.entity}.${reference.field}`,
  ]
    .filter(Boolean)
    .join(', ');
}

function operationText(operation: Operation, place: Place): string {
  const { method, path, kind, status, reason, entity, parameters, page } = operation;
  const target = entity === undefined ? '' : ` ${entity}`;
  const title = `${status === 'live' ? 'live' : 'HOLE'}  ${method.toUpperCase()} ${oneLine(path)}  ${kind}${target}  ${place(operation.source)}`;
  const rows = parameters.map(({ name, in: where, role, field, operator }) => [
    oneLine(name, 40),
    where,
    field === undefined
      ? role
      : `${role} ${oneLine(field, 40)}${operator === undefined || operator === 'eq' ? '' : ` (${operator})`}`,
  ]);
  const pages =
    page === undefined || page.style === 'none'
      ? ''
      : `  pages by ${page.style}, ${page.defaultSize} items, at most ${page.maximumSize}\n`;
  return `${title.trimEnd()}\n${reason === undefined ? '' : `  ${oneLine(reason, 200)}\n`}${table(rows)}${pages}${evidenceText(operation.evidence, place)}`;
}

const evidenceText = (all: readonly Evidence[], place: Place): string =>
  table(
    all.map(({ choice, because, confidence, source }) => [
      `${confidence === 'certain' ? '•' : confidence === 'likely' ? '~' : '?'} ${oneLine(choice, 60)}`,
      `because ${oneLine(because, 120)}  ${place(source)}`,
    ]),
    '    ',
  );
