import { expect, test } from 'vitest';
import { withArticle } from '../../src/model/article.ts';

test.each([
  'an author',
  'an order line',
  'an update',
  'an unread message',
  'an unidentified object',
  'an unknown',
  'an hour',
  'an honour',
  'an heir',
  'an API key',
  'an api key',
  'an SKU',
  'an sku',
  'an HTTP call',
  'an http call',
  'an mfa token',
  'an 8-bit image',
])('a vowel is heard in «%s»', (phrase) => {
  expect(withArticle(phrase.slice('an '.length))).toBe(phrase);
});

test.each([
  'a book',
  'a house',
  'a history',
  'a user',
  'a unit',
  'a union',
  'a usage record',
  'a URL',
  'a url',
  'a UUID',
  'a uri template',
  'a utility',
  'a European country',
  'a one-time password',
  'a PDF',
  'a year',
  'a 3-day pass',
])('a consonant is heard in «%s»', (phrase) => {
  expect(withArticle(phrase.slice('a '.length))).toBe(phrase);
});
