import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { node, type Place, type Tool } from '../tool.ts';

const VERSION = '8.38.0';

/** Its newest parser names a package that the registry used for the published table lacks. */
const overrides = { '@scalar/openapi-parser': '0.29.8' };

function generate(place: Place, output: object) {
  const config = join(place.home, 'orval.config.mjs');
  const project = { api: { input: { target: place.spec }, output } };
  writeFileSync(config, `export default ${JSON.stringify(project, null, 2)};\n`);
  return [node(place, 'orval/dist/bin/orval.mjs', ['--config', config])];
}

const MAIN = `import { serve } from '@hono/node-server';
import app from './src/api.ts';

serve({ fetch: app.fetch, port: Number(process.env.PORT) });
`;

/** Routes and validators for Hono, with one file for each handler. */
export const orvalHono: Tool = {
  name: 'orval (hono)',
  version: VERSION,
  makes: 'handlers',
  packages: {
    orval: VERSION,
    '@hono/node-server': '2.1.8',
    '@hono/zod-validator': '0.9.1',
    hono: '4.13.19',
    tsx: '4.23.15',
    typescript: '5.9.3',
    zod: '4.6.7',
    '@types/node': '24.19.2',
  },
  overrides,
  generate: (place) =>
    generate(place, {
      mode: 'split',
      client: 'hono',
      target: join(place.out, 'src/api.ts'),
      schemas: join(place.out, 'src/schemas'),
      override: { hono: { handlers: join(place.out, 'src/handlers') } },
    }),
  server: {
    prepare: ({ out }) => writeFileSync(join(out, 'main.ts'), MAIN),
    start: (place) => node(place, 'tsx/dist/cli.mjs', [join(place.out, 'main.ts')], place.out),
  },
  handler: {
    file: ({ out }) => join(out, 'src/handlers/createCustomer.ts'),
    after: /async \(c: CreateCustomerContext\) => \{\n/,
  },
};

/** Hooks for TanStack Query, the form that its documentation begins with. */
export const orvalQuery: Tool = {
  name: 'orval (react-query)',
  version: VERSION,
  makes: 'client',
  packages: {
    orval: VERSION,
    '@tanstack/react-query': '5.108.0',
    react: '19.3.1',
    '@types/react': '19.3.0',
    '@types/node': '24.19.2',
    typescript: '5.9.3',
  },
  overrides,
  generate: (place) =>
    generate(place, {
      mode: 'tags-split',
      client: 'react-query',
      target: join(place.out, 'src/api.ts'),
      schemas: join(place.out, 'src/model'),
    }),
};
