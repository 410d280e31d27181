create or replace function instant(value text) returns timestamptz language sql immutable strict return value::timestamptz;

create table authors (
  id uuid constraint authors_pkey primary key,
  name text not null,
  biography text,
  born_on text,
  country text,
  website text,
  created_at text not null
);

create table genres (
  slug text constraint genres_pkey primary key,
  label text not null,
  shelf integer constraint genres_shelf_check check (shelf >= 1 and shelf <= 400)
);

create table books (
  id uuid constraint books_pkey primary key,
  title text not null,
  subtitle text,
  isbn text not null,
  author_id uuid not null constraint books_author_id_fkey references authors (id) on delete restrict,
  genre_slug text constraint books_genre_slug_fkey references genres (slug) on delete restrict,
  format text not null constraint books_format_check check (format in ('hardcover', 'paperback', 'ebook', 'audiobook')),
  price numeric not null constraint books_price_check check (price >= 0 and price <= 100000),
  pages integer constraint books_pages_check check (pages >= 1 and pages <= 20000),
  in_print boolean not null,
  published_on text,
  tags json not null,
  dimensions json,
  blurb text,
  created_at text not null,
  updated_at text not null,
  constraint books_isbn_key unique (isbn)
);

create table reviews (
  id uuid constraint reviews_pkey primary key,
  book_id uuid not null constraint reviews_book_id_fkey references books (id) on delete cascade,
  rating integer not null constraint reviews_rating_check check (rating >= 1 and rating <= 5),
  title text,
  text text not null,
  reviewer text not null,
  reviewer_email text,
  created_at text not null
);

create index authors_created_at_idx on authors (created_at, id);
create index authors_country_created_at_idx on authors (country, created_at, id);
create index authors_name_idx on authors (name, id);
create index authors_born_on_idx on authors (born_on, id);
create index books_created_at_idx on books (created_at, id);
create index books_author_id_created_at_idx on books (author_id, created_at, id);
create index books_genre_slug_created_at_idx on books (genre_slug, created_at, id);
create index books_format_created_at_idx on books (format, created_at, id);
create index books_price_idx on books (price, id);
create index books_published_on_idx on books (published_on, id);
create index books_title_idx on books (title, id);
create index reviews_book_id_created_at_idx on reviews (book_id, created_at, id);
create index reviews_book_id_rating_created_at_idx on reviews (book_id, rating, created_at, id);
