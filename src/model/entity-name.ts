import { sameName, singular, squash, typeName, wordsOf } from './names.ts';

/** Words that tell which message a schema is for: `PetCreate`, `NewPetRequest`, `pet_dto`. */
const MESSAGE = new Set(
  'request req response resp dto dtos input output out payload body create update patch put post write read get upsert new edit insert replace fvo mvo params parameters setup form command cmd ok success object model schema representation serializer vo json'.split(
    ' ',
  ),
);

/** How much of a thing is shown, before or behind its name: `FullRepository`, `TaskCompact`. */
const EXTENTS = new Set(
  'basic brief compact complete condensed detail detailed details expanded extended full lite mini minimal overview partial preview reduced short simple simplified small summary tiny'.split(
    ' ',
  ),
);

/** Words that may be of the thing itself: `OrderItem` is no `Order` unless its path says so. */
const DESCRIPTIVE = new Set([
  ...EXTENTS,
  ...'item items type types info information view data base fields attributes resource public private internal external ref record entity props properties result results core ext list listed element spec value config configuration'.split(
    ' ',
  ),
]);

/** Prefixes of tools: `ModelsPet`, `ApiPet`. */
const NAMESPACES = new Set('api models model schemas schema io types dto'.split(' '));

/** Some name a schema after the format that it is for: `Book.jsonld`. */
const FORMATS = new Set('json jsonld jsonhal jsonapi xml csv html'.split(' '));

/** Groups of members that a schema shows, as Symfony's serializer calls them: `Book-book.read`. */
const GROUPS = /(?<=^[A-Z][\w.]*)-[a-z]\w*[.:][\w.:]+$/;

const isVersion = (word: string): boolean => /^v\d+(?:(?:alpha|beta)\d*)?$/.test(word);

/** Generic types, as FastAPI and .NET write them: `Reply_Pet_`, `Link_System.Int64_`. */
const GENERIC = /^([A-Za-z][\w.]*?)_(?:list_)?([A-Za-z][\w.]*?)_+$/;

/** Types that are no things. */
const SCALAR =
  /^(?:System\.\w+|int\d*|long|float|double|decimal|str|string|bool|boolean|datetime|date|uuid|guid|object|dict|any|none)$/i;

/** What a generic type is about: what it is made of, unless that is a number or a text. */
function plainName(component: string): string {
  const [, outer = '', inner = ''] = GENERIC.exec(component) ?? [];
  if (outer === '') return component;
  return SCALAR.test(inner) ? outer : inner;
}

/** The words of a component's name without its namespaces and versions: `io.k8s.v1.Pod` → `pod`. */
function thingWords(component: string): string[] {
  const parts = plainName(component)
    .replace(GROUPS, '')
    .split(/[./]/)
    .filter((part, index) => !isVersion(part.toLowerCase()) && !(index > 0 && FORMATS.has(part)));
  const words = [
    ...wordsOf((parts.at(-1) ?? component).replace(/^v\d+(?:(?:alpha|beta)\d*)?(?=[A-Z])/, '')),
  ];
  while (words.length > 1 && isVersion(words[0] ?? '')) words.shift();
  while (words.length > 1 && isVersion(words.at(-1) ?? '')) words.pop();
  return words;
}

/**
 * The thing that a message is about: `CreatePetRequest`, `pet_response_v2` → `pet`. A word that
 * the path has too is the thing's own: `PullRequest` of `/pulls/requests`.
 */
function messageSubject(component: string, word: string): string[] {
  const words = thingWords(component);
  const own = singular(word).split(' ').at(-1);
  while (words.length > 1 && MESSAGE.has(words.at(-1) ?? '') && words.at(-1) !== own) words.pop();
  while (words.length > 1 && (MESSAGE.has(words[0] ?? '') || NAMESPACES.has(words[0] ?? '')))
    words.shift();
  // Spring HATEOAS wraps what it shows: `EntityModelBook`.
  if (words.length > 2 && words[0] === 'entity' && words[1] === 'model') return words.slice(2);
  return words;
}

/** A message's subject with less and less of what only describes it; the whole name first. */
function shorterNames(component: string, word: string): string[] {
  const names = shortened(messageSubject(component, word));
  // `PetWithOwner` is a pet that is shown with another.
  const [thing = ''] = (names.at(-1) ?? '').split(' with ');
  return [...new Set([...names, ...shortened(thing.split(' '))])];
}

