import pluralize from 'pluralize';

/** Abbreviations that end in an s, of which there is no singular without it. */
for (const word of 'aws cms css dns gps https ios kms mms os paas pos rss saas sms sns sqs tls vps'.split(
  ' ',
))
  pluralize.addUncountableRule(word);

/** What nobody who writes code has one of. */
for (const word of ['analytics', 'data', 'media', 'metadata']) pluralize.addUncountableRule(word);

/** What `boxes` has and these have not: an e of their own. */
for (const word of 'ache avalanche cache cliche headache microfiche moustache niche quiche'.split(
  ' ',
))
  pluralize.addIrregularRule(word, `${word}s`);

/** Texts whose names are remembered, each way of naming apart. */
const MOST_TEXTS = 50_000;

/** The names of a description come again and again, and each is compared with each. */
function remembering<Name>(nameOf: (text: string) => Name): (text: string) => Name {
  const known = new Map<string, Name>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found;
    const name = nameOf(text);
    if (known.size >= MOST_TEXTS) known.clear();
    known.set(text, name);
    return name;
  };
}

/** Words of any spelling: `PetStore`, `pet_store`, `pet-store` are all `pet`, `store`. */
export const wordsOf = remembering((text): readonly string[] =>
  text
    .normalize('NFKD')
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .split(/[^A-Za-z\d]+/)
    .filter((word) => word !== '')
    .map((word) => word.toLowerCase()),
);

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** A PascalCase name as one of a value: `petShop` for `PetShop`. */
export const lowerFirst = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);

export const pascalCase = remembering((text) => wordsOf(text).map(capital).join(''));

export const camelCase = remembering((text) => lowerFirst(pascalCase(text)));

export const snakeCase = remembering((text) => wordsOf(text).join('_'));

export const kebabCase = (text: string): string => wordsOf(text).join('-');

/** The last word in the singular: `special-events` → `special event` as words. */
export const singular = remembering((text) => {
  const words = wordsOf(text);
  const last = words.at(-1);
  if (last === undefined) return '';
  const single = /(?:ss|us|is)$/.test(last) ? last : pluralize.singular(last);
  return [...words.slice(0, -1), single].join(' ');
});

export const plural = remembering((text) => {
  const words = wordsOf(text);
  const last = words.at(-1);
  return last === undefined ? '' : [...words.slice(0, -1), pluralize.plural(last)].join(' ');
});

export const isPlural = remembering((text) => {
  const last = wordsOf(text).at(-1) ?? '';
  return last !== '' && pluralize.isPlural(last) && pluralize.singular(last) !== last;
});

/** Two spellings of one name: `petId`, `pet_id`, `PET-ID`. */
export const sameName = (one: string, other: string): boolean => squash(one) === squash(other);

/** A name without anything in which spellings differ. */
export const squash = remembering((text) => wordsOf(text).join(''));

const TYPESCRIPT = new Set(
  'abstract any arguments as async await boolean break case catch class const continue debugger declare default delete do else enum eval export extends false finally for from function get if implements import in infer instanceof interface is keyof let module namespace never new null number object of package private protected public readonly require return set static string super switch symbol this throw true try type typeof undefined unique unknown var void while with yield app database request reply filter page input changes current found created changed deleted total limit offset next query row'.split(
    ' ',
  ),
);

const SQL = new Set(
  'all alter analyse analyze and any array as asc asymmetric authorization between both by case cast check collate column commit constraint create cross current default deferrable delete desc distinct do drop else end escape except exists false fetch for foreign from full grant group having if in index inner insert intersect into is isnull join leading left like limit natural not notnull null offset on only or order outer placing primary references returning right rollback row rows select session set similar some symmetric table then to trailing transaction trigger true union unique update user using values variadic verbose view when where window with migration'.split(
    ' ',
  ),
);

const TYPES = new Set(
  'Array Boolean Buffer Context Database Date Error FastifyPluginAsync Function Generated Map Number Object Omit PageOf PageRequest Partial Pick Promise Readonly Record Records RegExp Required Selectable Set SortKey Storage StoredFile String Symbol UploadedFile'.split(
    ' ',
  ),
);

/** Hands out distinct names of one kind; names that differ only in case count as the same. */
export class Namespace {
  readonly #taken = new Set<string>();

  take(wanted: string): string {
    let name = wanted;
    for (let count = 2; this.#taken.has(name.toLowerCase()); count++) name = `${wanted}${count}`;
    this.#taken.add(name.toLowerCase());
    return name;
  }
}

const MAX = 60;

/** A camelCase identifier that is no reserved word and starts with a letter. */
export function identifier(text: string, fallback = 'value'): string {
  const name = camelCase(text).slice(0, MAX);
  if (name === '') return fallback;
  if (/^\d/.test(name)) return `${fallback}${name}`;
  return TYPESCRIPT.has(name) ? `${name}Value` : name;
}

/** A PascalCase type name that shadows nothing that generated code uses. */
export function typeName(text: string, fallback = 'Thing'): string {
  const name = pascalCase(text).slice(0, MAX);
  if (name === '') return fallback;
  if (/^\d/.test(name)) return `${fallback}${name}`;
  return TYPES.has(name) ? `${name}Entity` : name;
}

/** A snake_case SQL name that needs no quotes in either dialect. */
export function sqlName(text: string, fallback = 'value'): string {
  const name = snakeCase(text).slice(0, 50).replace(/_$/, '');
  if (name === '') return fallback;
  if (/^\d/.test(name)) return `${fallback}_${name}`;
  return SQL.has(name) ? `${name}_` : name;
}

/** A kebab-case file or folder name, safe on every file system. */
export function fileName(text: string, fallback = 'thing'): string {
  const name = kebabCase(text).slice(0, MAX).replace(/-$/, '');
  if (name === '') return fallback;
  return besideDevices(name);
}

/** A name in small letters that is none of a device, which Windows has in every folder. */
export const besideDevices = (name: string): string =>
  /^(?:con|prn|aux|nul|com\d|lpt\d)$/.test(name) ? `${name}-` : name;
