import { mkdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { type Command, type Place, program, type Tool } from '../tool.ts';

const VERSION = '7.0.17';

/** It says that it runs on Node 20, 22 and 24. */
const RUNTIME = { version: '24.9.0', name: `node-${process.platform}-${process.arch}` };

const lb4 = (place: Place, cwd: string, ...args: string[]): Command => ({
  command: nodeOf(place),
  args: [program(place.home, '@loopback/cli/bin/cli-main.js'), ...args],
  cwd,
});

const quiet = ['--yes', '--skip-install', '--skip-cache'];

const openapi = (place: Place, ...more: string[]) =>
  lb4(
    place,
    place.out,
    'openapi',
    '--config',
    JSON.stringify({ url: place.spec }),
    ...quiet,
    ...more,
  );

const nodeOf = ({ home }: Place) => program(home, `${RUNTIME.name}/bin/node`);

const build = (place: Place): Command => ({
  command: nodeOf(place),
  args: [program(place.home, '@loopback/build/bin/compile-package.js')],
  cwd: place.out,
});

/** An application, and controllers with models for a description. */
export const loopback: Tool = {
  name: 'LoopBack (lb4 openapi)',
  version: VERSION,
  makes: 'handlers',
  packages: {
    '@loopback/cli': VERSION,
    [RUNTIME.name]: RUNTIME.version,
    // What the manifest of the application names.
    '@loopback/boot': '8.0.16',
    '@loopback/build': '12.0.15',
    '@loopback/core': '7.0.15',
    '@loopback/repository': '8.0.15',
    '@loopback/rest': '15.0.16',
    '@loopback/rest-explorer': '8.0.16',
    '@loopback/service-proxy': '8.0.15',
    '@loopback/testlab': '8.0.15',
    '@types/node': '20.19.43',
    'source-map-support': '0.5.21',
    tslib: '2.9.1',
    typescript: '5.2.2',
  },
  generate: (place) => {
    mkdirSync(dirname(place.out), { recursive: true });
    const name = basename(place.out);
    const options = {
      name,
      description: name,
      applicationName: 'CompareApplication',
      outdir: place.out,
      docker: false,
      eslint: false,
      prettier: false,
      mocha: true,
      vscode: false,
      loopbackBuild: true,
      repositories: true,
      services: true,
    };
    const app = lb4(
      place,
      dirname(place.out),
      'app',
      name,
      '--config',
      JSON.stringify(options),
      ...quiet,
    );
    return [app, openapi(place)];
  },
  test: (place) => ({
    command: nodeOf(place),
    args: [
      program(place.home, '@loopback/build/bin/run-mocha.js'),
      '--allow-console-logs',
      'dist/__tests__',
    ],
    cwd: place.out,
  }),
  server: {
    build: (place) => [build(place)],
    start: (place) => ({ command: nodeOf(place), args: ['.'], cwd: place.out }),
  },
  handler: {
    file: ({ out }) => join(out, 'src/controllers/customers.controller.ts'),
    after: /async createCustomer\([\s\S]*?\): Promise<Customer> \{\n/,
    again: (place) => [openapi(place, '--force')],
    remark: 'asks for each file whether to replace it, and shows the difference; here: yes to all',
  },
};
