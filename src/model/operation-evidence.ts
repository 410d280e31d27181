import type { SpecDocument } from '../spec/document.ts';
import type { Parameters } from './parameters.ts';
import type { RawOperation } from './raw-operations.ts';
import { SAID } from './told.ts';
import type { Evidence, PageStyle, Parameter, Success } from './types.ts';

/** What is to be told of how an operation was read. */
export interface Reading {
  readonly raw: RawOperation;
  readonly kind: { readonly kind: string; readonly because: string };
  readonly reason: string | undefined;
  readonly parameters: Parameters;
  readonly pages: { readonly page: PageStyle; readonly isTold: boolean } | undefined;
  readonly success: Success;
}

/** Why an operation is what the model says: its kind, its parameters, its pages, its answer. */
export function operationEvidence(reading: Reading, document: SpecDocument): Evidence[] {
  const { raw, kind, reason, parameters, pages, success } = reading;
  const source = raw.source && { source: raw.source };
  const first: Evidence = {
    choice: `kind is ${kind.kind}`,
    because: kind.because,
    confidence: reason === undefined ? 'certain' : 'unsure',
    ...source,
  };
  if (reason !== undefined) return [first];
  return [
    first,
    ...parameters.all.flatMap((parameter) =>
      parameterEvidence(parameter, parameters.told.has(parameter), raw, document),
    ),
    ...(pages ? [pageEvidence(pages.page, pages.isTold, parameters.all)] : []),
    ...answerEvidence(success),
  ];
}

function parameterEvidence(
  parameter: Parameter,
  isTold: boolean,
  raw: RawOperation,
  document: SpecDocument,
): Evidence[] {
  const { name, role, in: place } = parameter;
  if (role === 'inert' || place === 'header') return [];
  const declared = raw.operation.parameters?.find((own) => own.name === name && own.in === place);
  const source = declared && document.origin(declared);
  const isPlain = place === 'path' || isTold;
  return [
    {
      choice: `${name} ${effectOf(parameter)}`,
      because: isTold ? SAID : causeOf(parameter),
      confidence:
        role === 'unknown'
          ? 'unsure'
          : isPlain || parameter.operator === 'eq'
            ? 'certain'
            : 'likely',
      ...(source && { source }),
    },
  ];
}

const OPERATORS = {
  eq: 'is',
  ne: 'is not',
  in: 'is one of',
  gt: 'is above',
  gte: 'is at least',
  lt: 'is below',
  lte: 'is at most',
  contains: 'contains',
  prefix: 'starts with',
} as const;

function effectOf({ role, field, operator = 'eq', searches, sort }: Parameter): string {
  switch (role) {
    case 'key':
      return `is the key, ${field ?? ''}`;
    case 'scope':
      return `names the parent, stored as ${field ?? ''}`;
    case 'filter':
      return `filters: ${field ?? ''} ${OPERATORS[operator]} it`;
    case 'search':
      return `is looked for in ${(searches ?? []).join(', ')}`;
    case 'sort':
      return `tells the sort${sort?.unknown ? `, ${sort.unknown.join(', ')} aside` : ''}`;
    case 'unknown':
      return 'is not understood';
    default:
      return `tells the ${role}`;
  }
}

function causeOf({ role, name, field, values, sort, in: place }: Parameter): string {
  if (role === 'unknown')
    return 'neither its name nor its type tells what it does; sent, it is answered 501';
  if (place === 'path') return 'of where it stands in the path';
  if (sort?.unknown)
    return 'of its name, and fields go by its values; the others, sent, are answered 501';
  if (values) return 'it spells the values of the field otherwise';
  if (role === 'filter')
    return field === name ? 'it has the field’s name' : `its name leads to ${field ?? 'a field'}`;
  return 'of its name and type';
}

function pageEvidence(
  { style, defaultSize, maximumSize, limit, seek }: PageStyle,
  isTold: boolean,
  parameters: readonly Parameter[],
): Evidence {
  if (style === 'none')
    return {
      choice: 'all rows at once',
      because: isTold ? SAID : 'no parameter cuts the list into pages',
      confidence: 'likely',
    };
  const { default: own, maximum } = parameters.find(({ name }) => name === limit)?.schema ?? {};
  const isSaid = own !== undefined && maximum !== undefined;
  return {
    choice: `pages by ${style}${seek ? `, the ${seek.field} of an item` : ''}, ${defaultSize} items, at most ${maximumSize}`,
    because: isTold
      ? SAID
      : isSaid
        ? 'the parameters say so'
        : 'of its parameters; what they leave open is Specwright’s own default',
    confidence: isSaid || isTold ? 'certain' : 'likely',
  };
}

function answerEvidence({ status, body }: Success): Evidence[] {
  if (body.kind !== 'entity' && body.kind !== 'list') return [];
  const { representation, path, envelope } = body;
  const shown =
    representation === ''
      ? 'that it is done'
      : `${body.kind === 'list' ? 'a list of ' : ''}${representation}`;
  const where = path.length === 0 ? '' : ` in ${path.join('.')}`;
  const round = envelope.map(
    ({ path: own, role }) =>
      `${own.join('.')} is ${role === 'constant' ? 'constant' : `the ${role}`}`,
  );
  return [
    {
      choice: `answers ${status} with ${shown}${where}`,
      because: round.length === 0 ? 'of its schema' : `of its schema, where ${round.join(', ')}`,
      confidence: round.length === 0 ? 'certain' : 'likely',
    },
  ];
}
