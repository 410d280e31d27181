/** What one euro buys, by currency. */
export const rates = new Map([
  ['EUR', 1],
  ['USD', 1.1],
]);
export const holidays: string[] = ['2026-01-01', '2026-12-25'];
export const limits = { maximum: 20, steps: [5, 10, 20] };

/** Rounds half away from zero. */
export function roundCents(amount: number): number {
  return Math.sign(amount) * Math.round(Math.abs(amount));
}
