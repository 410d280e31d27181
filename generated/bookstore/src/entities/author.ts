/** An author, as the service stores it. */
export interface Author {
  readonly id: string;
  name: string;
  biography: string | null;
  bornOn: string | null;
  /** ISO 3166-1 alpha-2. */
  country?: string;
  website?: string;
  readonly createdAt: string;
}

/** An author: what a client sends to create one. */
export interface AuthorCreate {
  name: string;
  biography?: string | null;
  bornOn?: string | null;
  country?: string;
  website?: string;
}

/** An author: what a client sends to replace one. */
export interface AuthorReplace {
  name: string;
  biography?: string | null;
  bornOn?: string | null;
  country?: string;
  website?: string;
}

/** A row of `authors`, as either database gives it. */
export interface AuthorTable {
  id: string;
  name: string;
  biography: string | null;
  born_on: string | null;
  country: string | null;
  website: string | null;
  created_at: string;
}

/** The columns that are read. What a migration adds while this runs is left to who knows it. */
export const authorColumns = [
  'id',
  'name',
  'biography',
  'born_on',
  'country',
  'website',
  'created_at',
] as const;

export function toAuthor(row: AuthorTable): Author {
  return {
    id: row.id,
    name: row.name,
    biography: row.biography,
    bornOn: row.born_on,
    ...(row.country !== null && { country: row.country }),
    ...(row.website !== null && { website: row.website }),
    createdAt: row.created_at,
  };
}
