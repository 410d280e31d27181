import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import type { SpecDocument } from '../spec/document.ts';
import type { Parameter, Schema } from '../spec/openapi.ts';
import { identifier, Namespace, sameName, singular, sqlName, squash, wordsOf } from './names.ts';
import { isSame, parametersIn, type RawOperation, scopesOf } from './raw-operations.ts';
import { itemsOf, objectShape, resolved, type Schemas, unwrapNull } from './schema-shape.ts';
import type { Evidence, Field, Generation, Key, Member, Representation } from './types.ts';
import { writeOnlyPaths } from './write-only.ts';
import { propertyOverride } from './overrides.ts';
import { randomFor } from './random-text.ts';
import type { Bodies, Collection } from './which-entity.ts';
import { fieldTypeOf } from './field-type.ts';
import { generationOf, initialValue } from './first-value.ts';
import { resourceNameTemplate, whichKey } from './which-key.ts';

/** A body that an operation sends or answers, as part of an entity. */
export interface ShapeUse {
  readonly usage: Representation['usage'];
  readonly schema: Schema;
  readonly operation: RawOperation;
}

/** What is known of an entity while its fields are being found. */
export interface Draft {
  readonly name: string;
  readonly collections: readonly Collection[];
  readonly uses: readonly ShapeUse[];
  readonly fields: readonly Field[];
  readonly key: Key;
  readonly singleton: boolean;
  readonly evidence: readonly Evidence[];
  readonly diagnostics: readonly Diagnostic[];
  /** Fields for path parameters: by parameter name, for every path of the entity. */
  readonly byParameter: ReadonlyMap<string, string>;
  /** Fields that must be there, and that neither a client nor the service can supply. */
  readonly unsupplied: readonly string[];
  /** Whether an answer or a `Location` tells the key, so that a client can ask for an item. */
  readonly isKeyTold: boolean;
}

/** Finds the fields and the key of one entity from all its bodies and paths. */
export function draftEntity(
  name: string,
  collections: readonly Collection[],
  uses: readonly ShapeUse[],
  document: SpecDocument,
): Draft {
  return new Drafting(name, collections, uses, document).run();
}

interface Collected {
  readonly schema: Schema;
  /** The first schema by which a request brings it. */
  sent?: Schema;
  readonly uses: Set<string>;
  readonly required: Map<string, boolean>;
}

/** Whether a value is one thing, a list or an object: what is sent as one cannot be shown as another. */
function formOf(schema: Schema, schemas: Schemas): string {
  const { schema: plain } = unwrapNull(schema, schemas);
  if (itemsOf(plain, schemas)) return 'list';
  if (objectShape(plain, schemas)) return 'object';
  const type = [plain.type].flat()[0];
  return type === 'integer' ? 'number' : (type ?? 'any');
}

class Drafting {
  readonly #name: string;
  readonly #collections: readonly Collection[];
  readonly #uses: readonly ShapeUse[];
  readonly #document: SpecDocument;
  readonly #schemas: Schemas;
  readonly #properties = new Map<string, Collected>();
  readonly #identifiers = new Namespace();
  readonly #columns = new Namespace();
  readonly #evidence: Evidence[] = [];
  readonly #diagnostics: Diagnostic[] = [];
  readonly #unsupplied: string[] = [];

  constructor(
    name: string,
    collections: readonly Collection[],
    uses: readonly ShapeUse[],
    document: SpecDocument,
  ) {
    this.#name = name;
    this.#collections = collections;
    this.#uses = uses;
    this.#document = document;
    this.#schemas = document.api.components?.schemas ?? {};
  }

