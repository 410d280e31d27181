import pg from 'pg';

/** How many queries a connection is sent at most before it has answered the first of them. */
const DEPTH = 16;
/** A connection that has answered nothing for so long, in milliseconds, is sent nothing more. */
const PATIENCE = 20;

/** A connection that is taken from the pool for as long as it owes answers. */
interface Shared {
  readonly client: pg.PoolClient;
  /** How many queries it has not answered yet. */
  owed: number;
  /** When it answered last, or was taken. */
  progress: number;
  isBroken: boolean;
}

/**
 * Runs queries that are transactions by themselves.
 *
 * - Lookups, which an index answers at once, share connections: one is sent a query before it has
 *   answered those ahead of it (libpq calls this pipeline mode). Both sides read and write once for
 *   many queries then, which is half of the work that a small one makes.
 * - All else has a connection to itself, so that nothing waits behind it.
 * - Nothing is sent behind a lookup that takes long, nor ahead of what waits for a connection.
 */
export class SharedConnections {
  readonly #pool: pg.Pool;
  readonly #shared = new Set<Shared>();
  #taking: Promise<Shared> | undefined;

  constructor(pool: pg.Pool) {
    this.#pool = pool;
  }

  /** @param isLookup whether an index answers it at once */
  query(query: pg.QueryConfig, isLookup = false): Promise<pg.QueryResult> {
    return isLookup ? this.#lookup(query) : this.#alone(query);
  }

  async #alone(query: pg.QueryConfig): Promise<pg.QueryResult> {
    const client = await this.#pool.connect();
    let isBroken = false;
    try {
      return await client.query(query);
    } catch (error) {
      isBroken = endsConnection(error);
      throw error;
    } finally {
      client.release(isBroken);
    }
  }

  async #lookup(query: pg.QueryConfig): Promise<pg.QueryResult> {
    const shared = this.#choose() ?? (await this.#takeTogether());
    shared.owed += 1;
    try {
      return await shared.client.query(query);
    } catch (error) {
      shared.isBroken ||= endsConnection(error);
      throw error;
    } finally {
      shared.owed -= 1;
      shared.progress = performance.now();
      if (shared.owed === 0) this.#release(shared);
    }
  }

  /** One that owes answers and takes another query, unless something waits for a connection. */
  #choose(): Shared | undefined {
    if (this.#pool.waitingCount > 0 || this.#shared.size === 0) return undefined;
    const now = performance.now();
    for (const shared of this.#shared) {
      const { owed, progress, isBroken } = shared;
      if (!isBroken && owed < DEPTH && now - progress <= PATIENCE) return shared;
    }
    return undefined;
  }

  /** Takes one connection for all lookups that wait for one. */
  #takeTogether(): Promise<Shared> {
    this.#taking ??= this.#take().finally(() => (this.#taking = undefined));
    return this.#taking;
  }

  async #take(): Promise<Shared> {
    const client = await this.#pool.connect();
    const shared = { client, owed: 0, progress: performance.now(), isBroken: false };
    this.#shared.add(shared);
    return shared;
  }

  #release(shared: Shared): void {
    this.#shared.delete(shared);
    shared.client.release(shared.isBroken);
  }
}

/** What PostgreSQL refuses harms no other query; what ends the connection does. */
const endsConnection = (error: unknown): boolean =>
  !(error instanceof pg.DatabaseError) || error.severity === 'FATAL';
