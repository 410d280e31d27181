import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { hasCorpus, inferredFromCorpus } from './support/corpus.ts';
import type { Inferred } from './support/model-of.ts';

/**
 * What a careful reader says of the operations of real descriptions, written down before looking
 * at the program's answer: `corpus/<name>.txt`, one line an operation, with its status, kind,
 * entity and key. A dash leaves it open; operations that readers would argue about are left out.
 */
const descriptions = {
  'redocly-museum': 'redocly-museum.yaml',
  'swagger-petstore': 'swagger-petstore.yaml',
  gotify: 'gotify.json',
  memos: 'memos.yaml',
  traccar: 'traccar.yaml',
  netlify: 'netlify.yml',
  'tmf620-product-catalog-v5': 'tmf620-product-catalog-v5.yaml',
  'xero-projects': 'xero-projects.yaml',
  'xero-assets': 'xero-assets.yaml',
  'paypal-products': 'paypal-products.json',
  'redocly-cafe': 'redocly-cafe.yaml',
  'redocly-cafe-split': 'redocly-cafe-split/resources/cafe-split/cafe.yaml',
};

describe.skipIf(!hasCorpus)('real descriptions (skipped where ../shared/corpus is absent)', () => {
  it.each(Object.entries(descriptions))('%s is read as a person reads it', async (name, file) => {
    const text = readFileSync(new URL(`corpus/${name}.txt`, import.meta.url), 'utf8');
    const inferred = await inferredFromCorpus(file);
    const expected = text
      .trim()
      .split('\n')
      .map((line) => line.split(/\s+/));
    const answers = expected.map((columns) => answerOf(inferred, columns).join(' '));
    expect(answers).toEqual(expected.map((columns) => columns.join(' ')));
  });
});

/** The program's answer in the columns of the reader's line; what the reader leaves open stays open. */
function answerOf(inferred: Inferred, expected: readonly string[]): string[] {
  const [status, kind, entity, key, method = '', path = ''] = expected;
  const operation = inferred.operation(`${method} ${path}`);
  const found = inferred.model.entities.find(({ name }) => name === operation.entity);
  const answers = [operation.status, operation.kind, operation.entity, found?.key.fields.join('+')];
  const open = [status, kind, entity, key];
  return [
    ...answers.map((answer, index) => (open[index] === '-' ? '-' : (answer ?? 'none'))),
    method,
    path,
  ];
}
