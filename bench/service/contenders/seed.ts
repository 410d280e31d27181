import type { ProductRow } from './product.ts';

/** How many categories the rows are spread over. */
export const CATEGORIES = 100;

/** Ids of rows that are there from the start sort before all that a service makes. */
export const seedId = (index: number): string =>
  `00000000-0000-4000-8000-${index.toString(16).padStart(12, '0')}`;

export const categoryOf = (index: number): string => `category-${index % CATEGORIES}`;

/** The row of a number: the same in each database and each run. */
export function seedRow(index: number): ProductRow {
  const moment = new Date(Date.UTC(2024, 0, 1) + index * 1000).toISOString();
  return {
    id: seedId(index),
    name: `Product ${index}`,
    category: categoryOf(index),
    description: index % 3 === 0 ? null : `What there is to say of "${index}".`,
    price: (index % 10_000) / 4,
    stock: index % 500,
    active: index % 7 !== 0,
    tags: JSON.stringify([`tag-${index % 11}`, `tag-${index % 13}`]),
    created_at: moment,
    updated_at: moment,
  };
}
