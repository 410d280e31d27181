import type { SpecDocument } from '../spec/document.ts';
import type { Parameter, Schema } from '../spec/openapi.ts';
import { fieldTypeOf } from './field-type.ts';
import { identifier, Namespace, sqlName } from './names.ts';
import { type Collected, collectProperties, type ShapeUse } from './properties.ts';
import { namesItem, parametersIn } from './raw-operations.ts';
import { type Schemas, soleType, typesOf, unwrapNull } from './schema-shape.ts';
import type { Evidence, Field, Generation, JsonValue } from './types.ts';
import type { Collection } from './which-entity.ts';

/** An entity while its fields are being found: what is known of it, and what was concluded so far. */
export class Sketch {
  readonly name: string;
  readonly collections: readonly Collection[];
  readonly uses: readonly ShapeUse[];
  readonly document: SpecDocument;
  readonly schemas: Schemas;
  readonly properties: ReadonlyMap<string, Collected>;
  readonly identifiers = new Namespace();
  readonly columns = new Namespace();
  /** Fields that no body shows. */
  readonly hidden: Field[] = [];
  readonly evidence: Evidence[] = [];
  /** Fields for path parameters, by the path of the collection and the parameter's name. */
  readonly byParameter = new Map<string, string>();
  /** Fields that start with a value of the service's own. */
  readonly starts: {
    readonly property: string;
    readonly value: JsonValue;
    readonly schema: Schema;
  }[] = [];
  /** Fields that must be there, and that neither a client nor the service can supply. */
  readonly unsupplied: string[] = [];

  constructor(
    name: string,
    collections: readonly Collection[],
    uses: readonly ShapeUse[],
    document: SpecDocument,
  ) {
    this.name = name;
    this.collections = collections;
    this.uses = uses;
    this.document = document;
    this.schemas = document.api.components?.schemas ?? {};
    this.properties = collectProperties(uses, this.schemas);
  }

  /** There is one, for the whole service or for each parent. */
  get isSingleton(): boolean {
    return this.collections.every(({ isSingleton }) => isSingleton);
  }

  /** Adds a field that is stored and not shown. */
  hide(name: string, schema: Schema, generation: Generation | undefined, because: string): Field {
    const own = identifier(name, 'key');
    const isProperty = this.properties.has(name) || this.properties.has(own);
    const wanted = isProperty ? `${own}Key` : own;
    const free = this.identifiers.take(wanted);
    const field: Field = {
      name: free,
      identifier: free,
      column: this.columns.take(sqlName(free)),
      type: fieldTypeOf(schema, this.schemas),
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
    this.hidden.push(field);
    return field;
  }

  /** A parameter that names what a collection's operations are about, or its parents, as declared. */
  declared({ operations, items }: Collection, name: string): Parameter | undefined {
    return [...items, ...operations]
      .flatMap((own) => [
        ...parametersIn(own.operation, 'path'),
        ...parametersIn(own.operation, 'query').filter((parameter) => namesItem(own, parameter)),
      ])
      .find((parameter) => parameter.name === name);
  }

  /** Whether a property's values can stand in a path parameter's place. */
  isComparable(property: string, parameter: Parameter | undefined): boolean {
    const { schema } = unwrapNull(this.properties.get(property)?.schema, this.schemas);
    const own = soleType(schema, this.schemas);
    if (own !== 'string' && own !== 'integer' && own !== 'number') return false;
    if (schema.enum && !this.#isAmong(parameter, schema.enum)) return false;
    return typesOf(parameter?.schema, this.schemas).every(
      (other) => other === 'null' || own === other || (own !== 'string' && other !== 'string'),
    );
  }

  /** Whether a parameter lists its values, and none but these. */
  #isAmong(parameter: Parameter | undefined, values: readonly unknown[]): boolean {
    const listed = unwrapNull(parameter?.schema, this.schemas).schema.enum;
    return listed?.every((value) => values.includes(value)) === true;
  }
}
