import { type BookFormat } from '../schemas/book-format.ts';
import { parseJson } from '../http/json.ts';

export interface Dimensions {
  /** In millimetres. */
  width: number;
  /** In millimetres. */
  height: number;
  /** In millimetres. */
  depth?: number;
}

/** A book, as the service stores it. */
export interface Book {
  readonly id: string;
  title: string;
  subtitle: string | null;
  /** ISBN-13 without hyphens. Unique in the catalogue. */
  isbn: string;
  /** The author who wrote it. */
  authorId: string;
  /** The genre it is shelved under. */
  genreSlug: string | null;
  format: BookFormat;
  /** In euros. */
  price: number;
  pages?: number;
  inPrint: boolean;
  publishedOn: string | null;
  tags: string[];
  dimensions: Dimensions | null;
  blurb?: string;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** A book: what a client sends to create one. */
export interface BookCreate {
  title: string;
  subtitle?: string | null;
  isbn: string;
  authorId: string;
  genreSlug?: string | null;
  format: BookFormat;
  price: number;
  pages?: number;
  inPrint?: boolean;
  publishedOn?: string | null;
  tags?: string[];
  dimensions?: Dimensions | null;
  blurb?: string;
}

/** A book: what a client sends to replace one. */
export interface BookReplace {
  title: string;
  subtitle?: string | null;
  isbn: string;
  authorId: string;
  genreSlug?: string | null;
  format: BookFormat;
  price: number;
  pages?: number;
  inPrint?: boolean;
  publishedOn?: string | null;
  tags?: string[];
  dimensions?: Dimensions | null;
  blurb?: string;
}

/** A book: what a client may change. */
export interface BookPatch {
  title?: string;
  subtitle?: string | null;
  genreSlug?: string | null;
  price?: number;
  inPrint?: boolean;
  publishedOn?: string | null;
  tags?: string[];
  dimensions?: Dimensions | null;
  blurb?: string;
}

/** A row of `books`, as either database gives it. */
export interface BookTable {
  id: string;
  title: string;
  subtitle: string | null;
  isbn: string;
  author_id: string;
  genre_slug: string | null;
  format: BookFormat;
  price: number | string;
  pages: number | string | null;
  in_print: boolean | number;
  published_on: string | null;
  tags: string;
  dimensions: string | null;
  blurb: string | null;
  created_at: string;
  updated_at: string;
}

/** The columns that are read. What a migration adds while this runs is left to who knows it. */
export const bookColumns = [
  'id',
  'title',
  'subtitle',
  'isbn',
  'author_id',
  'genre_slug',
  'format',
  'price',
  'pages',
  'in_print',
  'published_on',
  'tags',
  'dimensions',
  'blurb',
  'created_at',
  'updated_at',
] as const;

export function toBook(row: BookTable): Book {
  return {
    id: row.id,
    title: row.title,
    subtitle: row.subtitle,
    isbn: row.isbn,
    authorId: row.author_id,
    genreSlug: row.genre_slug,
    format: row.format,
    price: Number(row.price),
    ...(row.pages !== null && { pages: Number(row.pages) }),
    inPrint: Boolean(row.in_print),
    publishedOn: row.published_on,
    tags: JSON.parse(row.tags) as string[],
    dimensions: row.dimensions === null ? null : (parseJson(row.dimensions) as Dimensions),
    ...(row.blurb !== null && { blurb: row.blurb }),
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}
