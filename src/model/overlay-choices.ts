import type { SpecDocument } from '../spec/document.ts';
import type { Inference } from './infer-model.ts';
import { sqlName } from './names.ts';
import type { RawOperation } from './raw-operations.ts';
import { rawOperations } from './raw-operations.ts';
import type { Entity, Evidence, Field, Generation, Operation, Parameter } from './types.ts';
import type { SourcePointer } from '../spec/document.ts';

/** One choice that an overlay can overrule: what `x-specwright` would say, and where. */
export interface Choice {
  /** What it is about, for a person: `GET /pets`, `name of GET /pets`, `Pet.name`. */
  readonly title: string;
  readonly source: SourcePointer | undefined;
  readonly said: Readonly<Record<string, unknown>>;
  readonly evidence: readonly Evidence[];
}

/** Every choice of an inference, in the order of its operations and then of its entities. */
export function choicesOf(inference: Inference, document: SpecDocument): Choice[] {
  const { model, entities, homes } = inference;
  const declared = new Map(
    rawOperations(document).map((raw) => [`${raw.method} ${raw.path}`, raw] as const),
  );
  const operations = model.resources.flatMap((resource) => resource.operations);
  return [
    ...operations.flatMap((operation) => {
      const raw = declared.get(`${operation.method} ${operation.path}`);
      const isHome = homes.has(operation.id);
      return [
        operationChoice(operation, homes.get(operation.id)),
        ...(raw && isHome ? parameterChoices(operation, raw, document) : []),
      ];
    }),
    ...entities.flatMap((entity) => [
      entityChoice(entity),
      ...entity.fields.filter(({ hidden }) => !hidden).map((field) => fieldChoice(field, entity)),
    ]),
  ];
}

function operationChoice(operation: Operation, entity: string | undefined): Choice {
  const { method, path, kind, status, proceeds, page, source, evidence, reason } = operation;
  // What logic goes round is neither served as it is nor left to logic alone.
  const live = proceeds ? {} : { live: status === 'live' };
  const places = ['kind is ', 'pages by ', 'all rows at once', 'answers '];
  return {
    title: `${method.toUpperCase()} ${path}${entity === undefined ? '' : ` on ${entity}`}`,
    source,
    said: { kind, ...live, ...(page && { page: pageChoice(operation) }) },
    evidence: [
      ...evidence.filter(({ choice }) => places.some((start) => choice.startsWith(start))),
      ...(reason === undefined
        ? []
        : [{ choice: 'it is a hole', because: reason, confidence: 'unsure' as const }]),
    ],
  };
}

/** The style, and the sizes that the parameters leave open. */
function pageChoice({ page, parameters }: Operation): object {
  const { style, limit, defaultSize, maximumSize } = page ?? { style: 'none' };
  const schema = parameters.find(({ name }) => name === limit)?.schema ?? {};
  const isBounded = schema.maximum !== undefined || schema.exclusiveMaximum !== undefined;
  return {
    style,
    ...(style !== 'none' && typeof schema.default !== 'number' && { defaultSize }),
    ...(style !== 'none' && !isBounded && { maximumSize }),
  };
}

/** What is left to the name and the type: the place of a path parameter says what it is. */
function parameterChoices(
  { parameters, evidence, method, path }: Operation,
  raw: RawOperation,
  document: SpecDocument,
): Choice[] {
  return parameters.flatMap((parameter) => {
    const { name, in: place } = parameter;
    const declared = raw.operation.parameters?.find((own) => own.name === name && own.in === place);
    if (!declared || place === 'path') return [];
    return {
      title: `${name} of ${method.toUpperCase()} ${path}`,
      source: document.origin(declared),
      said: parameterChoice(parameter),
      evidence: evidence.filter(({ choice }) => choice.startsWith(`${name} `)),
    };
  });
}

function parameterChoice({ role, field, operator, searches }: Parameter): Choice['said'] {
  if (role === 'filter') return { filter: { field, operator } };
  return { role, ...(field !== undefined && { field }), ...(searches && { searches }) };
}

function entityChoice(entity: Entity): Choice {
  const { name, table, key, fields, source, evidence } = entity;
  const own = fields.find((field) => field.name === key.fields.at(-1));
  return {
    title: name,
    source,
    said: {
      entity: name,
      table,
      ...(own && !own.hidden && !entity.singleton && { key: own.name }),
    },
    evidence,
  };
}

function fieldChoice(field: Field, entity: Entity): Choice {
  const { name, generation, reference, column, source, evidence } = field;
  const isUnique = entity.unique.some((set) => set.at(-1) === name);
  return {
    title: `${entity.name}.${name}`,
    source,
    said: {
      ...(isUnique && { unique: true }),
      ...(generation && { generation: generationChoice(generation) }),
      ...(reference && { reference: { entity: reference.entity, onDelete: reference.onDelete } }),
      // A column's name follows from the property's, except where it had to make way.
      ...(column !== sqlName(name) && { column }),
    },
    evidence: [...evidence, ...impliedEvidence(field, entity, isUnique)],
  };
}

/** What the model tells by its form alone. */
function impliedEvidence(field: Field, { key }: Entity, isUnique: boolean): Evidence[] {
  const { name, generation, reference } = field;
  const found: Evidence[] = [];
  const note = (choice: string, because: string) =>
    found.push({ choice, because, confidence: 'likely' });
  if (generation && field.evidence.length === 0 && key.fields.includes(name))
    note(`the service makes it by ${generation.by}`, 'it is the key, and of this type');
  if (isUnique) note('it is unique', 'the description calls it so, or names it for a 409');
  if (reference)
    note(`it refers to ${reference.entity}`, `its name or its path leads to ${reference.field}`);
  return found;
}

function generationChoice(generation: Generation): unknown {
  const { by, ...rest } = generation;
  if (generation.by === 'constant') return { constant: generation.value };
  if (generation.by === 'template') return { template: generation.template };
  return Object.keys(rest).length === 0 ? by : { random: rest };
}
