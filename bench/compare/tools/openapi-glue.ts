import { mkdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { node, type Tool } from '../tool.ts';

const VERSION = '4.11.4';

/** A Fastify plugin that reads the description when it starts, and a class of handlers. */
export const openapiGlue: Tool = {
  name: 'fastify-openapi-glue',
  version: VERSION,
  makes: 'handlers',
  packages: {
    'fastify-openapi-glue': VERSION,
    fastify: '5.12.8',
    'fastify-cli': '8.0.2',
    'fastify-plugin': '6.0.1',
  },
  generate: (place) => {
    mkdirSync(dirname(place.out), { recursive: true });
    const args = ['-p', basename(place.out), '-b', dirname(place.out), place.spec];
    return [node(place, 'fastify-openapi-glue/bin/openapi-glue-cli.js', args)];
  },
  test: ({ out }) => ({
    command: process.execPath,
    args: ['--test', 'test/test-plugin.js'],
    cwd: out,
  }),
  server: {
    start: (place) =>
      node(place, 'fastify-cli/cli.js', ['start', '--options', 'index.js'], place.out),
  },
  handler: {
    file: ({ out }) => join(out, 'service.js'),
    after: /async createCustomer\([^\n]*\{\n/,
  },
};
