import type { Parameter, Schema } from '../spec/openapi.ts';
import { sameName, singular, squash, wordsOf } from './names.ts';
import { resolved, type Schemas, soleType, unwrapNull } from './schema-shape.ts';
import type { Confidence } from './types.ts';

/** The property that a path parameter names, and why. */
export interface KeyChoice {
  readonly property: string | undefined;
  readonly because: string;
  readonly confidence: Confidence;
}

type Properties = ReadonlyMap<string, { schema: Schema }>;

/** One way to find the key's property. */
interface Question {
  /** The path parameter. */
  readonly parameter: string;
  /** The same, squashed and as words. */
  readonly wanted: string;
  readonly words: readonly string[];
  /** Names that the entity goes by: its own and that of its path, and the last word of each. */
  readonly entity: readonly string[];
  /** Properties that a path parameter can name. */
  readonly names: readonly string[];
  /** `name` holds `memos/{memo}`, and is no key of its own. */
  readonly hasResourceName: boolean;
}

interface Rule {
  readonly because: (parameter: string, property: string) => string;
  readonly confidence: Confidence;
  readonly find: (question: Question) => string | undefined;
}

const only = (found: readonly string[]): string | undefined =>
  found.length === 1 ? found[0] : undefined;

/** From the surest to the least sure. */
const RULES: readonly Rule[] = [
  {
    because: (parameter) => `the path parameter ${parameter} has the property's name`,
    confidence: 'certain',
    find: ({ names, parameter, wanted }) =>
      names.find((name) => name === parameter) ?? names.find((name) => squash(name) === wanted),
  },
  {
    because: (parameter) =>
      `the path parameter ${parameter} is the entity's name and the property's`,
    confidence: 'certain',
    find: ({ names, wanted, entity }) => {
      for (const base of entity) {
        const rest = wanted.startsWith(base) ? wanted.slice(base.length) : '';
        const found = rest === '' ? undefined : names.find((name) => squash(name) === rest);
        if (found !== undefined) return found;
      }
      return undefined;
    },
  },
  {
    because: (parameter) => `the path parameter ${parameter} is the entity's name`,
    confidence: 'certain',
    find: ({ names, wanted, entity, hasResourceName }) =>
      entity.includes(wanted) && !hasResourceName
        ? names.find((name) => /^(?:id|uuid|pk)$/.test(squash(name)))
        : undefined,
  },
  {
    because: (parameter) => `the path parameter ${parameter} ends in id`,
    confidence: 'certain',
    find: ({ names, wanted }) =>
      wanted.endsWith('id')
        ? (names.find((name) => squash(name) === 'id') ??
          names.find((name) =>
            /^(?:uuid|guid|_id|pk|identifier|sid|key)$/.test(name.toLowerCase()),
          ))
        : undefined,
  },
  {
    because: (_parameter, property) => `${property} is the entity's own id`,
    confidence: 'certain',
    find: ({ names, wanted, entity }) =>
      wanted.endsWith('id')
        ? names.find((name) => entity.some((base) => squash(name) === `${base}id`))
        : undefined,
  },
  {
    because: (parameter) => `the path parameter ${parameter} ends in the property's name`,
    confidence: 'likely',
    find: ({ names, wanted }) =>
      names.find(
        (name) =>
          squash(name).length >= 3 && wanted.endsWith(squash(name)) && TELLING.test(squash(name)),
      ),
  },
  {
    because: (parameter) => `it ends in the same words as the path parameter ${parameter}`,
    confidence: 'likely',
    find: ({ names, words }) =>
      only(
        names.filter(
          (name) => words.length > 1 && wordsOf(name).length > 1 && endsAlike(wordsOf(name), words),
        ),
      ),
  },
  {
    because: (parameter) => `it ends in the path parameter's name, ${parameter}`,
    confidence: 'likely',
    find: ({ names, wanted }) =>
      wanted === 'id'
        ? undefined
        : only(names.filter((name) => squash(name).endsWith(wanted) && TELLING.test(wanted))),
  },
  {
    because: (_parameter, property) => `${property} is the entity's own name`,
    confidence: 'likely',
    find: ({ names, wanted, entity }) =>
      only(
        names.filter((name) => entity.includes(squash(name)) && wanted.startsWith(squash(name))),
      ),
  },
  {
    because: (parameter) =>
      `no property goes by the path parameter ${parameter}, and id tells one from another`,
    confidence: 'likely',
    find: ({ names, hasResourceName }) =>
      hasResourceName ? undefined : names.find((name) => squash(name) === 'id'),
  },
  {
    because: () => 'pk is what frameworks call a primary key',
    confidence: 'likely',
    find: ({ names }) => names.find((name) => name === 'pk'),
  },
];

const TELLING =
  /(?:name|slug|code|key|number|uuid|sid|token|email|login|path|handle|username|symbol|domain|address)$/;

/** Two names that end in the same two words: `payRunCalendarId` and `payrollCalendarId`. */
const endsAlike = (one: readonly string[], other: readonly string[]): boolean =>
  one.at(-1) === other.at(-1) && one.at(-2) === other.at(-2);

/** Finds the property behind an item's path parameter: `{petId}` is `petId`, else `id`. */
export function whichKey(
  parameter: string,
  entityName: string,
  word: string,
  properties: Properties,
  declared: Parameter | undefined,
  schemas: Schemas,
): KeyChoice {
  const schemaOf = (name: string) => properties.get(name)?.schema;
  const names = [...properties.keys()].filter(
    (name) =>
      isScalar(schemaOf(name), schemas) && compatible(schemaOf(name), declared?.schema, schemas),
  );
  const entity = new Set(
    [entityName, singular(word), lastWord(entityName), lastWord(singular(word))].map(squash),
  );
  entity.delete('');
  const question: Question = {
    parameter,
    wanted: squash(parameter),
    words: wordsOf(parameter),
    entity: [...entity],
    names,
    hasResourceName: [...properties].some(
      ([name, { schema }]) =>
        sameName(name, 'name') && resourceNameTemplate(schema, schemas) !== undefined,
    ),
  };
  for (const { find, because, confidence } of RULES) {
    const property = find(question);
    if (property !== undefined)
      return { property, because: because(parameter, property), confidence };
  }
  return {
    property: undefined,
    because: `no property goes by the path parameter ${parameter}`,
    confidence: 'likely',
  };
}

const lastWord = (name: string): string => wordsOf(name).at(-1) ?? '';

function isScalar(schema: Schema | undefined, schemas: Schemas): boolean {
  const { schema: plain } = unwrapNull(schema, schemas);
  const type = soleType(plain, schemas);
  return type === 'string' || type === 'integer' || type === 'number' || plain.enum !== undefined;
}

/** Text may name a number in a path; an object may not. */
function compatible(
  property: Schema | undefined,
  parameter: Schema | boolean | undefined,
  schemas: Schemas,
): boolean {
  const own = soleType(unwrapNull(property, schemas).schema, schemas);
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
  const { description = '' } = unwrapNull(schema, schemas).schema;
  const match = /[Ff]ormat:?\s*[`"']?((?:[\w-]+\/\{\w+\}\/?)+)/.exec(description);
  return match?.[1]?.replace(/\/$/, '');
}
