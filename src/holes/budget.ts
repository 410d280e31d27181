import type { Usage } from './providers/provider.ts';

/** Bounds of one run. Absent: no bound. */
export interface BudgetLimits {
  /** Input and output together. */
  readonly tokens?: number | undefined;
  /** In the currency of the prices. */
  readonly money?: number | undefined;
  readonly seconds?: number | undefined;
}

/** What a million tokens of a model cost. */
export interface Price {
  readonly input: number;
  readonly output: number;
}

/** Adds up what a run uses, and says when it has met a bound. */
export class Budget {
  readonly #limits: BudgetLimits;
  readonly #prices: Readonly<Record<string, Price>>;
  readonly #clock: () => number;
  readonly #start: number;
  #tokens = 0;
  #money = 0;

  /** @param clock milliseconds that only grow */
  constructor(limits: BudgetLimits, prices: Readonly<Record<string, Price>>, clock: () => number) {
    this.#limits = limits;
    this.#prices = prices;
    this.#clock = clock;
    this.#start = clock();
  }

  get tokens(): number {
    return this.#tokens;
  }

  get money(): number {
    return this.#money;
  }

  /** @returns the cost, where the model has a price */
  spend(model: string, { inputTokens, outputTokens }: Usage): number | undefined {
    this.#tokens += inputTokens + outputTokens;
    const price = Object.hasOwn(this.#prices, model) ? this.#prices[model] : undefined;
    if (!price) return undefined;
    const cost = (inputTokens * price.input + outputTokens * price.output) / 1_000_000;
    this.#money += cost;
    return cost;
  }

  /** The bound that is met, as a sentence; nothing while there is room. */
  exhausted(): string | undefined {
    const { tokens, money, seconds } = this.#limits;
    const spent = (this.#clock() - this.#start) / 1000;
    if (tokens !== undefined && this.#tokens >= tokens)
      return `The budget of ${tokens} tokens is used up.`;
    if (money !== undefined && this.#money >= money) return `The budget of ${money} is used up.`;
    if (seconds !== undefined && spent >= seconds) return `The ${seconds} seconds are over.`;
    return undefined;
  }
}
