import type { Schema } from '../spec/openapi.ts';
import { isPlural, sameName, singular, squash } from './names.ts';
import { itemsOf, objectShape, resolved, type Schemas, unwrapNull } from './schema-shape.ts';
import type { EnvelopeMember, JsonValue } from './types.ts';

/** A body taken apart: where the entity or the list stands in it, and what stands round it. */
export interface Unwrapped {
  readonly kind: 'entity' | 'list';
  /** Schema of the entity, or of a list's items. */
  readonly schema: Schema;
  readonly path: readonly string[];
  readonly envelope: readonly EnvelopeMember[];
  /** Required members of the envelope that nobody can supply. */
  readonly unknown: readonly string[];
}

const LIST_NAMES =
  /^(?:data|items?|results?|entries|records|values|list|rows|content|elements|resources|hits|objects|collection|embedded)$/;
const ENTITY_NAMES =
  /^(?:data|item|result|record|value|entity|resource|object|response|payload|attributes)$/;

/** Finds the entity or list in a body's schema. `hint` is the resource's word: `special-events`. */
export function unwrap(
  schema: Schema | boolean | undefined,
  schemas: Schemas,
  hint: string,
): Unwrapped | undefined {
  if (schema === undefined) return undefined;
  const items = itemsOf(schema, schemas);
  if (items) return { kind: 'list', schema: items, path: [], envelope: [], unknown: [] };
  const shape = objectShape(schema, schemas);
  if (!shape) return undefined;
  const members = [...shape.properties];
  return (
    listIn(members, schemas, hint, []) ??
    nestedList(members, schemas, hint) ??
    entityIn(members, schemas, hint) ?? {
      kind: 'entity',
      schema: typeof schema === 'object' ? schema : {},
      path: [],
      envelope: [],
      unknown: [],
    }
  );
}

type Members = readonly (readonly [string, { schema: Schema; required: boolean }])[];

function listIn(
  members: Members,
  schemas: Schemas,
  hint: string,
  prefix: readonly string[],
): Unwrapped | undefined {
  const arrays = members.filter(([, { schema }]) => {
    const items = itemsOf(schema, schemas);
    return items !== undefined;
  });
  if (arrays.length === 0) return undefined;
  const named = arrays.find(
    ([name]) => LIST_NAMES.test(squash(name)) || sameName(singular(name), singular(hint)),
  );
  const others = members.filter(([name]) => arrays[0] === undefined || name !== arrays[0][0]);
  const onlyPaging =
    arrays.length === 1 &&
    others.every(
      ([name, { schema }]) =>
        roleOf(name, schema, schemas) !== undefined || isPagingObject(name, schema, schemas),
    );
  const chosen =
    named && looksLikeEnvelope(members, named[0], schemas)
      ? named
      : onlyPaging
        ? arrays[0]
        : undefined;
  if (!chosen) return undefined;
  const [name, { schema }] = chosen;
  const { envelope, unknown } = envelopeOf(
    members.filter(([other]) => other !== name),
    schemas,
    prefix,
  );
  return {
    kind: 'list',
    schema: itemsOf(schema, schemas) ?? {},
    path: [...prefix, name],
    envelope,
    unknown,
  };
}

/** An entity may have an `items` list of its own: then it has an identity too. */
function looksLikeEnvelope(members: Members, list: string, schemas: Schemas): boolean {
  const others = members.filter(([name]) => name !== list);
  if (others.length === 0) return true;
  const hasIdentity = others.some(
    ([name, { schema }]) =>
      /^(?:id|uuid|slug|name|title)$/i.test(name) &&
      ['string', 'integer'].includes(String(unwrapNull(schema, schemas).schema.type)),
  );
  const known = others.filter(
    ([name, { schema }]) =>
      roleOf(name, schema, schemas) !== undefined || isPagingObject(name, schema, schemas),
  ).length;
  return !hasIdentity && (known > 0 || others.length <= 3);
}

