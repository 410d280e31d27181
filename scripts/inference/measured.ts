import pluralize from 'pluralize';
import { type Inference, inferModel } from '../../src/model/infer-model.ts';
import { SUPPORTS } from '../../src/pipeline.ts';
import { readSpec } from '../../src/spec/read-spec.ts';
import type { Reading } from './readings.ts';

/** Where the program and the reader do not say the same. */
export interface Disagreement {
  readonly reading: Reading;
  readonly answer: Reading;
  /** Why the program serves nothing, in its own words. */
  readonly reason: string | undefined;
  /** It is served, as something that the reader does not see in it. */
  readonly isConfident: boolean;
}

/** How the program does on one description. */
export interface Measured {
  readonly name: string;
  readonly operations: number;
  readonly disagreements: readonly Disagreement[];
}

/** Asks the program about a description in `folder`, and compares with what its reader says. */
export async function measure(
  name: string,
  folder: string,
  file: string,
  readings: readonly Reading[],
): Promise<Measured> {
  const result = await readSpec(file, { cwd: folder });
  if (!result.ok) throw new Error(result.diagnostics.map(({ message }) => message).join('\n'));
  const inference = inferModel(result.document, { supports: SUPPORTS });
  const disagreements = readings.flatMap((reading) => compare(reading, inference) ?? []);
  return { name, operations: readings.length, disagreements };
}

function compare(reading: Reading, inference: Inference): Disagreement | undefined {
  const { answer, schemas, reason } = answerTo(reading, inference);
  const differs = (['status', 'kind', 'entity', 'key', 'page'] as const).filter((column) => {
    if (isOpen(reading, answer, column)) return false;
    const names = column === 'entity' ? [answer.entity, ...schemas] : [answer[column]];
    return !names.map(spelled).includes(spelled(reading[column]));
  });
  if (differs.length === 0) return undefined;
  const isConfident = answer.status === 'live' && differs.some((column) => column !== 'page');
  return { reading, answer, reason, isConfident };
}

/** What the reader leaves open; and how a list is paged that waits for business logic is. */
const isOpen = (reading: Reading, answer: Reading, column: keyof Reading): boolean =>
  reading[column] === '-' ||
  (column === 'page' && reading.status === '-' && answer.status === 'hole');

/** Names are the same whatever their case and number: `APIToken` and `ApiToken`. */
const spelled = (name: string): string => pluralize.singular(name.toLowerCase());

interface Answer {
  readonly answer: Reading;
  /** The names of the schemas in which the entity is shown. */
  readonly schemas: readonly string[];
  readonly reason: string | undefined;
}

/** The program's answer in the columns of the reader's. */
function answerTo({ operation: title }: Reading, { model, entities, homes }: Inference): Answer {
  const found = model.resources
    .flatMap(({ operations }) => operations)
    .find(({ method, path }) => `${method.toUpperCase()} ${path}` === title);
  if (!found) throw new Error(`The description has no ${title}.`);
  const { status, kind, id, page, reason } = found;
  const home = homes.get(id);
  const entity = entities.find(({ name }) => name === home);
  const answer = {
    status,
    kind,
    entity: home ?? 'none',
    key: entity?.key.fields.join('+') || 'none',
    page: page?.style ?? 'none',
    operation: title,
  };
  const shown = (entity?.representations ?? []).filter(({ usage }) => usage === 'response');
  const schemas = shown.flatMap(({ schema }) => schema.$ref?.split('/').at(-1) ?? []);
  return { answer, schemas, reason };
}
