import { join } from 'node:path';
import { node, type Tool } from '../tool.ts';

const VERSION = '0.99.0';
// It reads TypeScript's own syntax tree, which version 7 no longer has.
const common = { '@hey-api/openapi-ts': VERSION, typescript: '5.9.3', '@types/node': '24.19.2' };

/** The SDK that its documentation begins with: types, functions and a client on fetch. */
export const heyApiClient: Tool = {
  name: 'hey-api (SDK)',
  version: VERSION,
  makes: 'client',
  packages: common,
  generate: (place) => [
    node(place, '@hey-api/openapi-ts/bin/run.js', ['-i', place.spec, '-o', place.out]),
  ],
};

/** Types of handlers for Fastify, which fastify-openapi-glue calls. */
export const heyApiFastify: Tool = {
  name: 'hey-api (fastify)',
  version: VERSION,
  makes: 'interfaces',
  packages: { ...common, fastify: '5.12.8' },
  generate: (place) => [
    node(place, '@hey-api/openapi-ts/bin/run.js', [
      '-i',
      place.spec,
      '-o',
      join(place.out, 'generated'),
      '-p',
      'fastify',
    ]),
  ],
  handler: {
    file: ({ out }) => join(out, 'handlers.ts'),
    own: `import type { RouteHandlers } from './generated/fastify.gen';

export const handlers: Pick<RouteHandlers, 'createCustomer'> = {
  createCustomer: async (request, reply) => {
LINES
    const createdAt = new Date(0).toISOString();
    await reply.code(201).send({ id: request.id, name: request.body.name, createdAt });
  },
};
`,
  },
};
