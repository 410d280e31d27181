import type { Draft } from './draft.ts';
import { squash, wordsOf } from './names.ts';
import { scopesOf } from './raw-operations.ts';
import type { Schemas } from './schema-shape.ts';
import { toldProperty } from './told.ts';
import type { Field } from './types.ts';

/** A create that may meet something that is there already. */
interface Conflict {
  /** What the description says of its 409. */
  readonly text: string;
  /** Fields that its path sets: what is taken is taken within them. */
  readonly scope: readonly string[];
}

/** Sets of fields that are unique: those that the description calls so, and those that a 409 names. */
export function uniqueSets(draft: Draft, schemas: Schemas): string[][] {
  const { fields, key } = draft;
  const conflicts = conflictsOf(draft);
  return fields
    .filter(({ name, type, hidden }) => type !== 'json' && !hidden && !key.fields.includes(name))
    .flatMap((field) => {
      const told = toldProperty(field.schema, schemas).unique;
      const inferred = told === false ? undefined : inferredSet(field, conflicts);
      const set = inferred ?? (told === true ? [field.name] : undefined);
      return set ? [set] : [];
    });
}

function inferredSet(field: Field, conflicts: readonly Conflict[]): string[] | undefined {
  const own = field.schema['x-unique'];
  if (own === true) return [field.name];
  if (own === false) return undefined;
  if (conflicts.length > 0 && /\bunique\b(?! identifier)/i.test(field.description ?? ''))
    return [field.name];
  const taken = conflicts.find(({ text }) => isNatural(field) && saysTaken(text, field.name));
  return taken && [...taken.scope, field.name];
}

function conflictsOf({ collections, byParameter }: Draft): Conflict[] {
  return collections.flatMap(({ path, operations }) =>
    operations.flatMap(({ method, operation, path: own, itemParameter }) => {
      const conflict = operation.responses?.['409'];
      if (!conflict || method !== 'post') return [];
      const scope = scopesOf(own, itemParameter).flatMap(
        ({ parameter }) => byParameter.get(`${path} ${parameter}`) ?? [],
      );
      return [{ text: conflict.description ?? '', scope }];
    }),
  );
}

/** What people tell things apart by. */
const isNatural = ({ name, type, readOnly }: Field): boolean =>
  type === 'string' &&
  !readOnly &&
  /(?:name|email|slug|login|handle|sku|isbn|code|username)$/.test(squash(name));

/** `An account with this email exists already.` */
function saysTaken(text: string, field: string): boolean {
  const isTaken = /\b(?:exists|taken|in use|duplicate|already|unique|registered)\b/i.test(text);
  return isTaken && ` ${wordsOf(text).join(' ')} `.includes(` ${wordsOf(field).join(' ')} `);
}
