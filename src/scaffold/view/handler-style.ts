import type { ParameterPlace } from '../../spec/openapi.ts';

/** What the code of a handler calls the things that it works with; each framework hands them in its own way. */
export interface HandlerStyle {
  /** The file of a resource's handlers, by the resource's folder. */
  readonly file: (folder: string) => string;
  readonly database: string;
  readonly body: string;
  readonly parameters: Readonly<Record<ParameterPlace, string>>;
  /** Names in reach of a handler's code, which nothing imported may have. */
  readonly locals: readonly string[];
}

/** What handlers of either style name themselves. */
const CONSTANTS = [
  'body',
  'created',
  'current',
  'deleted',
  'files',
  'filter',
  'found',
  'headers',
  'limit',
  'number',
  'offset',
  'page',
  'replaced',
  'reply',
  'request',
  'row',
  'shown',
  'status',
  'total',
  'transaction',
  'updated',
];

/** A function for each operation, registered with Fastify. */
export const routeStyle: HandlerStyle = {
  file: (folder) => `src/resources/${folder}/routes.ts`,
  database: 'database',
  body: 'request.body',
  parameters: {
    path: 'request.params',
    query: 'request.query',
    querystring: 'request.query',
    header: 'request.headers',
    cookie: 'request.cookies',
  },
  locals: [...CONSTANTS, 'app', 'database'],
};

/** A method for each operation, of a class that a framework is handed. */
export const controllerStyle: HandlerStyle = {
  file: (folder) => `src/resources/${folder}/${folder}.controller.ts`,
  database: 'this.database',
  body: 'body',
  parameters: {
    ...routeStyle.parameters,
    path: 'params',
    query: 'query',
    querystring: 'query',
  },
  locals: [...CONSTANTS, 'params', 'query'],
};
