import { entityNamed } from '../../model/by-entity.ts';
import type {
  Entity,
  Field,
  JsonValue,
  Operation,
  Representation,
  ServiceModel,
} from '../../model/types.ts';
import { objectShape } from '../../model/object-shape.ts';
import { resolved, unwrapNull } from '../../model/schema-shape.ts';
import { invalidSamples, isAccepted, sampleOf } from '../sample.ts';
import { isCallable } from './callable.ts';
import { tellsDetail } from './errors-view.ts';
import { asForm, isForm } from './forms.ts';
import { createShape } from './inserts.ts';
import { tellsKeyAlone, namesParent, parentLookup } from './lookup.ts';
import { isShown, type MadeReader, readerOf } from './made-reader.ts';
import { shownAs } from './shown-as.ts';
import { arrives, asShown } from './test-url.ts';
import { isMembers } from './test-values.ts';

/** How tests make one entity over HTTP. */
export interface Factory {
  readonly entity: Entity;
  readonly create: Operation;
  readonly shape: Representation;
  /** Bodies without references, which are added when the test runs. */
  readonly samples: readonly JsonValue[];
  /** References and parents that must exist first: field name and factory. */
  readonly needs: readonly { field: Field; target: string; inPath: boolean }[];
  /** What shows the thing, where the answer to the create tells no more than its key, or nothing. */
  readonly reader?: MadeReader;
  /** The names that a PUT gives to the things that it makes, and the field that keeps them. */
  readonly named?: { readonly field: string; readonly values: readonly JsonValue[] };
}

/** The operations that an entity is served by, with logic round them or without. */
type ServedOf = (entity: string) => { readonly operations: readonly Operation[] };

/** Everything about tests that spans entities: who can be made, and by what. */
export class TestPlan {
  readonly #model: ServiceModel;
  readonly #servedOf: ServedOf;
  readonly #factories = new Map<string, Factory | undefined>();
  readonly #examples: ReadonlyMap<string, JsonValue | undefined>;

  constructor(model: ServiceModel, servedOf: ServedOf) {
    this.#model = model;
    this.#examples = examplesOf(model);
    this.#servedOf = servedOf;
  }

