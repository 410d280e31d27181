import type { Schema } from '../spec/openapi.ts';
import { squash } from './names.ts';
import { resolved, type Schemas, unwrapNull } from './schema-shape.ts';
import type { EnvelopeMember } from './types.ts';

type Role = EnvelopeMember['role'];

const names = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

const HAS_MORE = names(
  'hasmore hasnext hasnextpage more moreavailable istruncated truncated hasnextitems hasmoreitems hasmoreresults',
);
const HAS_PREVIOUS = names('hasprev hasprevious hasprevpage haspreviouspage hasless');
const DONE = names('success ok succeeded successful');

const TOTAL = names(`
  total totalcount totalitems totalresults totalelements totalrecords totalsize totalentries
  totalhits itemstotal recordstotal fullcount itemcount totalitemcount resultcount numresults
  numberofresults numfound found totalnumber totalrows rowcount countall grandtotal totalobjects
  availablecount overallcount totalavailable odatacount`);
const COUNT = names(`
  count results itemcountonpage numberofelements returned resultsreturned currentcount
  returnedcount returnedrecords numreturned pageitems itemsonpage`);
const PAGE_COUNT = names(
  'totalpages pagecount pages pagestotal lastpage numpages pagetotal pagescount numberofpages totalpagecount',
);
const LIMIT = names(
  'limit perpage pagesize size maxresults itemsperpage pagelimit maxitems maxpagesize maxperpage currentlimit',
);
const OFFSET = names('offset skip start startindex startat from startfrom currentoffset');
/** Members that tell of the first and the last item of a page together: `from` and `to`. */
const INDEXES: readonly (readonly [first: string, last: string])[] = [
  ['from', 'to'],
  ['startindex', 'endindex'],
  ['firstindex', 'lastindex'],
  ['firstitem', 'lastitem'],
];
const PAGE = names('page currentpage pagenumber pageno pageindex number current pagenum');
const NEXT_NUMBER = names('nextpage nextoffset nextskip since next');
const PREVIOUS_NUMBER = names('previouspage prevpage previousoffset prev previous');

const NEXT_TEXT = names(
  'next nextpage nextlink nexturl nextpageurl nexturi nextpagelink nextpageuri nexthref odatanextlink',
);
const PREVIOUS_TEXT = names(
  'prev previous prevpage previouspage previouslink prevlink prevurl previousurl previouspageurl previouspageuri previousuri prevuri',
);
const FIRST_LINK = names('first firstlink firsturl firstpageurl firstpageuri firstpage firsturi');
const LAST_LINK = names('last lastlink lasturl lastpageurl lastpageuri lastpage lasturi');
const SELF_LINK = names('self selflink selfurl href selfhref url uri link');
const NEXT_CURSOR = names(`
  nextpagetoken nexttoken nextcursor nextmarker nextpagecursor continuationtoken continue endcursor
  after cursor cursornext scrollid nextpageid nextid startingafter nextstarttoken continuation
  paginationtoken nextoffset nextkey nextpagekey lastevaluatedkey nextafter marker nextpagestate`);
const PREVIOUS_CURSOR = names(`
  previouspagetoken prevtoken previouscursor prevcursor startcursor before previoustoken
  prevpagetoken prevmarker previousmarker`);

/** What stands round a member, where its own name leaves open what it tells. */
export interface Neighbourhood {
  /** The names of all members of the same object, squashed. */
  readonly siblings: ReadonlySet<string>;
  /** The member that holds the object, squashed: `next` of `_links.next.href`. */
  readonly holder: string;
}

export const nowhere: Neighbourhood = { siblings: new Set(), holder: '' };

/** What a member of an envelope tells, by its name, its type and its neighbours. */
export function envelopeRole(
  name: string,
  schema: Schema,
  schemas: Schemas,
  around: Neighbourhood = nowhere,
): Role | undefined {
  const { schema: plain } = unwrapNull(schema, schemas);
  const found = resolved(plain, schemas);
  const own = squash(name).replace(/^hydra(?=.)/, '');
  // HAL and its like keep the address of a link in a member of its own.
  const word = SELF_LINK.has(own) && around.holder !== '' ? around.holder : own;
  const type = String([found.type].flat()[0] ?? '');
  if (found.const !== undefined || (found.enum?.length === 1 && typeof found.enum[0] !== 'object'))
    return 'constant';
  if (type === 'boolean') {
    if (HAS_MORE.has(word)) return 'has-more';
    if (HAS_PREVIOUS.has(word)) return 'has-previous';
    return DONE.has(word) ? 'constant' : undefined;
  }
  if (type === 'integer' || type === 'number') return numberRole(word, found, around.siblings);
  if (type === 'string' || type === '') return textRole(word, own, found);
  return undefined;
}

function numberRole(word: string, schema: Schema, siblings: ReadonlySet<string>): Role | undefined {
  if (TOTAL.has(word)) return 'total';
  if (COUNT.has(word)) return countRole(schema, siblings);
  if (PAGE_COUNT.has(word)) return 'page-count';
  // Beside a limit, the size is what is on this page.
  if (word === 'size' && siblings.has('limit')) return 'count';
  if (LIMIT.has(word)) return 'limit';
  const index = indexRole(word, siblings);
  if (index !== undefined) return index;
  if (OFFSET.has(word)) return 'offset';
  if (PAGE.has(word)) return 'page';
  if (NEXT_NUMBER.has(word)) return 'next-cursor';
  return PREVIOUS_NUMBER.has(word) ? 'previous-cursor' : undefined;
}

function indexRole(word: string, siblings: ReadonlySet<string>): Role | undefined {
  for (const [first, last] of INDEXES) {
    if (word === first && siblings.has(last)) return 'first-index';
    if (word === last && siblings.has(first)) return 'last-index';
  }
  return undefined;
}

const LINKED = ['next', 'previous', 'nextpage', 'previouspage'];

/** `count` is of all items in some APIs and of this page in others. */
function countRole({ description = '' }: Schema, siblings: ReadonlySet<string>): Role {
  if (
    /\b(?:returned|(?:this|current|per|on|each) (?:page|response|batch)|in the response)\b/i.test(
      description,
    )
  )
    return 'count';
  if ([...siblings].some((name) => TOTAL.has(name))) return 'count';
  if (/\b(?:total|overall|all|matching|available)\b/i.test(description)) return 'total';
  // Lists with links to their next page, as Django REST framework makes them, count everything.
  return siblings.has('count') && LINKED.some((name) => siblings.has(name)) ? 'total' : 'count';
}

function textRole(word: string, own: string, schema: Schema): Role | undefined {
  const isAddress =
    word !== own ||
    /^(?:uri|url|uri-reference|iri|href)$/.test(schema.format ?? '') ||
    /(?:uri|url|link|href)$/.test(word);
  if (NEXT_TEXT.has(word)) return isAddress || word === 'next' ? 'next-link' : 'next-cursor';
  if (PREVIOUS_TEXT.has(word))
    return isAddress || word === 'prev' || word === 'previous'
      ? 'previous-link'
      : 'previous-cursor';
  if (FIRST_LINK.has(word)) return 'first-link';
  if (LAST_LINK.has(word)) return 'last-link';
  if (SELF_LINK.has(word)) return 'self-link';
  if (NEXT_CURSOR.has(word)) return 'next-cursor';
  return PREVIOUS_CURSOR.has(word) ? 'previous-cursor' : undefined;
}
