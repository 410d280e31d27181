import type { Context } from '../../context.ts';
import type { Book, Order, OrderLine } from '../../entities/shop.ts';
import { Problem } from '../../http/problem.ts';
import { holidays, limits, rates, roundCents } from '../../rules/rates.ts';

export interface PlaceOrderInput {
  orderId: string;
  body: {
    lines: { bookId: string; quantity: number }[];
    coupon?: string;
    email: string;
    shipBy: string | null;
  };
}

/** Places an order. */
export async function placeOrder(
  context: Context,
  input: PlaceOrderInput,
): Promise<{ status: 201; body: Order }> {
  const known: [Book[], OrderLine[]] = [[], []];
  throw new Problem(
    501,
    'open',
    `${context.now().toISOString()}: ${input.orderId}: ${known.length + roundCents(1) + holidays.length + limits.maximum + rates.size}`,
  );
}
