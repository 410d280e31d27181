import { besideDevices } from '../../model/names.ts';
import { objectShape, type ObjectShape } from '../../model/object-shape.ts';
import { resolved, type Schemas } from '../../model/schema-shape.ts';
import type { Entity, Representation } from '../../model/types.ts';
import type { Schema } from '../../spec/openapi.ts';
import { isHidden } from '../sampling/usage.ts';
import { declare, typeOf } from '../typescript/schema-to-type.ts';
import { isLink, isOptional } from './field-type.ts';
import type { EntityNames, ModelIndex } from './names.ts';
import type { Imports } from './imports.ts';
import { UPLOAD } from './uploads.ts';
import { schemaName } from '../../spec/schema-reference.ts';

/** Where the TypeScript type of a component schema is declared, and under which name. */
interface Place {
  readonly file: string;
  readonly name: string;
}

/** Schemas that stand for types of the service's own. */
const GIVEN: ReadonlyMap<Schema, Place> = new Map([
  [UPLOAD, { file: 'src/blobs.ts', name: 'UploadedFile' }],
]);

/**
 * The types of `components.schemas`: each is declared once, in the file of the entity that alone
 * uses it or in a file of its own under `src/schemas`, and only when something uses it.
 */
export class SchemaTypes {
  readonly #index: ModelIndex;
  readonly #names: ReadonlyMap<string, string>;
  /** Component schemas that an entity file declares already, as a representation. */
  readonly #represented = new Map<string, Place>();
  /** The folders or files that use a component: entity files count as one, all else apart. */
  readonly #users = new Map<string, Set<string>>();
  /** Members that a representation always has, though the component that it stands for may not. */
  readonly #always = new Map<string, readonly string[]>();

