import { sql } from 'kysely';
import { type FastifyInstance } from 'fastify';
import { type Database } from '../database.ts';

/** `/healthz` says that the process runs; `/readyz` that it can reach its database. */
export function registerHealth(app: FastifyInstance, database: Database): void {
  app.get('/healthz', () => ({ status: 'ok' }));
  app.get('/readyz', async (request, reply) => {
    try {
      await sql`select 1`.execute(database);
      return { status: 'ok' };
    } catch (error) {
      request.log.error(error, 'the database does not answer');
      return reply.status(503).header('retry-after', '5').send({ status: 'unavailable' });
    }
  });
}
