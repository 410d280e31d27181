import { operationsAbout } from '../../model/by-entity.ts';
import { isServed } from '../../model/is-served.ts';
import { objectShape } from '../../model/object-shape.ts';
import { resolved } from '../../model/schema-shape.ts';
import type {
  Entity,
  JsonValue,
  Operation,
  Representation,
  ServiceModel,
} from '../../model/types.ts';
import { isJson, isJsonArray, isJsonObject } from '../sampling/json.ts';
import { isValid } from '../sample.ts';
import type { Usage } from '../sampling/usage.ts';

/** The members of an example of one entity, by field. */
export type Example = Readonly<Record<string, JsonValue>>;

/**
 * What the description gives as examples of an entity, less what its schema refuses: those of
 * answers first, since they know keys, then those of schemas and of requests.
 */
export function examplesOf(entity: Entity, model: ServiceModel): Example[] {
  const operations = operationsAbout(model, entity).filter(isServed);
  const found = [
    ...operations.flatMap((operation) => answered(operation, entity, model)),
    ...entity.representations
      .filter(({ usage }) => usage === 'response' || usage === 'create')
      .flatMap((shape) => declared(shape, model)),
    ...operations.flatMap((operation) => sent(operation, entity, model)),
  ];
  const known: Example[] = [];
  for (const example of found)
    if (!known.some((other) => tellsAll(other, example))) known.push(example);
  return known;
}

/** Whether an example has all that another one tells. */
const tellsAll = (example: Example, other: Example): boolean =>
  Object.entries(other).every(
    ([name, value]) =>
      Object.hasOwn(example, name) && JSON.stringify(example[name]) === JSON.stringify(value),
  );

function answered(operation: Operation, entity: Entity, model: ServiceModel): Example[] {
  const { status, mediaType, body } = operation.success;
  if (body.kind !== 'entity' && body.kind !== 'list') return [];
  const shape = entity.representations.find(({ name }) => name === body.representation);
  const contents = operation.responses
    .filter((response) => response.status === String(status))
    .flatMap((response) => response.contents);
  return contents
    .filter((content) => content.mediaType === mediaType)
    .flatMap(({ examples = [] }) => examples)
    .flatMap((example): readonly (JsonValue | undefined)[] => {
      const value = at(example, body.path);
      return body.kind === 'list' && isJsonArray(value) ? value : [value];
    })
    .filter((value) => isExample(value, shape, 'response', model));
}

function sent(operation: Operation, entity: Entity, model: ServiceModel): Example[] {
  const content = operation.request?.contents[0];
  if (operation.kind !== 'create' || !content) return [];
  const shape = entity.representations.find(({ name }) => name === content.representation);
  return (content.examples ?? [])
    .map((example) => at(example, content.path))
    .filter((value) => isExample(value, shape, 'request', model));
}

function declared(shape: Representation, model: ServiceModel): Example[] {
  const { examples = [], example } = resolved(shape.schema, model.schemas);
  const usage = shape.usage === 'response' ? 'response' : 'request';
  return [...examples, example, ofMembers(shape, model)]
    .filter(isJson)
    .filter((value) => isExample(value, shape, usage, model));
}

/** An example whose members are those of the schemas of members. */
function ofMembers({ schema }: Representation, { schemas }: ServiceModel): Example {
  const properties = [...(objectShape(schema, schemas)?.properties ?? [])];
  return Object.fromEntries(
    properties.flatMap(([name, property]) => {
      const { examples = [], example } = resolved(property.schema, schemas);
      const found = [...examples, example].filter(isJson);
      return found.slice(0, 1).map((value) => [name, value]);
    }),
  );
}

function isExample(
  value: JsonValue | undefined,
  shape: Representation | undefined,
  usage: Usage,
  { schemas }: ServiceModel,
): value is Example {
  return (
    shape !== undefined &&
    isJsonObject(value) &&
    Object.keys(value).length > 0 &&
    isValid(shape.schema, schemas, usage, value)
  );
}

/** What stands inside an envelope. */
const at = (value: JsonValue, path: readonly string[]): JsonValue | undefined =>
  path.reduce<JsonValue | undefined>(
    (inner, name) => (isJsonObject(inner) && Object.hasOwn(inner, name) ? inner[name] : undefined),
    value,
  );