  /** @param names TypeScript type names of the component schemas, distinct in the service */
  constructor(index: ModelIndex, names: ReadonlyMap<string, string>) {
    this.#index = index;
    this.#names = names;
    const untold = new Set<string>();
    for (const entity of index.model.entities) {
      const entityNames = index.entity(entity.name);
      for (const shape of entity.representations) {
        const component = componentOf(shape.schema);
        if (component === undefined || entityNames === undefined) continue;
        if (this.#represented.has(component) && shape.usage !== 'response') continue;
        if (!tellsAll(shape, index.model.schemas)) untold.add(component);
        if (untold.has(component)) continue;
        const name = entityNames.shownAsStored.has(shape.name) ? entityNames.stored : shape.name;
        this.#represented.set(component, { file: entityNames.file, name });
        this.#always.set(component, alwaysShown(entity, shape, entityNames));
      }
    }
  }

  /** The type of a schema for a file, whose imports and users are noted. */
  textFor(schema: Schema | boolean, file: string, imports: Imports): string {
    const { text, references } = typeOf(schema, {
      typeName: (name) => this.#placeName(name),
      schemas: this.#index.model.schemas,
      given: (part) => {
        const given = GIVEN.get(part);
        if (given) imports.addType(given.file, given.name);
        return given?.name;
      },
    });
    for (const component of references) {
      this.#use(component, file);
      this.#pending.push(() => this.#import(component, file, imports));
    }
    return text;
  }

  /** The components as their types are: what an entity always has, its type does not leave out. */
  typedSchemas(): Schemas {
    const { schemas } = this.#index.model;
    const stricter = [...this.#always].filter(([, required]) => required.length > 0);
    if (stricter.length === 0) return schemas;
    const typed = stricter.map(([component, required]): readonly [string, Schema] => [
      component,
      { allOf: [schemas[component] ?? true, { required }] },
    ]);
    return { ...schemas, ...Object.fromEntries(typed) };
  }

  readonly #pending: (() => void)[] = [];

  /** What a schema of an object has, whatever it is composed of. */
  shapeOf(schema: Schema | undefined): ObjectShape | undefined {
    return objectShape(schema, this.#index.model.schemas);
  }

  /** What a schema says once its reference is followed. */
  resolved(schema: Schema | boolean | undefined): Schema {
    return resolved(schema, this.#index.model.schemas);
  }

  /** To be called when every user is known: decides where each type stands, and imports it there. */
  settle(): void {
    for (const run of this.#pending.splice(0)) run();
  }

  /** Component schemas to declare in an entity's file. */
  declarationsIn(file: string, imports: Imports): string[] {
    return this.#componentsOf(file).map((component) => this.#declare(component, file, imports));
  }

  /** Files under `src/schemas` with their declarations. */
  ownFiles(): { file: string; name: string; component: string }[] {
    return [...this.#users.keys()]
      .filter((component) => !this.#represented.has(component))
      .map((component) => ({ component, ...this.#place(component) }))
      .filter(({ file }) => file.startsWith('src/schemas/'));
  }

  declareIn(component: string, file: string, imports: Imports): string {
    return this.#declare(component, file, imports);
  }

  #componentsOf(file: string): string[] {
    return [...this.#users.keys()].filter(
      (component) => !this.#represented.has(component) && this.#place(component).file === file,
    );
  }

  #declare(component: string, file: string, imports: Imports): string {
    const schema = this.#index.model.schemas[component] ?? true;
    const { text, references } = declare(this.#placeName(component), schema, {
      typeName: (name) => this.#placeName(name),
      schemas: this.#index.model.schemas,
    });
    for (const other of references) this.#import(other, file, imports);
    return text;
  }

  #import(component: string, file: string, imports: Imports): void {
    const place = this.#place(component);
    if (place.file !== file) imports.addType(place.file, place.name);
  }

  #placeName(component: string): string {
    return this.#represented.get(component)?.name ?? this.#names.get(component) ?? 'unknown';
  }

  #place(component: string): Place {
    const represented = this.#represented.get(component);
    if (represented) return represented;
    const name = this.#placeName(component);
    const users = [...(this.#users.get(component) ?? [])];
    const only = users.length === 1 ? users[0] : undefined;
    const file = only?.startsWith('src/entities/') ? only : `src/schemas/${kebab(name)}.ts`;
    return { file, name };
  }

  /** Notes a user of a component, and of all that the component itself refers to. */
  #use(component: string, file: string): void {
    const users = this.#users.get(component) ?? new Set<string>();
    if (users.has(file)) return;
    this.#users.set(component, users.add(file));
    if (this.#represented.has(component)) return;
    const { references } = typeOf(this.#index.model.schemas[component] ?? true, {
      typeName: (name) => this.#placeName(name),
      schemas: this.#index.model.schemas,
    });
    for (const other of references) this.#use(other, file);
  }
}

/**
 * Whether what a client is shown is all that the schema tells: where an answer leaves out members
 * that requests cannot bring in its form, a value of that schema may have them elsewhere.
 */
function tellsAll({ usage, schema, members }: Representation, schemas: Schemas): boolean {
  if (usage !== 'response') return true;
  const shown = new Set(members.map(({ field }) => field));
  return [...(objectShape(schema, schemas)?.properties ?? [])].every(
    ([name, property]) => shown.has(name) || isHidden(property.schema, schemas, 'response'),
  );
}

/** What an answer always has, and its schema may leave out. */
function alwaysShown(
  { fields }: Entity,
  { usage, name, members }: Representation,
  { shownAsStored }: EntityNames,
): string[] {
  if (usage !== 'response') return [];
  return members.flatMap(({ field: member, required }) => {
    const field = fields.find((one) => one.name === member);
    if (!field || required) return [];
    const isAlways = !isOptional(field) || (shownAsStored.has(name) && isLink(field));
    return isAlways ? [member] : [];
  });
}

/** `PetStatus` → `pet-status`; distinct as long as the names differ in more than case and hyphens. */
export const kebab = (name: string): string =>
  besideDevices(
    name
      .replace(/([a-z\d])([A-Z])/g, '$1-$2')
      .replace(/([A-Z]+)([A-Z][a-z])/g, '$1-$2')
      .replace(/[^A-Za-z\d]+/g, '-')
      .toLowerCase(),
  );

/** The component that a schema merely points to. */
export const componentOf = ({ $ref }: Schema): string | undefined => schemaName($ref);
