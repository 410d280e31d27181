import { bodies } from './case.ts';

const place = bodies('placeOrder', ['roundCents', 'rates', 'limits']);

const lines = `
const lines: OrderLine[] = [];
for (const { bookId, quantity } of input.body.lines) {
  const book = await context.repositories.books.get(bookId);
  if (!book) throw context.fail.notFound('book');
  lines.push({ bookId, quantity, unitPrice: book.price });
}`;

const save = `
const order = await context.repositories.orders.update(input.orderId, { lines, total, status: 'placed', placedAt: context.now().toISOString() });
if (!order) throw context.fail.notFound('order');
return { status: 201, body: order };`;

const sum = `const total = lines.reduce((sum, { quantity, unitPrice }) => sum + quantity * unitPrice, 0);`;

export const honestShop = place({
  'sums an order up': `${lines}
${sum}
${save}`,
  'takes from the stock': `${lines}
for (const line of lines) {
  const book = await context.repositories.books.get(line.bookId);
  if (!book || book.stock < line.quantity) throw context.fail.conflict('out_of_stock', line.bookId);
  await context.repositories.books.update(book.id, { stock: book.stock - line.quantity });
}
${sum}
${save}`,
  'takes a share off': `${lines}
const shares = new Map([['TEN', 0.1], ['HALF', 0.5]]);
const share = input.body.coupon === undefined ? 0 : shares.get(input.body.coupon.toUpperCase());
if (share === undefined) throw context.fail.conflict('coupon_unknown', 'There is no such coupon.');
const whole = lines.reduce((sum, line) => sum + line.quantity * line.unitPrice, 0);
const total = Math.round(whole * (1 - share));
${save}`,
  'rounds money with an import': `${lines}
const total = roundCents(lines.reduce((sum, line) => sum + line.quantity * line.unitPrice * 1.19, 0));
${save}`,
  'reckons in bigints': `${lines}
const exact = lines.reduce((sum, line) => sum + BigInt(line.quantity) * BigInt(line.unitPrice), 0n);
if (exact > BigInt(Number.MAX_SAFE_INTEGER)) throw context.fail.conflict('too_much', exact.toString());
const total = Number(exact);
${save}`,
  'checks an email address': `
if (!/^[^\\s@]{1,64}@[^\\s@.]+(?:\\.[^\\s@.]+)+$/.test(input.body.email)) throw context.fail.badRequest('email');
${lines}
${sum}
${save}`,
  'checks a book number':
    `
const digits = input.body.orderId_digits ?? '';
`.replace('input.body.orderId_digits', 'input.body.coupon?.replaceAll("-", "")') +
    `
if (digits !== '') {
  const weights = [1, 3];
  let checksum = 0;
  for (let index = 0; index < digits.length; index++) {
    checksum += Number(digits.charAt(index)) * (weights[index % 2] ?? 1);
  }
  if (checksum % 10 !== 0) throw context.fail.badRequest('coupon');
}
${lines}
${sum}
${save}`,
  'takes groups of an expression': `
const found = /^(?<prefix>[A-Z]{2})-(?<number>\\d{4})$/.exec(input.orderId);
const prefix = found?.groups?.prefix ?? 'XX';
if (prefix === 'XX') throw context.fail.badRequest(\`\${found?.[0] ?? input.orderId} is no number.\`);
${lines}
${sum}
${save}`,
  'makes lines unique': `
const quantities = new Map<string, number>();
for (const { bookId, quantity } of input.body.lines) quantities.set(bookId, (quantities.get(bookId) ?? 0) + quantity);
const lines = await Promise.all(
  [...quantities].map(async ([bookId, quantity]) => {
    const book = await context.repositories.books.get(bookId);
    if (book === undefined) throw context.fail.notFound('book');
    return { bookId, quantity, unitPrice: book.price };
  }),
);
${sum}
${save}`,
  'refuses an empty order': `
if (input.body.lines.length === 0) throw context.fail.badRequest('An order has lines.');
if (input.body.lines.some(({ quantity }) => !Number.isInteger(quantity) || quantity < 1)) throw context.fail.badRequest('quantity');
${lines}
${sum}
${save}`,
  'keeps to a limit of an import': `
if (input.body.lines.length > limits.maximum) throw context.fail.badRequest(\`At most \${limits.maximum} lines.\`);
const step = limits.steps.find((it) => it >= input.body.lines.length) ?? limits.maximum;
${lines}
const total = step * 100;
${save}`,
  'counts tiers': `${lines}
const tiers = [{ from: 100, off: 15 }, { from: 50, off: 10 }, { from: 0, off: 0 }] as const;
const pieces = lines.reduce((sum, { quantity }) => sum + quantity, 0);
const tier = tiers.find(({ from }) => pieces >= from);
const total = pieces * (100 - (tier?.off ?? 0));
${save}`,
  'picks by the currency': `${lines}
const priceOf = (book: Book): number => {
  switch (book.currency) {
    case 'EUR':
      return book.price;
    case 'USD':
    case 'GBP':
      return Math.ceil(book.price / (rates.get(book.currency) ?? 1));
  }
};
let total = 0;
for (const { bookId, quantity } of lines) {
  const book = await context.repositories.books.get(bookId);
  if (book) total += priceOf(book) * quantity;
}
${save}`,
  'copies before it changes': `
const copy = structuredClone(input.body.lines);
copy.sort((a, b) => b.quantity - a.quantity);
for (const line of copy) line.quantity = Math.min(line.quantity, 10);
const lines = copy.map((line) => ({ ...line, unitPrice: 1 }));
lines[0] = { bookId: 'gift', quantity: 1, unitPrice: 0 };
${sum}
${save}`,
  'says when it ships': `${lines}
const shipBy = input.body.shipBy === null ? undefined : Date.parse(input.body.shipBy);
if (shipBy !== undefined && (Number.isNaN(shipBy) || shipBy <= context.now().valueOf())) throw context.fail.badRequest('shipBy');
const days = shipBy === undefined ? 5 : Math.ceil((shipBy - context.now().getTime()) / 86_400_000);
const total = days < 2 ? 990 : 0;
${save}`,
  'formats an amount': `${lines}
${sum}
const amount = \`\${(total / 100).toFixed(2).padStart(8, ' ')} EUR\`;
if (total > 1_000_000) throw context.fail.conflict('too_much', amount);
${save}`,
  'keeps what is paid already': `${lines}
const { items: drafts } = await context.repositories.orders.list({ status: 'draft' }, { limit: 10 });
const [draft, ...others] = drafts;
if (draft !== undefined && others.length === 0) await context.repositories.orders.remove(draft.id);
${sum}
${save}`,
  'creates when there is none': `${lines}
${sum}
const known = await context.repositories.orders.get(input.orderId);
const order = known ?? (await context.repositories.orders.create({ customerId: 'c', lines, total, status: 'draft', placedAt: null }));
return { status: 201, body: order };`,
});