  run(): Draft {
    this.#collectProperties();
    const singleton = this.#collections.every(({ isSingleton }) => isSingleton);
    const byParameter = new Map<string, string>();
    const hidden: Field[] = [];
    const keyFields = singleton ? [] : this.#keys(byParameter, hidden);
    const scopes = this.#scopes(byParameter, hidden, new Set(keyFields));
    if (singleton && scopes.length === 0) {
      const only = this.#hiddenField(
        'id',
        { type: 'integer' },
        { by: 'constant', value: 1 },
        'there is one for the whole service',
      );
      hidden.push(only);
      scopes.push(only.name);
    }
    const always = new Set(scopes.filter((name) => this.#everyCreateSets(name, byParameter)));
    const fields = [
      ...hidden,
      ...[...this.#properties].map(([property, use]) => this.#field(property, use, keyFields)),
    ].map((field) =>
      scopes.includes(field.name) && !keyFields.includes(field.name)
        ? asScope(field, always.has(field.name) || singleton)
        : field,
    );
    const key = this.#composeKey(keyFields, scopes, fields, singleton);
    return {
      name: this.#name,
      collections: this.#collections,
      uses: this.#uses,
      fields: ordered(fields, key),
      key,
      singleton,
      evidence: this.#evidence,
      diagnostics: this.#diagnostics,
      byParameter,
      unsupplied: this.#unsupplied,
      isKeyTold: this.#isKeyTold(key, fields),
    };
  }

  /** A key that no body shows may be part of a resource name, or of the `Location` of what is new. */
  #isKeyTold(key: Key, fields: readonly Field[]): boolean {
    const isShown = key.fields.every(
      (name) => !fields.some((field) => field.name === name && field.hidden && field.generation),
    );
    if (isShown || fields.some(({ generation }) => generation?.by === 'template')) return true;
    return this.#collections.some(({ operations }) =>
      operations.some(({ method, operation }) => method === 'post' && tellsLocation(operation)),
    );
  }

  /** All properties of all bodies, responses first. */
  #collectProperties(): void {
    const order: Record<Representation['usage'], number> = {
      response: 0,
      create: 1,
      replace: 2,
      update: 3,
    };
    const sorted = [...this.#uses].sort((one, other) => order[one.usage] - order[other.usage]);
    for (const { usage, schema } of sorted) {
      const shape = objectShape(schema, this.#schemas);
      for (const [property, { schema: own, required }] of shape?.properties ?? []) {
        const known: Collected = this.#properties.get(property) ?? {
          schema: own,
          uses: new Set<string>(),
          required: new Map<string, boolean>(),
        };
        if (usage !== 'response' && own.readOnly !== true) known.sent ??= own;
        known.uses.add(usage);
        known.required.set(usage, (known.required.get(usage) ?? usage !== 'response') && required);
        if (usage === 'response')
          known.required.set('response', known.required.get('response') === true || required);
        this.#properties.set(property, known);
      }
    }
    for (const [property, { required }] of this.#properties) {
      const responses = this.#uses.filter(({ usage }) => usage === 'response');
      const anywhere = responses.some(
        ({ schema }) => objectShape(schema, this.#schemas)?.properties.get(property)?.required,
      );
      if (responses.length > 0) required.set('response', anywhere);
    }
  }

  /** The key's property of each collection; hidden where only the path knows it. */
  #keys(byParameter: Map<string, string>, hidden: Field[]): string[] {
    // The path that goes by the entity's name knows its key best.
    const isNamed = ({ word }: Collection) => Number(sameName(singular(word), this.#name));
    const withItems = this.#collections
      .filter(({ itemParameter }) => itemParameter !== undefined)
      .sort((one, other) => isNamed(other) - isNamed(one) || one.path.length - other.path.length);
    const names: string[] = [];
    for (const collection of withItems) {
      const parameter = collection.itemParameter ?? '';
      const declared = collection.items
        .flatMap(({ operation }) => parametersIn(operation, 'path'))
        .find(({ name }) => name === parameter);
      const choice = whichKey(
        parameter,
        this.#name,
        collection.word,
        this.#properties,
        declared,
        this.#schemas,
      );
      const property = choice.property ?? this.#hiddenKey(parameter, declared, names, hidden);
      byParameter.set(`${collection.path} ${parameter}`, property);
      if (!names.includes(property)) names.push(property);
      this.#evidence.push({
        choice: `key is "${property}"`,
        because: choice.because,
        confidence: choice.confidence,
      });
    }
    if (names.length > 0) return names.slice(0, 1);
    const own =
      [...this.#properties.keys()].find((property) => /^(?:id|uuid|guid)$/i.test(property)) ??
      [...this.#properties.keys()].find(
        (property) =>
          sameName(property, `${this.#name}Id`) ||
          sameName(property, `${wordsOf(this.#name).at(-1) ?? ''}Id`),
      );
    if (own !== undefined) return [own];
    hidden.push(
      this.#hiddenField(
        'id',
        { type: 'integer' },
        { by: 'sequence' },
        'rows need a key, and the description names none',
      ),
    );
    return [hidden.at(-1)?.name ?? 'id'];
  }

