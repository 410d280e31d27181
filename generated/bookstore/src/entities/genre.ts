/** A genre, as the service stores it. */
export interface Genre {
  slug: string;
  label: string;
  /** The number of the shelf in the shop. */
  shelf?: number;
}

/** A genre: what a client sends to create one. */
export interface GenreCreate {
  slug: string;
  label: string;
  shelf?: number;
}

/** A row of `genres`, as either database gives it. */
export interface GenreTable {
  slug: string;
  label: string;
  shelf: number | string | null;
}

/** The columns that are read. What a migration adds while this runs is left to who knows it. */
export const genreColumns = ['slug', 'label', 'shelf'] as const;

export function toGenre(row: GenreTable): Genre {
  return {
    slug: row.slug,
    label: row.label,
    ...(row.shelf !== null && { shelf: Number(row.shelf) }),
  };
}
