import { METHODS, type Server } from '../../spec/openapi.ts';
import { serverPath } from '../base-path.ts';
import { isReceived } from '../methods.ts';
import { each, plainly, type Rule, type Table, type Verdict, type Visit } from './types.ts';

const documentation = plainly('typed', 'it is documentation');

/** Where the service is deployed is not for it to know; a path before all others is. */
function serverUrl(visit: Visit): Verdict {
  const path = serverPath({ ...(visit.holder.value as Server), url: String(visit.node.value) });
  if (path === undefined)
    return ['ignored', 'a variable of its path has no default: set BASE_PATH of the service'];
  return underPath(path, visit);
}

const basePath = (visit: Visit): Verdict =>
  underPath(serverPath({ url: String(visit.node.value) }) ?? '', visit);

function underPath(path: string, { node, facts }: Visit): Verdict {
  const served = facts.basePath;
  if (path === '') return ['typed', 'where the service runs is for its environment to say'];
  if (path === served) return ['enforced', `the API is served under ${path}, and without it`];
  if (/^\/(?:servers\/0\/url|basePath)$/.test(node.source.pointer))
    return ['typed', `all paths begin with ${path} already`];
  const where = served === '' ? 'at the root' : `under ${served}`;
  return ['ignored', `the API is served ${where}: BASE_PATH of the service names another path`];
}

export const documentTable: Table = {
  area: 'description',
  rules: {
    ...each('openapi swagger', plainly('enforced', 'the description is read so')),
    info: { verdict: ['typed', 'it names the service'], below: { kind: 'info' } },
    servers: {
      verdict: ['typed', 'each is judged by itself'],
      below: { kind: 'server', as: 'list' },
    },
    paths: { verdict: ['enforced', 'each path is a route'], below: { kind: 'paths' } },
    webhooks: plainly('enforced', 'src/webhooks.ts has a sender for each whose body is JSON'),
    components: {
      verdict: ['enforced', 'references lead there'],
      below: { kind: 'components' },
    },
    security: plainly('enforced', 'requests without these credentials are answered 401'),
    tags: { verdict: ['typed', 'it is documentation'], below: { kind: 'tag', as: 'list' } },
    externalDocs: documentation,
    jsonSchemaDialect: plainly('ignored', 'every schema is read as JSON Schema 2020-12'),
    $self: plainly('ignored', 'references are relative to the file'),
    // Swagger 2.0
    host: plainly('typed', 'where the service runs is for its environment to say'),
    basePath: { verdict: basePath },
    schemes: plainly('typed', 'where the service runs is for its environment to say'),
    ...each('consumes produces', plainly('enforced', 'bodies have these media types')),
    definitions: {
      verdict: ['enforced', 'references lead there'],
      below: { kind: 'schema', as: 'map', use: 'type' },
    },
    ...each('parameters responses', plainly('enforced', 'references lead there')),
    securityDefinitions: {
      verdict: ['enforced', 'each is judged by itself'],
      below: { kind: 'securityScheme', as: 'map' },
    },
  },
};

export const infoTable: Table = {
  area: 'description',
  rules: {
    ...each('title version description summary', plainly('typed', 'it names the service')),
    ...each('termsOfService contact license', documentation),
  },
};

export const serverTable: Table = {
  area: 'description',
  rules: {
    url: { verdict: serverUrl },
    ...each('description name', documentation),
    variables: plainly('typed', 'where the service runs is for its environment to say'),
  },
};

export const tagTable: Table = {
  area: 'description',
  rules: {
    ...each(
      'name summary description parent kind',
      plainly('typed', 'the docs page is in this order'),
    ),
    externalDocs: documentation,
  },
};

export const componentsTable: Table = {
  area: 'description',
  rules: {
    schemas: {
      verdict: ['enforced', 'references lead there'],
      below: { kind: 'schema', as: 'map', use: 'type' },
    },
    securitySchemes: {
      verdict: ['enforced', 'each is judged by itself'],
      below: { kind: 'securityScheme', as: 'map' },
    },
    ...each(
      'parameters requestBodies responses headers pathItems examples mediaTypes links',
      plainly('enforced', 'references lead there'),
    ),
    callbacks: plainly('enforced', 'references lead there'),
  },
};

export const pathsTable: Table = {
  area: 'operations',
  rules: {},
  named: { verdict: ['enforced', 'it is a route'], below: { kind: 'pathItem' } },
};

const servers: Rule = {
  verdict: ['typed', 'each is judged by itself'],
  below: { kind: 'server', as: 'list' },
};

const methodVerdict = ({ operation }: Visit): Verdict =>
  operation?.status === 'live'
    ? ['enforced', `it is served from the database: ${operation.kind}`]
    : ['enforced', `it is a route that answers 501 until it is filled: ${operation?.reason ?? ''}`];

const method: Rule = { verdict: methodVerdict, below: { kind: 'operation' } };

export const pathItemTable: Table = {
  area: 'operations',
  rules: {
    ...each(METHODS.join(' '), method),
    parameters: {
      verdict: ['enforced', 'each is judged by itself'],
      below: { kind: 'parameter', as: 'list' },
    },
    ...each('summary description', documentation),
    servers,
    additionalOperations: {
      verdict: ['enforced', 'each is a route'],
      below: { kind: 'additionalOperations' },
    },
    $ref: plainly('enforced', 'references are followed'),
  },
};

export const additionalOperationsTable: Table = {
  area: 'operations',
  rules: {},
  named: {
    verdict: (visit) =>
      isReceived(visit.node.token)
        ? methodVerdict(visit)
        : ['ignored', "Node's HTTP server takes no such method"],
    below: { kind: 'operation' },
  },
};

export const operationTable: Table = {
  area: 'operations',
  rules: {
    operationId: plainly('enforced', 'the code goes by it'),
    parameters: {
      verdict: ['enforced', 'each is judged by itself'],
      below: { kind: 'parameter', as: 'list' },
    },
    requestBody: {
      verdict: ['enforced', 'bodies are checked'],
      below: { kind: 'requestBody', use: 'request' },
    },
    responses: {
      verdict: ['enforced', 'each is judged by itself'],
      below: { kind: 'responses', use: 'answer' },
    },
    security: plainly('enforced', 'requests without these credentials are answered 401'),
    tags: plainly('typed', 'the docs page has the operation there'),
    ...each('summary description externalDocs', documentation),
    deprecated: plainly(
      'enforced',
      'answers have Deprecation, and Sunset with the date of x-sunset',
    ),
    servers,
    callbacks: plainly('enforced', 'src/webhooks.ts has a sender for each whose body is JSON'),
    // Swagger 2.0
    ...each('consumes produces', plainly('enforced', 'bodies have these media types')),
    schemes: plainly('typed', 'where the service runs is for its environment to say'),
  },
};

function schemeType({ node }: Visit): Verdict {
  return node.value === 'mutualTLS'
    ? ['ignored', 'no client certificate is asked for: let a proxy do so']
    : ['enforced', 'a verifier of the service is asked who presents the credential'];
}

const provider = plainly('typed', 'the verifier in src/auth.ts is where a provider is asked');

export const securitySchemeTable: Table = {
  area: 'security',
  rules: {
    type: { verdict: schemeType },
    ...each('name in scheme', plainly('enforced', 'the credential is looked for there')),
    description: documentation,
    deprecated: documentation,
    bearerFormat: provider,
    ...each('flows openIdConnectUrl oauth2MetadataUrl', provider),
    ...each('flow authorizationUrl tokenUrl', provider),
    scopes: plainly('enforced', 'operations ask the credential for them'),
  },
};
