/** Longest run of one kind of character that is counted in one piece. */
const RUN = 256;

/**
 * The tokenizer takes time with the square of a run of letters, signs or spaces: 200,000 times
 * the same letter takes half a minute. Ordinary text has no run of this length.
 */
const LONG_RUN = new RegExp(
  `[\\p{L}\\p{M}]{${RUN}}|[^\\s\\p{L}\\p{M}\\p{N}]{${RUN}}|\\s{${RUN}}`,
  'gu',
);

/** Texts longer than this are counted by samples. */
const WHOLE = 512 * 1024;
const SAMPLES = 32;

/** How many tokens a text has. */
export type TokenCounter = (text: string) => number;

/**
 * Loads what counts tokens in the encoding `o200k_base`.
 *
 * Exact for ordinary text of at most 512 Ki characters; a close estimate for longer text and for
 * text without spaces. What looks like a control token, `<|endoftext|>`, counts as text.
 */
export async function tokenCounter(): Promise<TokenCounter> {
  const { countTokens: count } = await import('gpt-tokenizer/encoding/o200k_base');
  const tokens = (part: string): number => {
    let total = 0;
    for (const piece of pieces(part)) total += count(piece, { disallowedSpecial: new Set() });
    return total;
  };
  return (text) => {
    if (text.length <= WHOLE) return tokens(text);
    const size = Math.floor(WHOLE / SAMPLES);
    const step = text.length / SAMPLES;
    let sampled = 0;
    for (let n = 0; n < SAMPLES; n += 1) {
      const start = Math.floor(n * step);
      sampled += tokens(text.slice(start, start + size));
    }
    return Math.ceil((sampled * text.length) / (size * SAMPLES));
  };
}

/** Cuts a text after each long run, so that no piece holds a longer one. */
function* pieces(text: string): Generator<string> {
  let start = 0;
  for (const { index, 0: run } of text.matchAll(LONG_RUN)) {
    yield text.slice(start, index + run.length);
    start = index + run.length;
  }
  yield text.slice(start);
}
