import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inferModel, type Inference } from '../../../src/model/infer-model.ts';
import type { Entity, Field, Operation, ServiceModel } from '../../../src/model/types.ts';
import type { SpecDocument } from '../../../src/spec/document.ts';
import { readSpec } from '../../../src/spec/read-spec.ts';

/** A description as a test writes it: paths and components; the rest is filled in. */
export async function documentOf(
  yaml: string,
  overlays: readonly string[] = [],
): Promise<SpecDocument> {
  const folder = await mkdtemp(join(tmpdir(), 'specwright-model-'));
  try {
    const head = /^(?:openapi|swagger):/m.test(yaml)
      ? ''
      : 'openapi: 3.1.0\ninfo: { title: Test, version: 1.0.0 }\n';
    await writeFile(join(folder, 'spec.yaml'), head + yaml);
    const files = overlays.map((_text, index) => join(folder, `overlay-${index}.yaml`));
    await Promise.all(files.map((file, index) => writeFile(file, overlays[index] ?? '')));
    const result = await readSpec(join(folder, 'spec.yaml'), { cwd: folder, overlays: files });
    if (!result.ok) throw new Error(result.diagnostics.map(({ message }) => message).join('\n'));
    return result.document;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** What is inferred from a description, with short ways to its parts. */
export class Inferred {
  readonly model: ServiceModel;
  readonly diagnostics: Inference['diagnostics'];
  readonly operations: readonly Operation[];

  constructor({ model, diagnostics }: Inference) {
    this.model = model;
    this.diagnostics = diagnostics;
    this.operations = model.resources.flatMap(({ operations }) => operations);
  }

  /** By method and path: `GET /pets/{id}`. */
  operation(title: string): Operation {
    const [method = '', path = ''] = title.split(' ');
    const found = this.operations.find(
      (operation) => operation.method === method.toLowerCase() && operation.path === path,
    );
    if (!found) throw new Error(`There is no ${title}.`);
    return found;
  }

  entity(name: string): Entity {
    const found = this.model.entities.find((entity) => entity.name === name);
    const names = this.model.entities.map((entity) => entity.name).join(', ');
    if (!found) throw new Error(`There is no ${name}, only ${names}.`);
    return found;
  }

  field(entity: string, name: string): Field {
    const found = this.entity(entity).fields.find((field) => field.name === name);
    if (!found) throw new Error(`${entity} has no ${name}.`);
    return found;
  }

  /** `live list Pet` for every operation, in the order of the description. */
  summary(): string[] {
    return this.operations.map(({ status, kind, entity, method, path }) =>
      [status, kind, entity ?? '-', method.toUpperCase(), path].join(' '),
    );
  }
}

export async function inferredFrom(
  yaml: string,
  overlays: readonly string[] = [],
): Promise<Inferred> {
  return new Inferred(inferModel(await documentOf(yaml, overlays)));
}