/** `{ data: { items: [] } }`, `{ _embedded: { pets: [] } }` */
function nestedList(members: Members, schemas: Schemas, hint: string): Unwrapped | undefined {
  for (const [name, { schema }] of members) {
    if (!/^(?:data|embedded|result|response|payload)$/.test(squash(name))) continue;
    const inner = objectShape(schema, schemas);
    const found = inner && listIn([...inner.properties], schemas, hint, [name]);
    if (!found) continue;
    const outer = envelopeOf(
      members.filter(([other]) => other !== name),
      schemas,
      [],
    );
    return {
      ...found,
      envelope: [...found.envelope, ...outer.envelope],
      unknown: [...found.unknown, ...outer.unknown],
    };
  }
  return undefined;
}

function entityIn(members: Members, schemas: Schemas, hint: string): Unwrapped | undefined {
  const objects = members.filter(([, { schema }]) => objectShape(schema, schemas) !== undefined);
  const wanted =
    objects.find(([name]) => sameName(singular(name), singular(hint)) && !isPlural(name)) ??
    objects.find(([name]) => ENTITY_NAMES.test(squash(name)));
  if (!wanted) return undefined;
  const [name, { schema }] = wanted;
  const others = members.filter(([other]) => other !== name);
  const isWrapper =
    others.length === 0 ||
    others.every(
      ([other, member]) =>
        roleOf(other, member.schema, schemas) !== undefined ||
        isPagingObject(other, member.schema, schemas) ||
        isStatus(other),
    );
  if (!isWrapper) return undefined;
  const { envelope, unknown } = envelopeOf(others, schemas, []);
  return {
    kind: 'entity',
    schema,
    path: [name],
    envelope: envelope.filter(({ role }) => role === 'constant' || role === 'self-link'),
    unknown: unknown.filter((member) => !isStatus(member)),
  };
}

const isStatus = (name: string): boolean =>
  /^(?:success|ok|status|message|code|object|kind|type|meta|links|errors?)$/i.test(squash(name));

const isPagingObject = (name: string, schema: Schema, schemas: Schemas): boolean =>
  /^(?:meta|metadata|pagination|paging|page|pageinfo|links|cursors?|paginationinfo|listmeta|metainfo|responsemetadata)$/.test(
    squash(name),
  ) &&
  (objectShape(schema, schemas) !== undefined ||
    unwrapNull(schema, schemas).schema.type === undefined);

/** Members round a list by their role; nested ones (`meta.total`) with their whole path. */
export function envelopeOf(
  members: Members,
  schemas: Schemas,
  prefix: readonly string[],
): { envelope: EnvelopeMember[]; unknown: string[] } {
  const envelope: EnvelopeMember[] = [];
  const unknown: string[] = [];
  for (const [name, { schema, required }] of members) {
    const path = [...prefix, name];
    const { schema: plain, nullable } = unwrapNull(schema, schemas);
    const role = roleOf(name, schema, schemas);
    if (role !== undefined) {
      envelope.push({
        path,
        role,
        required,
        nullable,
        ...(role === 'constant'
          ? { value: constantOf(plain, name) ?? null }
          : required && !nullable && { value: /integer|number/.test(String(plain.type)) ? 0 : '' }),
      });
      continue;
    }
    const inner = prefix.length < 3 ? objectShape(plain, schemas) : undefined;
    const isInner =
      inner &&
      inner.properties.size > 0 &&
      (isPagingObject(name, schema, schemas) || required || prefix.length > 0);
    if (inner && isInner) {
      const nested = envelopeOf([...inner.properties], schemas, path);
      if (required || nested.unknown.length === 0) {
        envelope.push(...nested.envelope);
        if (required) unknown.push(...nested.unknown);
      }
    } else if (required && !nullable) {
      const value = neutral(plain);
      if (value === undefined) unknown.push(path.join('.'));
      else envelope.push({ path, role: 'constant', value, required, nullable });
    } else if (required) {
      envelope.push({ path, role: 'constant', value: null, required, nullable });
    }
  }
  return { envelope, unknown };
}

function neutral(schema: Schema): JsonValue | undefined {
  if (schema.type === 'array' && (schema.minItems ?? 0) === 0) return [];
  if (schema.type === 'object' && (schema.required ?? []).length === 0) return {};
  return undefined;
}

function constantOf(schema: Schema, name: string): JsonValue | undefined {
  if (schema.const !== undefined) return schema.const as JsonValue;
  const [first] = schema.enum ?? [];
  if (schema.type === 'boolean') return !/error|fail/i.test(name);
  return first as JsonValue | undefined;
}

