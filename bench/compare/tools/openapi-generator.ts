import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Place, Tool } from '../tool.ts';

const VERSION = '7.26.0';
/** The package from PyPI holds the jar, which the one from npm fetches from Maven when it runs. */
const python = { 'openapi-generator-cli': VERSION };
const needs = ['java'];

const generate = (generator: string) => (place: Place) => [
  {
    command: join(place.home, 'python/bin/openapi-generator-cli'),
    args: ['generate', '-g', generator, '-i', place.spec, '-o', place.out],
    cwd: place.home,
  },
];

const EXPRESS: Tool = {
  name: 'openapi-generator (nodejs-express-server)',
  version: VERSION,
  makes: 'handlers',
  python,
  needs,
  packages: {
    'body-parser': '1.20.9',
    camelcase: '5.3.1',
    'cookie-parser': '1.4.7',
    cors: '2.8.6',
    express: '4.22.3',
    'express-openapi-validator': '4.13.9',
    'js-yaml': '3.15.2',
    ono: '5.1.0',
    'openapi-sampler': '1.7.9',
    'swagger-ui-express': '4.6.3',
    winston: '3.19.0',
    typescript: '5.9.3',
  },
  generate: generate('nodejs-express-server'),
  server: {
    // Its README: what needs security answers 401 until handlers are configured here.
    prepare: ({ out }) => {
      const file = join(out, 'expressServer.js');
      const text = readFileSync(file, 'utf8');
      const open = 'validateSecurity: false, apiSpec: this.openApiPath';
      writeFileSync(file, text.replace('apiSpec: this.openApiPath', open));
    },
    start: ({ out }) => ({ command: process.execPath, args: ['index.js'], cwd: out }),
  },
  handler: {
    file: ({ out }) => join(out, 'services/CustomersService.js'),
    after: /const createCustomer = [^\n]*\n\s*async \(resolve, reject\) => \{\n\s*try \{\n/,
  },
};

export const express = EXPRESS;

/** The same, with the services named in `.openapi-generator-ignore`, as its documentation advises. */
export const expressKept: Tool = {
  ...EXPRESS,
  name: 'openapi-generator (nodejs-express-server, services ignored)',
  isForEdits: true,
  handler: {
    file: ({ out }) => join(out, 'services/CustomersService.js'),
    after: /const createCustomer = [^\n]*\n\s*async \(resolve, reject\) => \{\n\s*try \{\n/,
    protect: ({ out }) =>
      appendFileSync(join(out, '.openapi-generator-ignore'), 'services/*Service.js\n'),
  },
};

/** A module of controllers, and abstract classes that a person implements outside of it. */
export const nest: Tool = {
  name: 'openapi-generator (typescript-nestjs-server)',
  version: VERSION,
  makes: 'interfaces',
  python,
  needs,
  packages: {
    '@nestjs/common': '11.2.10',
    '@nestjs/core': '11.2.10',
    '@types/express': '5.0.6',
    '@types/node': '24.19.2',
    express: '5.3.0',
    'reflect-metadata': '0.2.2',
    rxjs: '7.8.2',
    typescript: '5.9.3',
  },
  generate: (place) =>
    generate('typescript-nestjs-server')({ ...place, out: join(place.out, 'api-module') }),
  handler: {
    file: ({ out }) => join(out, 'handlers/customers.ts'),
    own: `import { CustomersApi } from '../api-module/api';
import type { Customer, NewCustomer } from '../api-module/models';

export abstract class CustomersService extends CustomersApi {
  override createCustomer(newCustomer: NewCustomer): Customer {
LINES
    return { id: newCustomer.name, name: newCustomer.name, createdAt: new Date(0).toISOString() };
  }
}
`,
  },
};

export const typescriptFetch: Tool = {
  name: 'openapi-generator (typescript-fetch)',
  version: VERSION,
  makes: 'client',
  python,
  needs,
  packages: { typescript: '5.9.3', '@types/node': '24.19.2' },
  generate: generate('typescript-fetch'),
};
