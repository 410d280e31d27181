import { type FastifyPluginAsync } from 'fastify';
import { type Database } from '../../database.ts';
import { type SettingsReplace, toSettings } from '../../entities/settings.ts';
import { changePermitted, permit } from '../../http/access.ts';
import { contract } from '../../http/contract.ts';
import { notFound } from '../../http/problem.ts';
import { findSettings, lockSettings, replaceSettings } from './repository.ts';

export const settingsRoutes: FastifyPluginAsync<{ database: Database }> = async (
  app,
  { database },
) => {
  app.get('/settings', contract('getSettings'), async (request) => {
    const found = await findSettings(database);
    if (!found) throw notFound('settings');
    await permit(request, { operation: 'getSettings', row: found });
    return toSettings(found);
  });

  app.put<{ Body: SettingsReplace }>(
    '/settings',
    contract('replaceSettings'),
    async (request, reply) => {
      const changed = await changePermitted(
        database,
        (transaction) => lockSettings(transaction),
        (row) => permit(request, { operation: 'replaceSettings', row }),
        (database) => replaceSettings(database, request.body),
      );
      if (!changed) throw notFound('settings');
      return reply.status(200).send(toSettings(changed));
    },
  );
};
