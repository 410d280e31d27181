import { type FastifyInstance } from 'fastify';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type Database } from '../../src/database.ts';
import { call, emptyTables, startService } from '../support/api.ts';
import { fold, select } from '../support/workflow.ts';

let app: FastifyInstance;
let database: Database;
beforeAll(async () => {
  ({ app, database } = await startService());
});
afterEach(() => emptyTables(database));
afterAll(() => app.close());

/** add-book: A book is added, with its author */
async function addBook(inputs = { title: 'Kindred', isbn: '9780807083697' }) {
  // The author comes first.
  const addAuthor = await call(app, 'createAuthor', {
    method: 'POST',
    url: `/authors`,
    headers: { 'content-type': 'application/json' },
    payload: JSON.stringify({ name: 'Octavia E. Butler', bornOn: '1947-06-22' }),
  });
  expect(addAuthor.statusCode, addAuthor.body).toBe(201);
  expect(String(addAuthor.headers.location)).toMatch(new RegExp('^/v1/authors/', 'u'));
  const authorId = addAuthor.json().id;

  const addBookAnswer = await call(app, 'createBook', {
    method: 'POST',
    url: `/books`,
    headers: { 'content-type': 'application/json' },
    payload: JSON.stringify({
      title: inputs.title,
      isbn: inputs.isbn,
      authorId,
      format: 'paperback',
      price: 17.5,
    }),
  });
  expect(addBookAnswer.statusCode, addBookAnswer.body).toBe(201);
  expect(fold(addBookAnswer.json().authorId)).toBe(fold(authorId));
  expect(addBookAnswer.json().inPrint).toBe(true);
  const bookId = addBookAnswer.json().id;
  return { bookId };
}

test('add-book: A book is added, with its author', async () => {
  await addBook();
});

test('review-book: Readers review a book, and others page through what they say', async () => {
  const addBookResult = await addBook({ title: 'Parable of the Sower', isbn: '9780807083697' });
  const bookId = addBookResult.bookId;

  const firstReview = await call(app, 'createReview', {
    method: 'POST',
    url: `/books/${encodeURIComponent(String(bookId))}/reviews`,
    headers: { 'content-type': 'application/json' },
    payload: JSON.stringify({ rating: 5, text: 'I read it in one night.', reviewer: 'Wangari' }),
  });
  expect(firstReview.statusCode, firstReview.body).toBe(201);

  const secondReview = await call(app, 'createReview', {
    method: 'POST',
    url: `/books/${encodeURIComponent(String(bookId))}/reviews`,
    headers: { 'content-type': 'application/json' },
    payload: JSON.stringify({ rating: 3, text: 'I read it in one night.', reviewer: 'Aroha' }),
  });
  expect(secondReview.statusCode, secondReview.body).toBe(201);
  expect(select([secondReview.json()], "$[?@.reviewer == 'Aroha']")).not.toEqual([]);

  // One review a page.
  const firstPage = await call(app, 'listReviews', {
    method: 'GET',
    url: `/books/${encodeURIComponent(String(bookId))}/reviews?limit=1`,
  });
  expect(firstPage.statusCode, firstPage.body).toBe(200);
  expect(firstPage.json().nextCursor).not.toBe(null);
  expect(select(firstPage.json(), '$.items[?@.rating >= 3]')).not.toEqual([]);
  const cursor = firstPage.json().nextCursor;

  const lastPage = await call(app, 'listReviews', {
    method: 'GET',
    url: `/books/${encodeURIComponent(String(bookId))}/reviews?limit=1&cursor=${encodeURIComponent(String(cursor))}`,
  });
  expect(lastPage.statusCode, lastPage.body).toBe(200);
  expect(lastPage.json().nextCursor).toBe(null);
});

test('take-out-author: An author can be removed when no book is left, and not before', async () => {
  const addBookResult = await addBook();
  const bookId = addBookResult.bookId;

  const readBook = await call(app, 'getBook', {
    method: 'GET',
    url: `/books/${encodeURIComponent(String(bookId))}`,
  });
  expect(readBook.statusCode, readBook.body).toBe(200);
  expect(fold(readBook.json().title)).toBe('kindred');
  const authorId = readBook.json().authorId;
  const etag = readBook.headers.etag;

  const removeAuthorTooEarly = await call(app, 'deleteAuthor', {
    method: 'DELETE',
    url: `/authors/${encodeURIComponent(String(authorId))}`,
  });
  expect(removeAuthorTooEarly.statusCode, removeAuthorTooEarly.body).toBe(409);

  const removeBook = await call(app, 'deleteBook', {
    method: 'DELETE',
    url: `/books/${encodeURIComponent(String(bookId))}`,
    headers: { 'if-match': String(etag) },
  });
  expect(removeBook.statusCode, removeBook.body).toBe(204);

  const removeAuthor = await call(app, 'deleteAuthor', {
    method: 'DELETE',
    url: `/authors/${encodeURIComponent(String(authorId))}`,
  });
  expect(removeAuthor.statusCode, removeAuthor.body).toBe(204);
});
