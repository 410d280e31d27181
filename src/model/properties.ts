import type { Schema } from '../spec/openapi.ts';
import { fileOf } from './file-parts.ts';
import { fits } from './fits.ts';
import { objectShape } from './object-shape.ts';
import type { RawOperation } from './raw-operations.ts';
import { type Schemas, unwrapNull } from './schema-shape.ts';
import type { Representation } from './types.ts';

type Usage = Representation['usage'];

/** A body that an operation sends or answers, as part of an entity. */
export interface ShapeUse {
  readonly usage: Usage;
  readonly schema: Schema;
  readonly operation: RawOperation;
  /** It makes the thing where there is none. */
  readonly makes?: true;
}

/** One property of an entity, from all bodies that have it. */
export interface Collected {
  /** As responses show it; as requests bring it where none does. */
  readonly schema: Schema;
  /** The first schema by which a request brings it. */
  readonly sent: Schema | undefined;
  readonly uses: ReadonlySet<Usage>;
  /** The kinds of bodies that require it: any of the responses, all of the requests. */
  readonly required: ReadonlySet<Usage>;
  /** It is sent in one form and shown in another: an amount as a number, and as an object. */
  readonly isTwoThings: boolean;
}

const ORDER: Readonly<Record<Usage, number>> = { response: 0, create: 1, replace: 2, update: 3 };

/** All properties of an entity's bodies, those of responses first. */
export function collectProperties(
  uses: readonly ShapeUse[],
  schemas: Schemas,
): Map<string, Collected> {
  const sorted = [...uses].sort((one, other) => ORDER[one.usage] - ORDER[other.usage]);
  const found = new Map<string, { usage: Usage; schema: Schema; required: boolean }[]>();
  for (const { usage, schema } of sorted) {
    for (const [name, property] of objectShape(schema, schemas)?.properties ?? [])
      found.set(name, [...(found.get(name) ?? []), { usage, ...property }]);
  }
  return new Map([...found].map(([name, all]) => [name, collected(all, schemas)]));
}

function collected(
  all: readonly { usage: Usage; schema: Schema; required: boolean }[],
  schemas: Schemas,
): Collected {
  const answers = all.filter(({ usage }) => usage === 'response');
  // What one answer must have as a value is null in no other.
  const owed = answers.find(
    ({ required, schema }) => required && !unwrapNull(schema, schemas).nullable,
  );
  const first = answers[0]?.schema;
  const shown = owed && unwrapNull(first, schemas).nullable ? owed.schema : first;
  const bringer = all.find(({ usage, schema }) => usage !== 'response' && schema.readOnly !== true);
  const sent = bringer?.schema;
  const isRequired = (usage: Usage) => {
    const own = all.filter((one) => one.usage === usage);
    return usage === 'response'
      ? own.some(({ required }) => required)
      : own.length > 0 && own.every(({ required }) => required);
  };
  const usages = new Set(all.map(({ usage }) => usage));
  const isTwoThings =
    sent !== undefined &&
    shown !== undefined &&
    // What is shown of a file is no file.
    (fileOf(sent) !== undefined ||
      !fits(sent, shown, schemas, bringer?.usage === 'update' ? 'patch' : 'whole'));
  return {
    schema: (isTwoThings ? sent : shown) ?? sent ?? all[0]?.schema ?? {},
    sent,
    uses: usages,
    required: new Set([...usages].filter(isRequired)),
    isTwoThings,
  };
}
