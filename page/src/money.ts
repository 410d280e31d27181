interface Spent {
  readonly inputTokens: number;
  readonly outputTokens: number;
}

const NUMBER = new Intl.NumberFormat('en');

export const tokensText = ({ inputTokens, outputTokens }: Spent): string =>
  `${NUMBER.format(inputTokens)} + ${NUMBER.format(outputTokens)} tokens`;

/** Money, where prices are configured; in their currency, which has no name here. */
export const costText = (cost: number): string => (cost > 0 ? ` · ${cost.toFixed(4)}` : '');

/** A time as a person reads it: `850 ms`, `12.4 s`, `3 min 5 s`. */
export function durationText(milliseconds: number): string {
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
  if (milliseconds < 60_000) return `${(milliseconds / 1000).toFixed(1)} s`;
  const seconds = Math.round(milliseconds / 1000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