function shortened(name: readonly string[]): string[] {
  const words = [...name];
  const names = [words.join(' ')];
  // Tools number what would have the same name: `Pet2`.
  const plain = words.at(-1)?.replace(/(?<=[a-z])\d+$/, '') ?? '';
  if (plain !== words.at(-1)) names.push([...words.slice(0, -1), plain].join(' '));
  while (
    words.length > 1 &&
    [DESCRIPTIVE, MESSAGE].some((known) => known.has(words.at(-1) ?? ''))
  ) {
    words.pop();
    names.push(words.join(' '));
  }
  while (words.length > 1 && EXTENTS.has(words[0] ?? '')) {
    words.shift();
    names.push(words.join(' '));
  }
  return names;
}

/** The thing that a schema shows more or less of, if it says so: `TaskCompact` → `Task`. */
export function thingShown(component: string, word: string): string | undefined {
  const words = messageSubject(component, word);
  const count = words.length;
  while (words.length > 1 && EXTENTS.has(words.at(-1) ?? '')) words.pop();
  while (words.length > 1 && EXTENTS.has(words[0] ?? '')) words.shift();
  return words.length < count ? typeName(singular(words.join(' '))) : undefined;
}

/** Whether a word is another one, or short for it: `repo` of `repository`. */
export const standsFor = (short: string, long: string): boolean =>
  short === long || (short.length > 2 && long.length > short.length + 2 && long.startsWith(short));

/** Words for any number of anything. */
const ANY = new Set(
  'all data id index info information item key list listing name object record resource result'.split(
    ' ',
  ),
);

/** Whether a word says how much of things is shown, and nothing about which: `all`, `summary`. */
export const saysHowMuch = (word: string): boolean =>
  [ANY, EXTENTS, FORMATS].some((known) => known.has(word));

/** Whether a path's word is a name, or short for it: `repos` of `Repository`. */
function spells(word: string, name: string): boolean {
  const [short, long] = [wordsOf(word), wordsOf(name)];
  return (
    short.length === long.length && short.every((part, index) => standsFor(part, long[index] ?? ''))
  );
}

/** Names that tools give to schemas without one: `inline_response_200_3`, `Body1`, `schema_2`. */
const saysNothing = (component: string): boolean =>
  wordsOf(component).every((word) =>
    /^(?:inline|response|request|body|schema|payload|)\d*$/.test(word),
  );

/**
 * The entity's name: that of its schema, less what only describes a message. What may belong to the
 * thing itself (`OrderItem`, `AccountType`) is dropped only where the path agrees.
 *
 * @param word the resource's word in the path: `special-events`
 * @param itemParameter the path parameter that tells its items apart: `eventId`
 */
export function entityName(
  component: string | undefined,
  word: string,
  itemParameter: string | undefined,
  isSingleton: boolean,
): string {
  const one = isSingleton ? (text: string) => wordsOf(text).join(' ') : singular;
  const fromPath = typeName(one(word), 'Thing');
  if (component === undefined || saysNothing(component)) return fromPath;
  const [subject = ''] = shorterNames(component, word);
  // `/menu/{menuItemId}` holds menu items.
  if (itemParameter !== undefined && squash(itemParameter).startsWith(squash(one(subject))))
    return typeName(one(subject), fromPath);
  const names = shorterNames(component, word).map(one);
  const agreeing =
    names.find((name) => sameName(name, one(word))) ??
    names.find((name) => spells(one(word), name));
  return typeName(agreeing ?? one(subject), fromPath);
}

/** Whether a schema is named after an entity, as a message about it or as a part of it. */
export function isNamedAfter(component: string | undefined, entity: string): boolean {
  if (component === undefined) return false;
  const own = singular(entity);
  if (shorterNames(component, entity).some((name) => sameName(singular(name), own))) return true;
  const words = thingWords(component);
  const theirs = wordsOf(entity);
  const rest = words.filter((word) => !theirs.includes(word) && !theirs.includes(singular(word)));
  const covered = theirs.every((word) =>
    words.some((other) => other === word || singular(other) === word),
  );
  return (
    covered &&
    rest.every(
      (word) => MESSAGE.has(word) || word === 'or' || word === 'for' || DESCRIPTIVE.has(word),
    )
  );
}

/** Whether a path's word is that of the entity: `museum-hours` of `MuseumDailyHour`. */
export function isWordFor(word: string, entity: string): boolean {
  const own = new Set(wordsOf(word).map(singular));
  const theirs = wordsOf(entity).map(singular);
  const shared = theirs.filter((part) => own.has(part)).length;
  if (shared > 0) return shared === own.size || shared === theirs.length;
  const [one, other] = [singular(word), singular(entity)];
  return sameName(one, other) || spells(one, other);
}