type Role = EnvelopeMember['role'];

/** What a member of an envelope tells, by its name and type. */
function roleOf(name: string, schema: Schema, schemas: Schemas): Role | undefined {
  const { schema: plain } = unwrapNull(schema, schemas);
  const found = resolved(plain, schemas);
  const word = squash(name);
  const type = String(found.type ?? '');
  if (found.const !== undefined || (found.enum?.length === 1 && typeof found.enum[0] !== 'object'))
    return 'constant';
  if (type === 'boolean') {
    if (
      /^(?:hasmore|hasnext|hasnextpage|more|moreavailable|istruncated|truncated|hasnextitems)$/.test(
        word,
      )
    )
      return 'has-more';
    if (/^(?:hasprev|hasprevious|hasprevpage|haspreviouspage|hasless)$/.test(word))
      return 'has-previous';
    if (/^(?:success|ok|succeeded)$/.test(word)) return 'constant';
    return undefined;
  }
  if (type === 'integer' || type === 'number') return numberRole(word);
  if (type === 'string' || type === '') return textRole(word, found);
  return undefined;
}

function numberRole(word: string): Role | undefined {
  if (
    /^(?:total|totalcount|totalitems|totalresults|totalelements|totalrecords|totalsize|totalentries|totalhits|itemstotal|recordstotal|count_total|fullcount|itemcount|totalitemcount|resultcount|numresults|size_total)$/.test(
      word,
    )
  )
    return 'total';
  if (
    /^(?:count|itemcountonpage|numberofelements|returned|resultsreturned|currentcount|returnedcount)$/.test(
      word,
    )
  )
    return 'count';
  if (
    /^(?:totalpages|pagecount|pages|lastpage|numpages|pagetotal|pagescount|numberofpages)$/.test(
      word,
    )
  )
    return 'page-count';
  if (
    /^(?:limit|perpage|pagesize|size|maxresults|itemsperpage|pagelimit|maxitems|maxpagesize)$/.test(
      word,
    )
  )
    return 'limit';
  if (/^(?:offset|skip|start|startindex|startat|from|startfrom)$/.test(word)) return 'offset';
  if (/^(?:page|currentpage|pagenumber|pageno|pageindex|number|current)$/.test(word)) return 'page';
  if (/^(?:nextpage|nextoffset|nextskip|since|next)$/.test(word)) return 'next-cursor';
  if (/^(?:previouspage|prevpage|previousoffset|prev|previous)$/.test(word))
    return 'previous-cursor';
  return undefined;
}

function textRole(word: string, schema: Schema): Role | undefined {
  const isUri =
    /^(?:uri|url|uri-reference|iri|href)$/.test(schema.format ?? '') ||
    /(?:uri|url|link|href)$/.test(word);
  if (
    /^(?:next|nextpage|nextlink|nexturl|nextpageurl|nexturi|nextpagelink|nextpageuri)$/.test(word)
  )
    return isUri || word.endsWith('url') || word === 'next' || word === 'nextlink'
      ? 'next-link'
      : 'next-cursor';
  if (
    /^(?:prev|previous|prevpage|previouspage|previouslink|prevlink|prevurl|previousurl|previouspageurl|previouspageuri)$/.test(
      word,
    )
  )
    return isUri || word === 'prev' || word === 'previous' ? 'previous-link' : 'previous-cursor';
  if (/^(?:first|firstlink|firsturl|firstpageurl|firstpageuri)$/.test(word)) return 'first-link';
  if (/^(?:last|lastlink|lasturl|lastpageurl|lastpageuri)$/.test(word)) return 'last-link';
  if (/^(?:self|selflink|selfurl|href|selfhref)$/.test(word)) return 'self-link';
  if (
    /^(?:nextpagetoken|nexttoken|nextcursor|nextmarker|nextpagecursor|continuationtoken|continue|endcursor|after|cursor|cursornext|scrollid|nextpageid|nextid|startingafter|nextstarttoken|continuation|paginationtoken)$/.test(
      word,
    )
  )
    return 'next-cursor';
  if (
    /^(?:previouspagetoken|prevtoken|previouscursor|prevcursor|startcursor|before|previoustoken|prevpagetoken|prevmarker)$/.test(
      word,
    )
  )
    return 'previous-cursor';
  return undefined;
}
