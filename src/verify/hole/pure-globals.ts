/**
 * The part of the language's library that a body may use: what computes from its arguments alone.
 * No clock, no chance, no time zone or language of the machine, no timers, no input or output, and
 * nothing that makes code or reaches into the insides of objects.
 */

/** How a global may be used, other than for its members. */
export interface PureGlobal {
  /** `Number(text)`; such a function may be handed to `map` and the like, too. */
  readonly call?: true;
  /** `new Map()`, with at least so many arguments. */
  readonly construct?: number;
  /** A plain value. */
  readonly isValue?: true;
}

export const pureGlobals: ReadonlyMap<string, PureGlobal> = new Map<string, PureGlobal>([
  ['undefined', { isValue: true }],
  ['NaN', { isValue: true }],
  ['Infinity', { isValue: true }],
  ['Object', {}],
  ['Array', {}],
  ['Math', {}],
  ['JSON', {}],
  ['Promise', {}],
  ['String', { call: true }],
  ['Number', { call: true }],
  ['Boolean', { call: true }],
  ['BigInt', { call: true }],
  ['Map', { construct: 0 }],
  ['Set', { construct: 0 }],
  // Without an argument it would read the clock.
  ['Date', { construct: 1 }],
  ['Error', { construct: 0 }],
  ['RangeError', { construct: 0 }],
  ['TypeError', { construct: 0 }],
  ['structuredClone', { call: true }],
  ['isNaN', { call: true }],
  ['isFinite', { call: true }],
  ['parseInt', { call: true }],
  ['parseFloat', { call: true }],
  ['encodeURIComponent', { call: true }],
  ['decodeURIComponent', { call: true }],
]);

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

const readArray = `at concat entries every filter find findIndex findLast findLastIndex flat flatMap
  forEach includes indexOf join keys lastIndexOf length map reduce reduceRight slice some toReversed
  toSorted toSpliced values with`;
const readDate = `getTime getUTCDate getUTCDay getUTCFullYear getUTCHours getUTCMilliseconds
  getUTCMinutes getUTCMonth getUTCSeconds toISOString valueOf`;

/** Members by the interface of the TypeScript library that declares them. */
export const pureMembers: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['ReadonlyArray', words(readArray)],
  ['Array', words(`${readArray} copyWithin fill pop push reverse shift sort splice unshift`)],
  [
    'String',
    words(`at charAt charCodeAt codePointAt concat endsWith includes indexOf isWellFormed
      lastIndexOf length localeCompare match matchAll normalize padEnd padStart repeat replace
      replaceAll search slice split startsWith substring toLowerCase toString toUpperCase
      toWellFormed trim trimEnd trimStart`),
  ],
  ['Number', words('toExponential toFixed toPrecision toString')],
  ['Boolean', words('toString')],
  ['BigInt', words('toString')],
  ['ReadonlyMap', words('entries forEach get has keys size values')],
  ['Map', words('clear delete entries forEach get has keys set size values')],
  [
    'ReadonlySet',
    words(`difference entries forEach has intersection isDisjointFrom isSubsetOf isSupersetOf keys
      size symmetricDifference union values`),
  ],
  [
    'Set',
    words(`add clear delete difference entries forEach has intersection isDisjointFrom isSubsetOf
      isSupersetOf keys size symmetricDifference union values`),
  ],
  [
    'Date',
    words(`${readDate} setTime setUTCDate setUTCFullYear setUTCHours setUTCMilliseconds
      setUTCMinutes setUTCMonth setUTCSeconds`),
  ],
  ['RegExp', words('exec test')],
  ['RegExpMatchArray', words('groups index')],
  ['RegExpExecArray', words('groups index')],
  ['Error', words('message name cause')],
  ['PromiseFulfilledResult', words('status value')],
  ['PromiseRejectedResult', words('status reason')],
  ['IteratorObject', words('drop every filter find flatMap forEach map reduce some take toArray')],
  ['ObjectConstructor', words('entries freeze fromEntries groupBy hasOwn keys values')],
  ['ArrayConstructor', words('from isArray of')],
  ['MapConstructor', words('groupBy')],
  ['StringConstructor', words('fromCharCode fromCodePoint')],
  [
    'NumberConstructor',
    words(`EPSILON MAX_SAFE_INTEGER MAX_VALUE MIN_SAFE_INTEGER MIN_VALUE NEGATIVE_INFINITY
      POSITIVE_INFINITY isFinite isInteger isNaN isSafeInteger parseFloat parseInt`),
  ],
  ['BigIntConstructor', words('asIntN asUintN')],
  ['DateConstructor', words('UTC parse')],
  ['PromiseConstructor', words('all allSettled resolve')],
  ['JSON', words('parse stringify')],
  [
    'Math',
    words(`E LN10 LN2 LOG10E LOG2E PI SQRT1_2 SQRT2 abs acos acosh asin asinh atan atan2 atanh cbrt
      ceil clz32 cos cosh exp expm1 floor fround hypot imul log log10 log1p log2 max min pow round
      sign sin sinh sqrt tan tanh trunc`),
  ],
]);

/** Members that change what they are called on. */
export const changingMembers: ReadonlySet<string> = words(
  `add clear copyWithin delete fill pop push reverse set setTime setUTCDate setUTCFullYear
  setUTCHours setUTCMilliseconds setUTCMinutes setUTCMonth setUTCSeconds shift sort splice unshift`,
);

/** What to use instead of members that are often tried. */
export const memberAdvice: ReadonlyMap<string, string> = new Map([
  ['now', 'Take the time from the context.'],
  ['random', 'What a body answers must follow from its input.'],
  ['assign', 'Use a spread: { ...first, ...second }.'],
  ['catch', 'Use await within try and catch.'],
  ['finally', 'Use await within try and finally.'],
  ['then', 'Use await.'],
  ['getDate', 'It depends on the time zone of the machine: use getUTCDate.'],
  ['getDay', 'It depends on the time zone of the machine: use getUTCDay.'],
  ['getFullYear', 'It depends on the time zone of the machine: use getUTCFullYear.'],
  ['getHours', 'It depends on the time zone of the machine: use getUTCHours.'],
  ['getMonth', 'It depends on the time zone of the machine: use getUTCMonth.'],
  ['setDate', 'It depends on the time zone of the machine: use setUTCDate.'],
  ['setHours', 'It depends on the time zone of the machine: use setUTCHours.'],
  ['setMonth', 'It depends on the time zone of the machine: use setUTCMonth.'],
  ['toLocaleString', 'It depends on the machine: use toISOString or toFixed.'],
  ['toLocaleDateString', 'It depends on the machine: use toISOString.'],
  ['hasOwnProperty', 'Use Object.hasOwn.'],
  ['create', 'Use an object literal.'],
]);
