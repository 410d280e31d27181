import type { Evidence, ServiceModel } from '../model/types.ts';
import type { SourcePointer } from '../spec/document.ts';
import type { Described } from './described.ts';

/** What `explain --json` prints: the model's choices, each with its evidence and its place. */
export function explainJson(model: ServiceModel, document: Described): string {
  const place = (source: SourcePointer | undefined) =>
    source === undefined ? null : document.locate(source);
  const evidence = (all: readonly Evidence[]) =>
    all.map(({ choice, because, confidence, source }) => ({
      choice,
      because,
      confidence,
      source: place(source),
    }));
  const entities = model.entities.map((entity) => ({
    name: entity.name,
    table: entity.table,
    key: entity.key.fields,
    singleton: entity.singleton,
    unique: entity.unique,
    fields: entity.fields.map(
      ({
        name,
        type,
        required,
        nullable,
        readOnly,
        writeOnly,
        hidden,
        reference,
        evidence: why,
        source,
      }) => ({
        name,
        type,
        required,
        nullable,
        readOnly,
        writeOnly,
        hidden,
        ...(reference && { reference }),
        evidence: evidence(why),
        source: place(source),
      }),
    ),
    evidence: evidence(entity.evidence),
    source: place(entity.source),
  }));
  const operations = model.resources
    .flatMap((resource) => resource.operations)
    .map((operation) => ({
      id: operation.id,
      method: operation.method,
      path: operation.path,
      kind: operation.kind,
      status: operation.status,
      reason: operation.reason ?? null,
      entity: operation.entity ?? null,
      parameters: operation.parameters.map(({ name, in: where, role, field }) => ({
        name,
        in: where,
        role,
        ...(field !== undefined && { field }),
      })),
      page: operation.page ?? null,
      evidence: evidence(operation.evidence),
      source: place(operation.source),
    }));
  return `${JSON.stringify({ service: model.name, entities, operations }, null, 2)}\n`;
}