  /** The factory of an entity; nothing where it cannot be made with what the description gives. */
  factory(name: string, path: readonly string[] = []): Factory | undefined {
    if (path.includes(name)) return undefined;
    if (!this.#factories.has(name)) this.#factories.set(name, this.#build(name, [...path, name]));
    return this.#factories.get(name);
  }

  entities(): string[] {
    return this.#model.entities
      .map(({ name }) => name)
      .filter((name) => this.factory(name) !== undefined);
  }

  #build(name: string, path: readonly string[]): Factory | undefined {
    const entity = entityNamed(this.#model, name);
    // What waits for business logic makes nothing yet.
    const operations = this.#servedOf(name).operations.filter(
      (one) => one.status === 'live' && isCallable(one, this.#model) && arrives(one),
    );
    const create =
      operations.find(({ kind }) => kind === 'create') ??
      operations.find(({ kind }) => kind === 'upsert');
    const shape = entity && create && createShape(entity, create);
    if (
      create?.parameters.some(
        ({ in: place, required, role }) =>
          required && role !== 'scope' && (place === 'query' || place === 'cookie'),
      )
    )
      return undefined;
    if (!entity || !create || !shape) return undefined;
    const isTold = create.success.body.kind === 'entity' && !tellsKeyAlone(create.success);
    const reader = isTold ? undefined : readerOf(entity, create, operations);
    if (!isTold && !reader) return undefined;
    const needs: { field: Field; target: string; inPath: boolean }[] = [];
    const left: string[] = [];
    for (const field of entity.fields) {
      const inPath = create.parameters.some(
        (parameter) => namesParent(parameter) && parameter.field === field.name,
      );
      const sent = shape.members.find(({ field: own }) => own === field.name);
      if (!field.reference || (!inPath && !sent)) continue;
      // A key that nobody makes has to be brought, whatever its schema says.
      const isKey = entity.key.fields.includes(field.name) && field.generation === undefined;
      const isNeeded = inPath || isKey || sent?.required === true;
      if (!isNeeded) {
        left.push(field.name);
        continue;
      }
      const target = this.factory(field.reference.entity, path);
      // A parent whose key its answer does not tell can be made, and not referred to.
      const told = field.reference.field;
      if (!target || !(target.named?.field === told || isShown(target, told))) return undefined;
      needs.push({ field, target: field.reference.entity, inPath });
    }
    const replaced = new Set(needs.filter(({ inPath }) => !inPath).map(({ field }) => field.name));
    const samples = [0, 1, 2].flatMap((seed) => {
      const whole = this.withKey(entity, shape, seed, this.value(entity, shape, seed, seed === 0));
      const value = this.apartFrom(left, shape, whole, seed);
      if (!isMembers(value)) return [];
      const sent = isForm(create.request?.contents[0]) ? asForm(value, entity) : value;
      const isWhole = shape.members.every(
        ({ field, required }) =>
          !required || value[field] === undefined || Object.hasOwn(sent, field),
      );
      return isWhole ? [without(sent, left, replaced)] : [];
    });
    const named = create.kind === 'upsert' ? this.#namesFor(entity, create) : undefined;
    if (samples.length < 3 || (create.kind === 'upsert' && !named)) return undefined;
    return {
      entity,
      create,
      shape,
      samples,
      needs,
      ...(reader && { reader }),
      ...(named && { named }),
    };
  }

  /** Three names for what a PUT makes, which its path takes and its answers can show. */
  #namesFor(entity: Entity, { parameters }: Operation): Factory['named'] {
    const field = entity.key.fields.at(-1);
    const parameter = parameters.find(
      ({ in: place, role, field: own }) => place === 'path' && role === 'key' && own === field,
    );
    if (!parameter || field === undefined) return undefined;
    const { schema } = asShown(parameter, entity, this.#model);
    const values = [0, 1, 2].flatMap((seed) => {
      const value = sampleOf(schema, this.schemas, { usage: 'request', full: false, seed });
      return typeof value === 'string' || typeof value === 'number' ? [value] : [];
    });
    return new Set(values).size === 3 ? { field, values } : undefined;
  }

  /** A body with the parts of the key that nobody makes, whatever its schema says of them. */
  withKey(
    { key, fields }: Entity,
    shape: Representation,
    seed: number,
    value: JsonValue | undefined,
  ): JsonValue | undefined {
    if (!isMembers(value)) return value;
    const owed = fields.filter(
      ({ name, generation, default: made }) =>
        key.fields.includes(name) &&
        generation === undefined &&
        made === undefined &&
        shape.members.some(({ field }) => field === name) &&
        !Object.hasOwn(value, name),
    );
    if (owed.length === 0) return value;
    const options = { usage: 'request', full: true, seed } as const;
    const added = owed.flatMap(({ name, schema }) => {
      const part = sampleOf(schema, this.schemas, options);
      return part === undefined ? [] : [[name, part] as const];
    });
    return { ...value, ...Object.fromEntries(added) };
  }

  /**
   * A body that stays valid when references to what tests do not make are left out: another of the
   * forms that it may have, where this one is known by such a reference.
   */
  apartFrom(
    left: readonly string[],
    { schema }: Representation,
    value: JsonValue | undefined,
    seed: number,
  ): JsonValue | undefined {
    const isWhole = (one: JsonValue): boolean =>
      isMembers(one) && this.takes(schema, without(one, left, NONE));
    const named = isMembers(value) && left.some((name) => Object.hasOwn(value, name));
    if (!named || isWhole(value) || !this.takes(schema, value)) return value;
    const { anyOf, oneOf } = resolved(schema, this.schemas);
    const other = (anyOf ?? oneOf ?? [])
      .map((form) => sampleOf(form, this.schemas, { usage: 'request', full: false, seed }))
      .find((form) => form !== undefined && isWhole(form));
    return other ?? value;
  }

  /** Whether a body is one that a schema accepts. */
  takes(schema: Field['schema'], value: JsonValue): boolean {
    return isAccepted(schema, this.#model.schemas, value);
  }

  get schemas() {
    return this.#model.schemas;
  }

  /** What a 404 says that was looked for; nothing where such an answer does not tell. */
  tellsMissing(operation: Operation, label: string): string | undefined {
    return tellsDetail(operation, 404, this.#model) ? `no such ${label}` : undefined;
  }

  /** The parent for which a list looks first. */
  parentOf(operation: Operation, entity: Entity): Entity | undefined {
    const entityOf = (name: string) => entityNamed(this.#model, name);
    return parentLookup(operation, entity, entityOf, (name) => this.#servedOf(name).operations)
      ?.parent;
  }

  invalid(factory: Factory) {
    const value = this.value(factory.entity, factory.shape, 0, true);
    const shape = objectShape(factory.shape.schema, this.#model.schemas);
    const sent = [...(shape?.properties ?? [])].map(([name, { schema }]) => ({
      name,
      default: unwrapNull(schema, this.#model.schemas).schema.default,
    }));
    const defaults = new Set(
      [...factory.entity.fields, ...sent]
        .filter((field) => field.default !== undefined)
        .map(({ name }) => `${name} missing`),
    );
    const refused =
      value === undefined ? [] : invalidSamples(factory.shape.schema, this.#model.schemas, value);
    // XML does not tell a number from a text: what a schema wants of a text, it is.
    if (factory.create.request?.contents[0]?.xml) return [];
    const isText = isForm(factory.create.request?.contents[0]);
    return refused.filter(
      // A default stands in for what is missing; and any value of a form is text.
      ({ what }) => !defaults.has(what) && (!isText || what.endsWith(' missing')),
    );
  }

  /** A body that answers can show as it was sent, if there is one; else any that is valid. */
  value(entity: Entity, shape: Representation, seed: number, full: boolean): JsonValue | undefined {
    const { schemas } = this.#model;
    const example = this.#examples.get(shape.name);
    const options = { usage: 'request', full, seed, example } as const;
    const narrow = shownAs(entity, shape, schemas);
    return sampleOf(narrow, schemas, options) ?? sampleOf(shape.schema, schemas, options);
  }
}

/** What the description shows first of each kind of body, by the name of its representation. */
function examplesOf({ resources }: ServiceModel): ReadonlyMap<string, JsonValue | undefined> {
  const found = new Map<string, JsonValue | undefined>();
  const contents = resources
    .flatMap(({ operations }) => operations)
    .flatMap(({ request }) => request?.contents ?? []);
  for (const { representation, examples = [], path } of contents) {
    const [example] = examples;
    if (representation === undefined || example === undefined || found.has(representation))
      continue;
    const inner = path.reduce<JsonValue | undefined>(
      (outer, name) => (isMembers(outer) ? outer[name] : undefined),
      example,
    );
    found.set(representation, inner);
  }
  return found;
}

const NONE: ReadonlySet<string> = new Set();

const without = (
  value: Readonly<Record<string, JsonValue>>,
  left: readonly string[],
  replaced: ReadonlySet<string>,
): JsonValue =>
  Object.fromEntries(
    Object.entries(value).filter(([name]) => !left.includes(name) && !replaced.has(name)),
  );
