import { expect, test } from 'vitest';
import { planMigration } from '../../src/migrate/plan/plan-migration.ts';
import { schemaSnapshot } from '../../src/migrate/snapshot.ts';
import type { Field, ServiceModel } from '../../src/model/types.ts';
import { entity, field, model, uuidKey } from './model.ts';

const sending = (...fields: readonly Field[]): ServiceModel => ({
  ...model([entity('Parcel', [uuidKey, ...fields])]),
  events: [
    {
      kind: 'webhook',
      id: 'parcelDelivered',
      name: 'parcelDelivered',
      method: 'post',
      deprecated: false,
      pointer: ['webhooks', 'parcelDelivered', 'post'],
    },
  ],
});

const plan = (before: ServiceModel, after: ServiceModel) =>
  planMigration({ before: schemaSnapshot(before), after: schemaSnapshot(after), next: 2 });

test('what waits to be sent stays where it is when an entity gets a field', () => {
  const weight = field('weight', 'integer', { required: false });
  const { files, isPending } = plan(sending(), sending(weight));
  expect(isPending).toBe(false);
  const texts = files.map(({ text }) => text).join('');
  expect(texts).toContain('weight');
  expect(texts).not.toContain('webhook_delivery');
});

test('a service that goes on as it was needs no migration', () => {
  expect(plan(sending(), sending())).toMatchObject({ files: [], isPending: false });
});

test('a service that sends nothing any more asks before it forgets what it has to send', () => {
  const { diagnostics, isPending } = plan(sending(), model([entity('Parcel', [uuidKey])]));
  expect(isPending).toBe(true);
  expect(diagnostics.map(({ code }) => code)).toEqual(['SW5501']);
});
