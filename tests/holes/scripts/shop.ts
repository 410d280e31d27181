import type { Script } from '../scripted-model.ts';

/** Business logic of `tests/e2e/shop.yaml`, written by a person. */
export const shop: Script = {
  examples: {
    getOrder: [
      {
        rule: 'Asking for an order counts it as seen.',
        given: { order: { status: 'new' } },
        then: { status: 200, body: { status: 'seen' }, order: { status: 'seen' } },
      },
    ],
    cancelOrder: [
      {
        rule: 'What cancelOrder does.',
        given: { order: { status: 'new' } },
        then: { status: 200, body: { status: 'cancelled' } },
      },
    ],
    checkCustomer: [
      {
        rule: 'name: A name is never all capitals.',
        when: { operation: 'createCustomer', body: { name: 'ADA' } },
        then: { status: 409 },
      },
    ],
  },
  bodies: {
    createOrder: `if (input.body.quantity > 10) {
  throw conflict('An order has at most 10 pieces.', 'too_many');
}
return proceed(input.body);`,
    getOrder: `const order = await proceed();
if (order.status !== 'new') return order;
return context.records.orders.update(order.id, { status: 'seen' });`,
    cancelOrder: `const order = await context.records.orders.update(input.orderId, { status: 'cancelled' });
return { status: 200, body: order, headers: { 'x-refund': 'none' } };`,
    checkCustomer: `const { before, after } = change;
if (before?.blocked === true) throw conflict('A customer who is blocked cannot change.');
if (after && after.name === after.name.toUpperCase() && after.name !== after.name.toLowerCase()) {
  throw conflict('A name is never all capitals.');
}`,
  },
};
