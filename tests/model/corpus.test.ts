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

/**
 * Where the program and the reader differ, and why; each is on the safe side or a matter of taste.
 * A line leaves when the program learns better.
 */
const KNOWN = new Set([
  // A list of bodies under a verb: an action and a bulk are both holes.
  'POST /user/createWithList',
  // `appid` is not seen to be the application's id.
  'GET /application/{id}/message',
  // A list of kinds is read as a list; a person sees a constant.
  'GET /commands/types',
  'GET /notifications/types',
  'GET /{account_id}/builds/status',
  // The body shares less than half of its members with the entity.
  'PUT /accounts/{account_id}/env/{key}',
  'PUT /{account_slug}/members/{member_id}',
  // The required status is spelled in capitals, the field's values are not.
  'GET /Assets',
]);

describe.skipIf(!hasCorpus)('real descriptions (skipped where ../shared/corpus is absent)', () => {
  it.each(Object.entries(descriptions))('%s is read as a person reads it', async (name, file) => {
    const text = readFileSync(new URL(`corpus/${name}.txt`, import.meta.url), 'utf8');
    const inferred = await inferredFromCorpus(file);
    const expected = text
      .trim()
      .split('\n')
      .map((line) => line.split(/\s+/))
      .filter(([, , , , method, path]) => !KNOWN.has(`${method} ${path}`));
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
