import type { Parameter, Schema } from '../spec/openapi.ts';
import { sameName, singular, squash } from './names.ts';
import { resolved, type Schemas, unwrapNull } from './schema-shape.ts';

/** The property that a path parameter names, and why. */
export interface KeyChoice {
  readonly property: string | undefined;
  readonly because: string;
}

/** Finds the property behind an item's path parameter: `{petId}` is `petId`, else `id`. */
export function whichKey(
  parameter: string,
  entityName: string,
  word: string,
  properties: ReadonlyMap<string, { schema: Schema }>,
  declared: Parameter | undefined,
  schemas: Schemas,
): KeyChoice {
  const names = [...properties.keys()].filter((name) =>
    isScalar(properties.get(name)?.schema, schemas),
  );
  const comparable = names.filter((name) =>
    compatible(properties.get(name)?.schema, declared?.schema, schemas),
  );
  const exact = comparable.find((name) => sameName(name, parameter));
  if (exact !== undefined)
    return { property: exact, because: `the path parameter ${parameter} has the property's name` };
  const entity = squash(entityName);
  const single = squash(singular(word));
  const wanted = squash(parameter);
  for (const base of new Set([
    entity,
    single,
    ...lastWords(entityName),
    ...lastWords(singular(word)),
  ])) {
    if (base === '' || !wanted.startsWith(base)) continue;
    const rest = wanted.slice(base.length);
    const found = comparable.find(
      (name) => squash(name) === rest || (rest === '' && /^(?:id|uuid)$/.test(squash(name))),
    );
    if (
      found !== undefined &&
      (rest !== '' ||
        !names.some(
          (name) =>
            squash(name) === 'name' && isResourceName(properties.get(name)?.schema, schemas),
        ))
    ) {
      return {
        property: found,
        because: `the path parameter ${parameter} is the entity's name and the property's`,
      };
    }
  }
  if (wanted.endsWith('id')) {
    const found =
      comparable.find((name) => squash(name) === 'id') ??
      comparable.find((name) => /^(?:uuid|guid|_id|identifier|sid|key)$/.test(name.toLowerCase()));
    if (found !== undefined)
      return { property: found, because: `the path parameter ${parameter} ends in id` };
    const own = comparable.find(
      (name) => squash(name) === `${entity}id` || squash(name) === `${single}id`,
    );
    if (own !== undefined) return { property: own, because: `${own} is the entity's own id` };
  }
  if (wanted === 'id') {
    const own = comparable.find(
      (name) => squash(name) === `${entity}id` || squash(name) === `${single}id`,
    );
    if (own !== undefined) return { property: own, because: `${own} is the entity's own id` };
  }
  const ending = comparable.find(
    (name) =>
      wanted.endsWith(squash(name)) &&
      squash(name).length >= 3 &&
      /(?:name|slug|code|key|number|uuid|sid|token|email|login|path|handle|username)$/.test(
        squash(name),
      ),
  );
  if (ending !== undefined)
    return {
      property: ending,
      because: `the path parameter ${parameter} ends in the property's name`,
    };
  return { property: undefined, because: `no property goes by the path parameter ${parameter}` };
}

const lastWords = (name: string): string[] => {
  const words = name.replace(/([a-z\d])([A-Z])/g, '$1 $2').split(/[^A-Za-z\d]+/);
  const last = words.at(-1);
  return last === undefined ? [] : [squash(last)];
};

function isScalar(schema: Schema | undefined, schemas: Schemas): boolean {
  const { schema: plain } = unwrapNull(schema, schemas);
  const type = [plain.type].flat()[0];
  return type === 'string' || type === 'integer' || type === 'number' || plain.enum !== undefined;
}

/** Text may name a number in a path; an object may not. */
function compatible(
  property: Schema | undefined,
  parameter: Schema | boolean | undefined,
  schemas: Schemas,
): boolean {
  const own = [unwrapNull(property, schemas).schema.type].flat()[0];
  const other = [resolved(parameter, schemas).type].flat()[0];
  if (other === undefined || own === other) return true;
  const numeric = (type: unknown) => type === 'integer' || type === 'number';
  return (numeric(own) && numeric(other)) || (numeric(own) && other === 'string');
}

/** Google's resource names (AIP-122): `memos/{memo}` in the property `name`. */
export function resourceNameTemplate(
  schema: Schema | undefined,
  schemas: Schemas,
): string | undefined {
  const { description = '', pattern } = unwrapNull(schema, schemas).schema;
  const match = /[Ff]ormat:?\s*[`"']?((?:[\w-]+\/\{\w+\}\/?)+)/.exec(description);
  void pattern;
  return match?.[1]?.replace(/\/$/, '');
}

const isResourceName = (schema: Schema | undefined, schemas: Schemas): boolean =>
  resourceNameTemplate(schema, schemas) !== undefined;
