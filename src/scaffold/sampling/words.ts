/** What members of a name usually hold; the first rule that matches counts. */
const BY_NAME: readonly [name: RegExp, words: readonly string[]][] = [
  [/e-?mail/i, ['ada@example.com', 'grace@example.com', 'alan@example.com']],
  [/phone|mobile|fax/i, ['+4930123456', '+33142685300', '+14155550132']],
  [
    /(?:^|[a-z_-])ur[il]$|^ur[il]|website|homepage|link|href/i,
    ['https://example.com/a', 'https://example.com/b', 'https://example.com/c'],
  ],
  [/first_?-?name|given/i, ['Ada', 'Grace', 'Alan']],
  [/last_?-?name|surname|family/i, ['Lovelace', 'Hopper', 'Turing']],
  [/user_?-?name|login|handle|nick/i, ['ada', 'grace', 'alan']],
  [
    /author|customer|person|owner|driver|contact|full_?-?name|reviewer|assignee/i,
    ['Ada Lovelace', 'Grace Hopper', 'Alan Turing'],
  ],
  [/company|organi[sz]ation|vendor|brand|manufacturer/i, ['Acme', 'Globex', 'Initech']],
  [/street|address/i, ['12 Harbour Street', '7 Mill Lane', '91 Station Road']],
  [/city|town/i, ['Lisbon', 'Nairobi', 'Osaka']],
  [/country/i, ['PT', 'KE', 'JP']],
  [/post_?-?code|zip/i, ['10115', '75008', '94107']],
  [/currency/i, ['EUR', 'USD', 'JPY']],
  [/locale|language|lang$/i, ['en', 'pt', 'ja']],
  [/time_?-?zone|tz$/i, ['Europe/Lisbon', 'Africa/Nairobi', 'Asia/Tokyo']],
  [/colou?r/i, ['teal', 'amber', 'coral']],
  [/version/i, ['1.0.0', '1.1.0', '2.0.0']],
  [/slug|key|tag|label/i, ['alpha', 'bravo', 'charlie']],
  [/token|secret|password|hash/i, ['s3cret-alpha', 's3cret-bravo', 's3cret-charlie']],
  [
    /title|subject|headline|summary|caption/i,
    ['The first of its kind', 'A second look', 'Third time lucky'],
  ],
  [
    /description|blurb|text|body|comment|note|message|content|biography|about|reason/i,
    ['Made with care.', 'Works as it should.', 'Nothing to add.'],
  ],
  [/name/i, ['Aurora', 'Borealis', 'Cascade']],
  [/code|number|reference|sku/i, ['A100', 'B200', 'C300']],
];

const PLAIN: readonly string[] = ['alder', 'birch', 'cedar'];

/** A realistic text for a member, another one for each seed. */
export function wordFor(name: string, seed: number): string {
  const [, words] = BY_NAME.find(([pattern]) => pattern.test(name)) ?? [undefined, PLAIN];
  const word = words[seed % words.length] ?? 'alder';
  const round = Math.floor(seed / words.length);
  return round === 0 ? word : numbered(word, round + 1);
}

/** Another word of the same kind: `ada2@example.com`, `https://example.com/a2`, `Lisbon 2`. */
export function numbered(word: string, count: number): string {
  const [local, domain] = word.split('@');
  if (local !== undefined && domain !== undefined && !/\s/.test(word))
    return `${local}${count}@${domain}`;
  if (/^[^\s]*$/.test(word)) return `${word}${count}`;
  return /[.!?]$/.test(word)
    ? `${word.slice(0, -1)} ${count}${word.slice(-1)}`
    : `${word} ${count}`;
}
