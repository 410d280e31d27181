export interface Book {
  readonly id: string;
  title: string;
  isbn: string;
  /** In cents. */
  price: number;
  currency: 'EUR' | 'USD' | 'GBP';
  stock: number;
  tags: string[];
  publishedOn: string;
}

export interface OrderLine {
  bookId: string;
  quantity: number;
  unitPrice: number;
}

export interface Order {
  readonly id: string;
  customerId: string;
  lines: OrderLine[];
  total: number;
  coupon?: string;
  status: 'draft' | 'placed' | 'shipped' | 'cancelled';
  readonly placedAt: string | null;
}
