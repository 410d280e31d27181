import type { Database } from './database.ts';
import type { Agent, Ticket } from './entities/desk.ts';
import type { Trip, Vehicle } from './entities/fleet.ts';
import type { Book, Order } from './entities/shop.ts';
import type { Fail } from './http/problem.ts';

export interface Page<Item> {
  readonly items: Item[];
  readonly total: number;
  readonly next: string | null;
}

/** What the rows of one entity can be asked for. */
export interface Repository<Item, Filter = Partial<Item>> {
  get(id: string): Promise<Item | undefined>;
  list(
    filter: Filter,
    window?: { limit: number; offset?: number; cursor?: string },
  ): Promise<Page<Item>>;
  count(filter: Filter): Promise<number>;
  create(values: Omit<Item, 'id'> & { id?: string }): Promise<Item>;
  update(id: string, changes: Partial<Item>): Promise<Item | undefined>;
  remove(id: string): Promise<Item | undefined>;
}

export interface Repositories {
  readonly tickets: Repository<Ticket>;
  readonly agents: Repository<Agent>;
  readonly books: Repository<Book>;
  readonly orders: Repository<Order>;
  readonly vehicles: Repository<Vehicle>;
  readonly trips: Repository<Trip>;
}

/** Who asks. */
export interface User {
  readonly id: string;
  readonly roles: readonly string[];
}

/** All that the business logic of one request may use. */
export interface Context {
  readonly repositories: Repositories;
  readonly fail: Fail;
  readonly user: User | undefined;
  now(): Date;
}

/** What the service itself keeps beside it; never shown to business logic. */
export interface Internals {
  readonly database: Database;
  readonly context: Context;
}
