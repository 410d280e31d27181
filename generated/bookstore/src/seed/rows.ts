import { type InsertObject } from 'kysely';
import { type Tables } from '../database.ts';

/** The rows of one table. */
export interface Seeds<Table extends keyof Tables = keyof Tables> {
  readonly table: Table;
  readonly rows: readonly InsertObject<Tables, Table>[];
}

const rowsOf = <Table extends keyof Tables>(seeds: Seeds<Table>): Seeds<Table> => seeds;

/** The examples of the description, in an order in which each refers to earlier ones only. */
export const seeds = [
  rowsOf({
    table: 'authors',
    rows: [
      {
        id: 'b41f5495-eaab-4e62-8e8e-ceb7ccd86e1a',
        name: 'Octavia E. Butler',
        biography: null,
        born_on: '1947-06-22',
        country: 'KE',
        website: 'https://octaviabutler.example',
        created_at: new Date().toISOString(),
      },
    ],
  }),
  rowsOf({
    table: 'genres',
    rows: [{ slug: 'science-fiction', label: 'Science fiction', shelf: null }],
  }),
  rowsOf({
    table: 'books',
    rows: [
      {
        id: '458fd5a7-1cab-419b-850e-60a2bc017695',
        title: 'Kindred',
        subtitle: null,
        isbn: '9780807083697',
        author_id: 'b41f5495-eaab-4e62-8e8e-ceb7ccd86e1a',
        genre_slug: null,
        format: 'hardcover',
        price: 17.5,
        pages: null,
        in_print: true,
        published_on: null,
        tags: JSON.stringify([]),
        dimensions: null,
        blurb: null,
        created_at: new Date().toISOString(),
        updated_at: new Date().toISOString(),
      },
    ],
  }),
  rowsOf({
    table: 'reviews',
    rows: [
      {
        id: 'ca02e3f4-dc54-4bf3-8398-dc8299a1280c',
        book_id: '458fd5a7-1cab-419b-850e-60a2bc017695',
        rating: 5,
        title: 'Could not put it down',
        text: 'I read it in one night and started again.',
        reviewer: 'Wangari',
        reviewer_email: null,
        created_at: new Date().toISOString(),
      },
    ],
  }),
];