  /** A key that no body shows; resource names (AIP-122) are computed from it. */
  #hiddenKey(
    parameter: string,
    declared: Parameter | undefined,
    known: readonly string[],
    hidden: Field[],
  ): string {
    const existing = hidden.find(({ name }) => known.includes(name));
    if (existing) return existing.name;
    const schema = resolved(declared?.schema, this.#schemas);
    const type = [schema.type].flat()[0];
    const numeric = type === 'integer' || type === 'number';
    const generation: Generation = numeric
      ? { by: 'sequence' }
      : schema.format === 'uuid'
        ? { by: 'uuid' }
        : { by: 'random' };
    const field = this.#hiddenField(
      parameter,
      numeric
        ? { type: 'integer' }
        : { type: 'string', ...(schema.format !== undefined && { format: schema.format }) },
      generation,
      'only the path knows it',
    );
    hidden.push(field);
    return field.name;
  }

  #hiddenField(
    name: string,
    schema: Schema,
    generation: Generation | undefined,
    because: string,
  ): Field {
    const free = this.#identifiers.take(
      this.#properties.has(name) ? `${identifier(name)}Key` : identifier(name, 'key'),
    );
    return {
      name: free,
      identifier: free,
      column: this.#columns.take(sqlName(free)),
      type: fieldTypeOf(schema, this.#schemas),
      schema,
      mergeable: false,
      unshown: [],
      required: true,
      nullable: false,
      readOnly: true,
      writeOnly: false,
      hidden: true,
      ...(generation && { generation }),
      evidence: [{ choice: `"${free}" is stored and not shown`, because, confidence: 'likely' }],
    };
  }

  /** Fields for the path parameters of parents, of every path that leads to the entity. */
  #scopes(byParameter: Map<string, string>, hidden: Field[], keys: ReadonlySet<string>): string[] {
    const found: string[] = [];
    for (const collection of this.#collections) {
      const paths = [...collection.operations, ...collection.items];
      for (const operation of paths) {
        for (const scope of scopesOf(operation.path, operation.itemParameter)) {
          const known = byParameter.get(`${collection.path} ${scope.parameter}`);
          const field = known ?? this.#scopeField(scope, operation, hidden, keys);
          byParameter.set(`${collection.path} ${scope.parameter}`, field);
          if (!found.includes(field) && !keys.has(field)) found.push(field);
        }
      }
    }
    return found;
  }

  #scopeField(
    scope: { parameter: string; word: string },
    operation: RawOperation,
    hidden: Field[],
    keys: ReadonlySet<string>,
  ): string {
    const declared = parametersIn(operation.operation, 'path').find(
      ({ name }) => name === scope.parameter,
    );
    const parent = singular(scope.word);
    const candidates = [
      scope.parameter,
      `${parent}Id`,
      `${parent}_id`,
      /^(?:id|uuid|slug|name)$/i.test(scope.parameter) ? `${parent} ${scope.parameter}` : '',
      parent,
    ];
    for (const candidate of candidates) {
      if (candidate === '' || /^(?:id|name|uuid|key|slug)$/i.test(candidate)) continue;
      const property = [...this.#properties.keys()].find(
        (name) =>
          sameName(name, candidate) && !keys.has(name) && this.#isScalarLike(name, declared),
      );
      if (property !== undefined) return property;
    }
    const short = this.#shortFor(parent, declared, keys);
    if (short !== undefined) return short;
    const base =
      /^(?:id|uuid|slug|name|key|code|number)$/i.test(scope.parameter) && parent !== ''
        ? `${parent} ${scope.parameter}`
        : scope.parameter;
    const existing = hidden.find(({ name }) => sameName(name, base) && !keys.has(name));
    if (existing) return existing.name;
    const schema = resolved(declared?.schema, this.#schemas);
    const numeric = [schema.type].flat().some((type) => type === 'integer' || type === 'number');
    const plain: Schema = numeric
      ? { type: 'integer' }
      : { type: 'string', ...(schema.format === 'uuid' && { format: 'uuid' }) };
    const field = this.#hiddenField(
      base,
      plain,
      undefined,
      `the path ${operation.path} puts it under its ${parent === '' ? 'parent' : parent}`,
    );
    hidden.push(field);
    return field.name;
  }

  /** `appid` of an application. */
  #shortFor(
    parent: string,
    declared: Parameter | undefined,
    keys: ReadonlySet<string>,
  ): string | undefined {
    const found = [...this.#properties.keys()].filter((name) => {
      const start = /^(.{3,})id$/.exec(squash(name))?.[1];
      return (
        start !== undefined &&
        squash(parent).startsWith(start) &&
        !keys.has(name) &&
        this.#isScalarLike(name, declared)
      );
    });
    return found.length === 1 ? found[0] : undefined;
  }

  /** Whether every create puts the entity under this parent. */
  #everyCreateSets(name: string, byParameter: ReadonlyMap<string, string>): boolean {
    const creates = this.#collections.flatMap(({ path, operations }) =>
      operations
        .filter(({ method }) => method === 'post')
        .map((operation) => ({ path, operation })),
    );
    return (
      creates.length > 0 &&
      creates.every(({ path, operation }) =>
        scopesOf(operation.path, operation.itemParameter).some(
          ({ parameter }) => byParameter.get(`${path} ${parameter}`) === name,
        ),
      )
    );
  }

  #isScalarLike(name: string, parameter: Parameter | undefined): boolean {
    const own = [
      unwrapNull(this.#properties.get(name)?.schema, this.#schemas).schema.type,
    ].flat()[0];
    const other = [resolved(parameter?.schema, this.#schemas).type].flat()[0];
    if (own !== 'string' && own !== 'integer' && own !== 'number') return false;
    return other === undefined || own === other || (own !== 'string' && other !== 'string');
  }

  #field(property: string, found: Collected, keys: readonly string[]): Field {
    const isTwoThings =
      found.sent !== undefined &&
      found.uses.has('response') &&
      formOf(found.sent, this.#schemas) !== formOf(found.schema, this.#schemas);
    const use = isTwoThings && found.sent ? { ...found, schema: found.sent } : found;
    const { schema: plain, nullable } = unwrapNull(use.schema, this.#schemas);
    const type = fieldTypeOf(use.schema, this.#schemas);
    // What one schema only shows, another may bring.
    const readOnly =
      found.sent === undefined && (plain.readOnly === true || use.schema.readOnly === true);
    // What there is one of begins without anybody creating it.
    const isBornEmpty = this.#collections.every(({ isSingleton }) => isSingleton);
    const hasCreate = isBornEmpty || this.#uses.some(({ usage }) => usage === 'create');
    const sentOnCreate = use.uses.has('create') && !readOnly;
    const sent = !readOnly && (sentOnCreate || use.uses.has('replace') || use.uses.has('update'));
    const isKey = keys.includes(property);
    const hasResponses = this.#uses.some(({ usage }) => usage === 'response');
    const writeOnly =
      isTwoThings ||
      plain.writeOnly === true ||
      use.schema.writeOnly === true ||
      (hasResponses && !use.uses.has('response'));
    const fallback = plain.default ?? use.schema.default;
    const createRequires = use.required.get('create') === true && !readOnly;
    const owned = !sent || isKey;
    const template =
      property === 'name' ? resourceNameTemplate(use.schema, this.#schemas) : undefined;
    const said = propertyOverride(plain['x-specwright'] ?? use.schema['x-specwright']).generation;
    let generation: Generation | undefined =
      said ??
      (template !== undefined && !isKey
        ? { by: 'template', template }
        : isKey
          ? this.#keyGeneration(plain, type, createRequires)
          : owned
            ? this.#ownGeneration(property, use.schema, type)
            : undefined);
    const responseRequires = use.required.get('response') === true && !nullable;
    const evidence: Evidence[] = isTwoThings
      ? [
          {
            choice: `"${property}" is stored and not shown`,
            because: 'it is sent in one form and shown in another',
            confidence: 'likely',
          },
        ]
      : [];
    if (
      responseRequires &&
      hasCreate &&
      !createRequires &&
      fallback === undefined &&
      generation === undefined
    ) {
      generation = this.#initial(property, use.schema, type, evidence);
    }
    const always =
      isKey ||
      createRequires ||
      (fallback !== undefined && fallback !== null) ||
      (generation !== undefined && !nullable);
    const values =
      type === 'enum'
        ? (plain.enum ?? []).filter((value): value is string => typeof value === 'string')
        : undefined;
    const name = this.#identifiers.take(identifier(property));
    const source = this.#document.origin(use.schema);
    return {
      name: property,
      identifier: name,
      column: this.#columns.take(sqlName(property)),
      type,
      schema: use.schema,
      mergeable: type === 'json' && plain.type === 'object',
      unshown: type === 'json' ? writeOnlyPaths(use.schema, this.#schemas) : [],
      ...(values && { values }),
      ...(plain.description !== undefined &&
        plain.description !== '' && { description: plain.description }),
      required: always && !(nullable && !isKey),
      nullable: nullable && !isKey,
      readOnly: readOnly || (!sent && !isKey),
      writeOnly,
      hidden: false,
      ...(fallback !== undefined && { default: fallback as NonNullable<Field['default']> }),
      ...(generation && { generation }),
      ...(source && { source }),
      evidence,
    };
  }

  #keyGeneration(
    schema: Schema,
    type: Field['type'],
    createRequires: boolean,
  ): Generation | undefined {
    if (createRequires) return undefined;
    if (type === 'integer' || type === 'bigint' || type === 'number') return { by: 'sequence' };
    if (type === 'uuid') return { by: 'uuid' };
    if (schema.pattern !== undefined) {
      const random = randomFor(schema);
      if (!random) this.#unsupplied.push('a key that matches its pattern');
      return random;
    }
    const example = String((schema.examples ?? [])[0] ?? '');
    return /^[0-9a-f]{8}-[0-9a-f]{4}-/i.test(example)
      ? { by: 'uuid' }
      : (randomFor(schema) ?? { by: 'random' });
  }

  #ownGeneration(property: string, schema: Schema, type: Field['type']): Generation | undefined {
    return generationOf(property, schema, type, this.#schemas);
  }

  #initial(
    property: string,
    schema: Schema,
    type: Field['type'],
    evidence: Evidence[],
  ): Generation | undefined {
    if (type === 'date-time' || type === 'date') return { by: 'created-at' };
    const value = initialValue(schema, type, this.#schemas);
    if (value === undefined) {
      this.#unsupplied.push(property);
      return undefined;
    }
    const shown = JSON.stringify(value);
    evidence.push({
      choice: `"${property}" starts as ${shown}`,
      because: 'responses require it and no request brings it',
      confidence: 'likely',
    });
    const pointer = this.#document.origin(schema);
    const location = pointer && this.#document.locate(pointer);
    this.#diagnostics.push(
      diagnostic(
        'SW2001',
        'info',
        `${this.#name}.${property} must be in every answer and no request brings it: it starts as ${shown}. Say otherwise with default, or with x-specwright.`,
        location,
      ),
    );
    return { by: 'constant', value };
  }

  /** Keys that clients choose are unique within their parent only. */
  #composeKey(
    keyFields: readonly string[],
    scopes: readonly string[],
    fields: readonly Field[],
    singleton: boolean,
  ): Key {
    if (singleton) return { fields: scopes };
    const generated = keyFields.every(
      (name) => fields.find((field) => field.name === name)?.generation !== undefined,
    );
    if (generated) return { fields: keyFields };
    const everywhere = scopes.filter(
      (scope) =>
        this.#collections.every((collection) =>
          collection.items.every(
            ({ path, itemParameter }) => scopesOf(path, itemParameter).length > 0,
          ),
        ) && fields.some(({ name }) => name === scope),
    );
    return { fields: [...everywhere, ...keyFields] };
  }
}

const tellsLocation = ({ responses }: RawOperation['operation']): boolean =>
  Object.entries(responses ?? {}).some(
    ([status, { headers }]) =>
      status.startsWith('2') && Object.keys(headers ?? {}).some((name) => /^location$/i.test(name)),
  );

/** A field that the path fills: the service has nothing of its own to put there. */
function asScope({ generation, ...field }: Field, isAlwaysSet: boolean): Field {
  const kept = generation?.by === 'constant' ? { generation } : {};
  return {
    ...field,
    ...kept,
    required: (field.required && !field.hidden && generation === undefined) || isAlwaysSet,
    nullable: field.nullable && !isAlwaysSet,
  };
}

/** Keys first, then what is hidden, then as described. */
function ordered(fields: readonly Field[], key: Key): Field[] {
  const rank = ({ name, hidden }: Field) => (key.fields.includes(name) ? 0 : hidden ? 1 : 2);
  return [...fields].sort((one, other) => rank(one) - rank(other));
}

/** The members of a body that are fields of the entity. */
export function membersOf(
  schema: Schema,
  usage: Representation['usage'],
  fields: readonly Field[],
  schemas: Schemas,
): Member[] {
  const shape = objectShape(schema, schemas);
  return [...(shape?.properties ?? [])].flatMap(([name, { required }]) => {
    const field = fields.find((candidate) => candidate.name === name && !candidate.hidden);
    if (!field) return [];
    if (usage === 'response') return field.writeOnly ? [] : [{ field: name, required }];
    const own = unwrapNull(shape?.properties.get(name)?.schema, schemas).schema;
    if (
      own.readOnly === true ||
      field.generation?.by === 'template' ||
      (field.readOnly && field.generation !== undefined)
    )
      return [];
    return [{ field: name, required }];
  });
}

export { isSame, itemsOf, type Bodies };
