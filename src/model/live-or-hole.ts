import { withArticle } from './article.ts';
import type { Candidate } from './candidate.ts';
import type { Home } from './home.ts';
import { otherItem } from './other-item.ts';
import { partOfAll } from './part-of-all.ts';
import { namesEither } from './path-words.ts';
import { namesItem } from './raw-operations.ts';
import { unsentHeader } from './responses.ts';
import { typesOf } from './schema-shape.ts';
import type { Field, OperationKind } from './types.ts';
import { putUnder, takenOut, unsetParent } from './under-parent.ts';
import { unwritable } from './unwritable.ts';
import { saysUpsert } from './upserts.ts';

/**
 * What stands in the way of serving an operation from its entity's table, as a sentence; nothing
 * when it can be live. Whatever would be made up stands in the way.
 */
export function obstacleOf(candidate: Candidate): string | undefined {
  const { raw, home, kind, answer } = candidate;
  if (!home) return 'the description shows no entity behind it';
  if (raw.success.onlyOther && kind !== 'file') return 'its answer is not JSON';
  return (
    answer ??
    unknownParameter(candidate) ??
    unaskable(candidate) ??
    (kind === 'list' ? partOfAll(raw, home, candidate.parameters) : undefined) ??
    unkeyed(home) ??
    eitherWay(candidate, home) ??
    unborn(home) ??
    unseen(candidate, home) ??
    eitherName(candidate, home) ??
    unnamedItem(candidate, home) ??
    (kind === 'list' || kind === 'create' ? undefined : otherItem(raw, home, candidate.entities)) ??
    untoldKey(candidate, home) ??
    unsetParent(candidate, home) ??
    putUnder(candidate, home) ??
    takenOut(candidate, home) ??
    unwritable(candidate, home) ??
    untoldHeader(candidate)
  );
}

/** A header that the description promises, and that nothing says how to fill. */
function untoldHeader({ raw, kind, schemas }: Candidate): string | undefined {
  const name = unsentHeader(raw, kind, schemas);
  return name && `what the header ${name} of its answer says is not described`;
}

function unknownParameter({ parameters }: Candidate): string | undefined {
  const unknown = parameters.find(
    ({ role, required, in: place }) => role === 'unknown' && required && place === 'query',
  );
  if (unknown) return `what the required parameter ${unknown.name} does is not known`;
  const many = parameters.find(
    ({ in: place, schema }) => place === 'path' && [schema.type].flat().includes('array'),
  );
  if (many) return `its path parameter ${many.name} names several at once`;
  const lost = parameters.find(({ in: place, role }) => place === 'path' && role === 'unknown');
  return lost && `no field goes by the path parameter ${lost.name}`;
}

/** What a body asks of a list, where that is not told. */
function unaskable({ raw, kind, parameters, request, supports }: Candidate): string | undefined {
  if (kind !== 'list' || raw.method !== 'query' || !raw.operation.requestBody) return undefined;
  if (!supports.includes('searches')) return 'what it lists is asked for by a body';
  const mediaType = request?.contents[0]?.mediaType ?? '';
  if (!raw.request || !/json|\*\/\*/.test(mediaType)) return 'its body is not JSON';
  const asked = parameters.filter(({ in: place }) => place === 'body');
  if (asked.length === 0) return 'what its body asks for is not described';
  const unknown = asked.find(({ role }) => role === 'unknown');
  if (unknown) return `what ${unknown.name} of its body does is not known`;
  const twice = asked.find(({ name }) =>
    parameters.some((other) => other.in !== 'body' && other.name === name),
  );
  return twice && `${twice.name} is both a parameter and a member of its body`;
}

/** Rows are told apart by texts and numbers; answers that disagree on which leave neither. */
function unkeyed({ entity }: Home): string | undefined {
  const key = entity.fields.find(
    ({ name, type }) => entity.key.fields.includes(name) && type === 'json',
  );
  return (
    key && `what type the key ${key.name} of ${withArticle(entity.label)} has is not described`
  );
}

/** A POST that changes what is there already does not say what that is. */
function eitherWay({ raw, kind }: Candidate, { entity }: Home): string | undefined {
  return kind === 'create' && saysUpsert(raw)
    ? `which ${entity.label} it changes, where there is one, is not described`
    : undefined;
}

