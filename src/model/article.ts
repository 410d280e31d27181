/** Words in `u` and `eu` that begin with the sound of «you»: user, unit, URL, UUID, European. */
const LIKE_YOU =
  /^(?:eu|ewe|u[ui]|uni(?![dmn])|u[kr][il]|us[aeiu]|ut[ei]|ubiq|(?:url|upc|usb|usd|uk)(?![a-z]))/;

/** Words that begin with the sound of «won». */
const LIKE_WON = /^(?:one|once)(?![a-z])/;

/** Words whose `h` is silent. */
const SILENT_H = /^(?:hour|heir|honest|hono[u]?r)/;

/** Abbreviations with a vowel that are spelled all the same. */
const SPELLED = /^(?:faq|lea|mfa|nda|rma|rsa|sku|sla|ssa|sso)s?$/;

/** Letters whose names begin with a vowel: «an SKU», «an HTTP request». */
const VOWEL_NAME = /^[aefhilmnorsx]/;

/** Words for a person, with the indefinite article that their sound asks for: `an hour`, `a user`. */
export function withArticle(words: string): string {
  return `${startsWithVowel(words) ? 'an' : 'a'} ${words}`;
}

function startsWithVowel(words: string): boolean {
  const [first = ''] = words.split(/[^\p{L}\p{N}]+/u);
  const word = first.toLowerCase();
  if (LIKE_YOU.test(word) || LIKE_WON.test(word)) return false;
  if (SILENT_H.test(word)) return true;
  return isSpelled(first) ? VOWEL_NAME.test(word) : /^(?:[aeiou]|8|11|18)/.test(word);
}

/** Whether a word is read letter by letter. */
const isSpelled = (word: string): boolean =>
  /^[A-Z]{2,}s?$/.test(word) || SPELLED.test(word.toLowerCase()) || /^[^aeiouy\d]+$/i.test(word);
