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
  /** How many of these are no lookups, and may take their time. */
  heavy: number;
  /** When it answered last, or was taken. */
  progress: number;
  isBroken: boolean;
}

/**
 * Runs queries that are transactions by themselves. Where it does no harm a connection is sent a
 * query before it has answered those ahead of it (libpq calls this pipeline mode): both sides read
 * and write once for many queries then, which is half of the work that a small one makes.
 *
 * - Lookups, which an index answers at once, share a connection as long as it has room.
 * - All else has a connection to itself while there is a free one, and then goes to the one that
 *   owes least.
 * - Nothing is sent behind a query that takes long, nor ahead of a transaction that waits.
 */
export class SharedConnections {
  readonly #pool: pg.Pool;
  readonly #shared = new Set<Shared>();
  #taking: Promise<Shared> | undefined;

  constructor(pool: pg.Pool) {
    this.#pool = pool;
  }

  /** @param isLookup whether an index answers it at once */
  async query(query: pg.QueryConfig, isLookup = false): Promise<pg.QueryResult> {
    const shared =
      this.#choose(isLookup) ?? (await (isLookup ? this.#takeTogether() : this.#take()));
    shared.owed += 1;
    if (!isLookup) shared.heavy += 1;
    try {
      return await send(shared.client, query);
    } catch (error) {
      // What PostgreSQL refuses harms nobody else; what ends the connection does.
      shared.isBroken ||= !(error instanceof pg.DatabaseError) || error.severity === 'FATAL';
      throw error;
    } finally {
      shared.owed -= 1;
      if (!isLookup) shared.heavy -= 1;
      shared.progress = performance.now();
      if (shared.owed === 0) this.#release(shared);
    }
  }

  /** One that owes answers and takes another query; none where it is better to take a free one. */
  #choose(isLookup: boolean): Shared | undefined {
    const { waitingCount, idleCount, totalCount, options } = this.#pool;
    if (waitingCount > 0 || this.#shared.size === 0) return undefined;
    const now = performance.now();
    let least: Shared | undefined;
    for (const shared of this.#shared) {
      const { owed, heavy, progress, isBroken } = shared;
      if (isBroken || owed >= DEPTH || now - progress > PATIENCE) continue;
      if (isLookup && heavy === 0) return shared;
      if (!least || owed < least.owed) least = shared;
    }
    return idleCount > 0 || totalCount < options.max ? undefined : least;
  }

  /** Takes one connection for all lookups that wait for one. */
  #takeTogether(): Promise<Shared> {
    this.#taking ??= this.#take().finally(() => (this.#taking = undefined));
    return this.#taking;
  }

  async #take(): Promise<Shared> {
    const client = await this.#pool.connect();
    const shared = { client, owed: 0, heavy: 0, progress: performance.now(), isBroken: false };
    this.#shared.add(shared);
    return shared;
  }

  #release(shared: Shared): void {
    this.#shared.delete(shared);
    shared.client.release(shared.isBroken);
  }
}

/** Sends a query as an object of pg's own, which is cheaper than one that pg has to copy first. */
export function send(
  client: pg.ClientBase,
  { name, text, values = [] }: pg.QueryConfig,
): Promise<pg.QueryResult> {
  return new Promise((resolve, reject) => {
    const query = new pg.Query(text, values, (error, result) =>
      error ? reject(error) : resolve(result),
    );
    client.query(Object.assign(query, { name }));
  });
}
