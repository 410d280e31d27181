import { type Hole, hasOwnLogic, holesOf } from '../model/holes.ts';
import type {
  BusinessRule,
  Entity,
  Evidence,
  Field,
  Generation,
  Operation,
  PageStyle,
  Resource,
  SecurityRequirement,
  ServiceModel,
} from '../model/types.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { SourcePointer, SpecDocument } from '../spec/document.ts';
import { findingsOf } from './findings.ts';
import type {
  EntityView,
  FieldView,
  ModelView,
  OperationView,
  Place,
  Told,
} from './model-types.ts';

/** Looks up where something stands. */
type PlaceOf = (source: SourcePointer | undefined) => { readonly place?: Place };

/** A model as the page shows it: every choice with its evidence and its line. */
export function modelView(
  model: ServiceModel,
  document: SpecDocument,
  diagnostics: readonly Diagnostic[],
): ModelView {
  const sources = [document.file];
  const placeOf: PlaceOf = (source) => {
    if (source === undefined) return {};
    const { line, column } = document.locate(source);
    if (!sources.includes(source.file)) sources.push(source.file);
    return { place: { source: sources.indexOf(source.file), line, column } };
  };
  const holes = holesOf(model);
  return {
    service: model.name,
    title: model.title,
    version: model.version,
    ...(model.description !== undefined && { description: model.description }),
    entities: model.entities.map((entity) => entityView(entity, placeOf)),
    operations: model.resources.flatMap((resource) =>
      resource.operations.map((operation) => operationView(operation, resource, holes, placeOf)),
    ),
    sources,
    findings: findingsOf(diagnostics),
  };
}

const told = (evidence: readonly Evidence[], placeOf: PlaceOf): Told[] =>
  evidence.map(({ choice, because, confidence, source }) => ({
    choice,
    because,
    confidence,
    ...placeOf(source),
  }));

const sentences = (rules: readonly BusinessRule[]): string[] => rules.map(({ rule }) => rule);

function entityView(entity: Entity, placeOf: PlaceOf): EntityView {
  const { name, label, table, singleton, description, unique } = entity;
  return {
    name,
    label,
    table,
    singleton,
    ...(description !== undefined && { description }),
    fields: entity.fields.map((field) => fieldView(field, entity, placeOf)),
    unique,
    rules: sentences(entity.rules),
    evidence: told(entity.evidence, placeOf),
    ...placeOf(entity.source),
  };
}

function fieldView(field: Field, { key }: Entity, placeOf: PlaceOf): FieldView {
  const { name, column, type, required, nullable, readOnly, writeOnly, hidden } = field;
  const { values, description, generation, reference } = field;
  return {
    name,
    column,
    type,
    isKey: key.fields.includes(name),
    required,
    nullable,
    readOnly,
    writeOnly,
    hidden,
    ...(values && { values }),
    ...(description !== undefined && { description }),
    ...(field.default !== undefined && { default: JSON.stringify(field.default) }),
    ...(generation && { generated: generationText(generation) }),
    ...(reference && { reference }),
    evidence: told(field.evidence, placeOf),
    ...placeOf(field.source),
  };
}

function generationText(generation: Generation): string {
  if (generation.by === 'constant') return `always ${JSON.stringify(generation.value)} at first`;
  return generation.by === 'template' ? generation.template : generation.by;
}

function operationView(
  operation: Operation,
  { name: resource, entity: about }: Resource,
  holes: readonly Hole[],
  placeOf: PlaceOf,
): OperationView {
  const { id, method, path, kind, status, reason, summary, description } = operation;
  const { deprecated, page, entity = about } = operation;
  return {
    id,
    method,
    path,
    kind,
    status,
    ...(reason !== undefined && { reason }),
    resource,
    ...(entity !== undefined && { entity }),
    ...(summary !== undefined && { summary }),
    ...(description !== undefined && { description }),
    deprecated,
    parameters: operation.parameters.map(({ name, in: where, role, required, field }) => ({
      name,
      in: where,
      role,
      required,
      ...(field !== undefined && { field }),
    })),
    responses: operation.responses.map(({ status: code, description: text }) => ({
      status: code,
      description: text,
    })),
    security: operation.security.map(securityText),
    ...(page && { page: pageText(page) }),
    rules: sentences(operation.rules),
    holes: holes.filter((hole) => runs(operation, hole)).map((hole) => hole.id),
    evidence: told(operation.evidence, placeOf),
    ...placeOf(operation.source),
  };
}

/** Whether an operation runs a function of business logic: its own, or the check of its entity. */
const runs = (operation: Operation, hole: Hole): boolean =>
  hole.kind === 'check'
    ? operation.proceeds === true &&
      operation.kind !== 'get' &&
      operation.entity !== undefined &&
      hole.entity?.name === operation.entity
    : hole.id === operation.id && hasOwnLogic(operation);

const securityText = (needed: SecurityRequirement): string => {
  const schemes = Object.entries(needed).map(([name, scopes]) =>
    scopes.length === 0 ? name : `${name} (${scopes.join(', ')})`,
  );
  return schemes.length === 0 ? 'nobody in particular' : schemes.join(' and ');
};

function pageText({ style, defaultSize, maximumSize }: PageStyle): string {
  if (style === 'none') return 'all at once';
  return `by ${style}, ${defaultSize} at a time, ${maximumSize} at most`;
}