/** What there is one of is there from the start: all its values need a first one. */
function unborn({ draft }: Home): string | undefined {
  return draft.singleton && draft.unsupplied.length > 0
    ? `nothing says what ${draft.unsupplied.join(', ')} is at first`
    : undefined;
}

/**
 * A row is shown as it is written: one that shows other things is made up by somebody. A deployment
 * that is told to `force_build` and shows its jobs is no row of a table.
 */
function unseen({ kind }: Candidate, { draft, entity }: Home): string | undefined {
  if (!draft.singleton && !WRITES.has(kind)) return undefined;
  const fieldsOf = (isShown: boolean): string[] =>
    entity.representations
      .filter(({ usage }) => (usage === 'response') === isShown)
      .flatMap(({ members }) => members.map(({ field }) => field));
  const shown = new Set(fieldsOf(true));
  const written = fieldsOf(false);
  if (shown.size === 0) return `nothing shows ${withArticle(entity.label)}, or what becomes of it`;
  const isOther = !written.some((name) => shown.has(name));
  return isOther && (draft.singleton || written.length > 0)
    ? `${withArticle(entity.label)} shows nothing of what is written to it`
    : undefined;
}

const WRITES: ReadonlySet<OperationKind> = new Set(['create', 'replace', 'update', 'upsert']);

/**
 * A name that may be one of two: what is written under one of them is not found under the other. Also
 * a number or a text, of something that has a number only.
 */
function eitherName({ parameters, schemas }: Candidate, { entity }: Home): string | undefined {
  const two = parameters.find(({ in: place, name }) => place === 'path' && namesEither(name));
  if (two) return `${two.name} may be one name or another, and which of them is not told`;
  const either = parameters.find(({ in: place, role, field: name, schema }) => {
    const field =
      place === 'path' || role === 'key'
        ? entity.fields.find((one) => one.name === name)
        : undefined;
    const types = typesOf(schema, schemas);
    return field && isNumeric(field) && types.includes('string') && types.some(isNumber);
  });
  return (
    either &&
    `${either.name} may be a number or a text, and ${withArticle(entity.label)} has the number ${either.field} only`
  );
}

const isNumber = (type: string): boolean => type === 'integer' || type === 'number';

const isNumeric = ({ type }: Field): boolean => isNumber(type) || type === 'bigint';

/** What keeps a client from naming the item that an operation is about. */
function unnamedItem(
  { raw, kind, parameters }: Candidate,
  { draft, entity }: Home,
): string | undefined {
  if (kind === 'list' || kind === 'create' || raw.itemParameter === undefined) return undefined;
  const own = parameters.find(({ name, in: place }) =>
    place === 'body' ? false : namesItem(raw, { name, in: place }),
  );
  if (own?.role !== 'key')
    return `it finds ${withArticle(entity.label)} by ${own?.field ?? raw.itemParameter}, not by its key ${entity.key.fields.join(', ')}`;
  return draft.isKeyTold
    ? undefined
    : `nothing that ${withArticle(entity.label)} shows tells its ${raw.itemParameter}`;
}

/**
 * A part of the key that a request does not bring: where things of the same kind lie under several
 * parents, a path through one of them does not tell the others.
 */
function untoldKey({ kind, parameters, request }: Candidate, { entity }: Home): string | undefined {
  if (kind === 'list') return undefined;
  const isMade = ({ generation, default: value }: Field): boolean =>
    generation?.by === 'constant' ||
    (kind === 'create' && (generation !== undefined || value !== undefined));
  const shape = entity.representations.find(
    ({ name }) => kind !== 'delete' && name === request?.contents[0]?.representation,
  );
  const lost = entity.key.fields.find(
    (name) =>
      !entity.fields.some((field) => field.name === name && isMade(field)) &&
      !parameters.some(
        ({ role, field }) => field === name && (role === 'key' || role === 'scope'),
      ) &&
      !shape?.members.some(({ field }) => field === name),
  );
  return (
    lost && `it does not tell ${lost}, which is part of the key of ${withArticle(entity.label)}`
  );
}
