/** What a client sends, and what is stored of it. */
export interface ProductInput {
  name: string;
  category: string;
  description?: string | null;
  price: number;
  stock: number;
  active?: boolean;
  tags: string[];
}

export interface Product extends Required<ProductInput> {
  id: string;
  createdAt: string;
  updatedAt: string;
}

export interface ProductRow {
  id: string;
  name: string;
  category: string;
  description: string | null;
  price: number;
  stock: number;
  active: boolean | number;
  tags: string;
  created_at: string;
  updated_at: string;
}

export const toProduct = (row: ProductRow): Product => ({
  id: row.id,
  name: row.name,
  category: row.category,
  description: row.description,
  price: row.price,
  stock: row.stock,
  active: Boolean(row.active),
  tags: JSON.parse(row.tags) as string[],
  createdAt: row.created_at,
  updatedAt: row.updated_at,
});

/** The columns that a client decides, in the order of the statements. */
export const valuesOf = (input: ProductInput) => [
  input.name,
  input.category,
  input.description ?? null,
  input.price,
  input.stock,
  input.active ?? true,
  JSON.stringify(input.tags),
];

const id = { type: 'string', format: 'uuid' };
const text = (maxLength: number) => ({ type: 'string', minLength: 1, maxLength });
const moment = { type: 'string', format: 'date-time' };
const written = {
  name: text(100),
  category: text(40),
  description: { type: ['string', 'null'], maxLength: 1000 },
  price: { type: 'number', minimum: 0, maximum: 100_000 },
  stock: { type: 'integer', minimum: 0, maximum: 1_000_000 },
  active: { type: 'boolean', default: true },
  tags: { type: 'array', maxItems: 20, items: { type: 'string', maxLength: 40 } },
};

/** The schemas that each service by hand validates with. */
export const schemas = {
  params: { type: 'object', required: ['id'], properties: { id } },
  query: {
    type: 'object',
    additionalProperties: false,
    properties: {
      category: { type: 'string', maxLength: 40 },
      limit: { type: 'integer', minimum: 1, maximum: 100, default: 20 },
      offset: { type: 'integer', minimum: 0, default: 0 },
    },
  },
  body: {
    type: 'object',
    required: ['name', 'category', 'price', 'stock', 'tags'],
    properties: written,
  },
  product: {
    type: 'object',
    required: ['id', ...Object.keys(written), 'createdAt', 'updatedAt'],
    properties: { id, ...written, createdAt: moment, updatedAt: moment },
  },
};
