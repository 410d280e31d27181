type Fields = Record<string, unknown>;

/** A place of a description where a stranger's text may stand. */
export interface Position {
  readonly name: string;
  /** Puts a text there. `index` keeps names apart where several are put into one description. */
  put(api: Api, text: string, index: number): void;
}

/** The description that texts are put into. */
export interface Api extends Fields {
  readonly info: Fields;
  readonly paths: Record<string, Fields>;
  readonly components: {
    readonly schemas: Record<string, Fields>;
    readonly securitySchemes: Fields;
  };
}

const json = (schema: object) => ({ 'application/json': { schema } });
const thing = { $ref: '#/components/schemas/Thing' };

/** Things that are listed, made, read, changed and deleted. */
export function description(): Api {
  return {
    openapi: '3.1.0',
    info: { title: 'Things', version: '1' },
    tags: [],
    servers: [],
    paths: {
      '/things': {
        get: {
          operationId: 'listThings',
          parameters: [],
          responses: {
            200: { description: 'All.', content: json({ type: 'array', items: thing }) },
          },
        },
        post: {
          operationId: 'createThing',
          requestBody: { required: true, content: json(thing) },
          responses: { 201: { description: 'Made.', content: json(thing) } },
        },
      },
      '/things/{id}': {
        parameters: [
          { name: 'id', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } },
        ],
        get: {
          operationId: 'getThing',
          responses: { 200: { description: 'It.', content: json(thing) } },
        },
        patch: {
          operationId: 'updateThing',
          requestBody: { required: true, content: json(thing) },
          responses: { 200: { description: 'It.', content: json(thing) } },
        },
        delete: { operationId: 'deleteThing', responses: { 204: { description: 'Gone.' } } },
      },
    },
    components: {
      schemas: {
        Thing: {
          type: 'object',
          required: ['id', 'name'],
          properties: {
            id: { type: 'string', format: 'uuid', readOnly: true },
            name: { type: 'string' },
          },
        },
      },
      securitySchemes: {},
    },
  };
}

const at = (value: unknown, ...path: readonly (string | number)[]): Fields =>
  path.reduce((node, name) => (node as Fields)[name], value) as Fields;

const operation = (api: Api) => at(api.paths, '/things', 'get');
const list = (holder: Fields, name: string) => (holder[name] ??= []) as unknown[];
const properties = (api: Api) => at(api.components.schemas, 'Thing', 'properties');
const parameters = (api: Api) => list(operation(api), 'parameters');

/** A query parameter of its own for each text. */
const parameter = (api: Api, index: number, more: object) =>
  parameters(api).push({ name: `p${index}`, in: 'query', schema: { type: 'string' }, ...more });

/** A property of its own for each text. */
const property = (api: Api, index: number, more: object) => {
  properties(api)[`p${index}`] = { type: 'string', ...more };
};

const position = (name: string, put: Position['put']): Position => ({ name, put });

export const POSITIONS: readonly Position[] = [
  position('info.title', (api, text) => (api.info.title = text)),
  position('info.description', (api, text) => (api.info.description = text)),
  position('info.version', (api, text) => (api.info.version = text)),
  position('info.summary', (api, text) => (api.info.summary = text)),
  position('info.contact', (api, text) => (api.info.contact = { name: text, email: text })),
  position('info.license', (api, text) => (api.info.license = { name: text, identifier: text })),
  position('server url', (api, text) =>
    list(api, 'servers').push({ url: `https://a.example/${text}` }),
  ),
  position('server variable', (api, text) =>
    list(api, 'servers').push({
      url: 'https://{host}/',
      variables: { host: { default: text, enum: [text], description: text } },
    }),
  ),
  position('tag', (api, text) => {
    list(api, 'tags').push({ name: text, description: text });
    list(operation(api), 'tags').push(text);
  }),
  position('external documentation', (api, text) => {
    api.externalDocs = { url: `https://a.example/${text}`, description: text };
  }),
  position('operation.summary', (api, text) => (operation(api).summary = text)),
  position('operation.description', (api, text) => (operation(api).description = text)),
  position('operation id', (api, text, index) => {
    api.paths[`/ids${index}`] = {
      post: { operationId: text, responses: { 200: { description: 'Done.' } } },
    };
  }),
  position('path', (api, text, index) => {
    api.paths[`/p${index}/${text}`] = { get: { responses: { 200: { description: 'x' } } } };
  }),
  position('path of a resource', (api, text) => {
    const item = { $ref: '#/components/schemas/Thing' };
    api.paths[`/${text}`] = {
      get: {
        responses: { 200: { description: 'x', content: json({ type: 'array', items: item }) } },
      },
      post: {
        requestBody: { content: json(item) },
        responses: { 201: { description: 'x', content: json(item) } },
      },
    };
  }),
  position('path parameter', (api, text, index) => {
    api.paths[`/q${index}/{${text}}`] = {
      parameters: [{ name: text, in: 'path', required: true, schema: { type: 'string' } }],
      get: { responses: { 200: { description: 'x', content: json(thing) } } },
    };
  }),
  position('query parameter', (api, text) =>
    parameters(api).push({ name: text, in: 'query', schema: { type: 'string' } }),
  ),
  position('header parameter', (api, text) =>
    parameters(api).push({ name: text, in: 'header', schema: { type: 'string' } }),
  ),
  position('cookie parameter', (api, text) =>
    parameters(api).push({ name: text, in: 'cookie', schema: { type: 'string' } }),
  ),
  position('parameter.description', (api, text, index) =>
    parameter(api, index, { description: text }),
  ),
  position('parameter.default', (api, text, index) =>
    parameter(api, index, { schema: { type: 'string', default: text } }),
  ),
  position('parameter.enum', (api, text, index) =>
    parameter(api, index, { schema: { type: 'string', enum: [text, 'other'] } }),
  ),
  position('parameter.example', (api, text, index) =>
    parameter(api, index, { example: text, examples: undefined }),
  ),
  position('parameter of a sort', (api, text, index) =>
    parameters(api).push({
      name: index === 0 ? 'sort' : `sort${index}`,
      in: 'query',
      schema: { type: 'string', enum: ['name', text, `-${text}`] },
    }),
  ),
  position('schema name', (api, text, index) => {
    api.components.schemas[text] = { type: 'object', properties: { a: { type: 'string' } } };
    const name = text.replaceAll('~', '~0').replaceAll('/', '~1');
    property(api, index, {
      type: undefined,
      $ref: `#/components/schemas/${encodeURIComponent(name.toWellFormed())}`,
    });
  }),
  position('schema.title', (api, text) => (at(api.components.schemas, 'Thing').title = text)),
  position(
    'schema.description',
    (api, text) => (at(api.components.schemas, 'Thing').description = text),
  ),
  position('property', (api, text) => {
    Object.defineProperty(properties(api), text, {
      value: { type: 'string' },
      enumerable: true,
      configurable: true,
      writable: true,
    });
  }),
  position('property of an inner object', (api, text, index) =>
    property(api, index, { type: 'object', properties: { [`x${text}`]: { type: 'integer' } } }),
  ),
  position('property.description', (api, text, index) =>
    property(api, index, { description: text }),
  ),
  position('property.default', (api, text, index) => property(api, index, { default: text })),
  position('property.const', (api, text, index) => property(api, index, { const: text })),
  position('property.enum', (api, text, index) => property(api, index, { enum: [text, 'other'] })),
  position('property.examples', (api, text, index) => property(api, index, { examples: [text] })),
  position('property.pattern', (api, text, index) => property(api, index, { pattern: text })),
  position('property.format', (api, text, index) => property(api, index, { format: text })),
  position('property.contentMediaType', (api, text, index) =>
    property(api, index, { contentMediaType: text, contentEncoding: text }),
  ),
  position('name of patternProperties', (api, text, index) =>
    property(api, index, { type: 'object', patternProperties: { [text]: { type: 'string' } } }),
  ),
  position('discriminator', (api, text, index) =>
    property(api, index, {
      type: undefined,
      oneOf: [thing],
      discriminator: {
        propertyName: text,
        mapping: { [`m${text}`]: '#/components/schemas/Thing' },
      },
    }),
  ),
  position('media type', (api, text, index) => {
    api.paths[`/media${index}`] = {
      post: {
        requestBody: { content: { [text]: { schema: { type: 'string' } } } },
        responses: { 200: { description: 'x', content: { [text]: { schema: thing } } } },
      },
    };
  }),
  position(
    'response.description',
    (api, text) => (at(operation(api), 'responses', 200).description = text),
  ),
  position('response header', (api, text) => {
    const response = at(operation(api), 'responses', 200);
    response.headers = {
      ...(response.headers as object | undefined),
      [text]: { schema: { type: 'string' } },
    };
  }),
  position('example of a response', (api, text) => {
    at(operation(api), 'responses', 200, 'content', 'application/json').example = [
      { id: '3e0c339b-a853-4802-b49d-6688d94e11e4', name: text },
    ];
  }),
  position('link', (api, text) => {
    at(operation(api), 'responses', 200).links = {
      [`l${text}`]: { operationId: 'getThing', description: text },
    };
  }),
  position('callback', (api, text) => {
    operation(api).callbacks = {
      [`c${text}`]: { [text]: { post: { responses: { 200: { description: text } } } } },
    };
  }),
  position('webhook', (api, text, index) => {
    api.webhooks = {
      ...(api.webhooks as object | undefined),
      [`w${index}${text}`]: {
        post: {
          operationId: `hook${index}`,
          summary: text,
          responses: { 200: { description: 'x' } },
        },
      },
    };
  }),
  position('security scheme', (api, text) => {
    api.components.securitySchemes[text] = { type: 'apiKey', in: 'header', name: 'X-Key' };
    list(operation(api), 'security').push({ [text]: [] });
  }),
  position('name of an API key', (api, text, index) => {
    api.components.securitySchemes[`key${index}`] = {
      type: 'apiKey',
      in: 'header',
      name: text,
      description: text,
    };
    list(operation(api), 'security').push({ [`key${index}`]: [] });
  }),
  position('scope', (api, text) => {
    api.components.securitySchemes.oauth = {
      type: 'oauth2',
      flows: {
        clientCredentials: { tokenUrl: `https://a.example/${text}`, scopes: { [text]: text } },
      },
    };
    list(operation(api), 'security').push({ oauth: [text] });
  }),
  position('extension', (api, text) => {
    api[`x-${text}`] = { [text]: text };
    operation(api)[`x-${text}`] = [text];
  }),
  position('business rule', (api, text) => {
    at(api.components.schemas, 'Thing')['x-business-rules'] = [text];
    at(api.paths, '/things', 'post')['x-business-rules'] = [{ rule: text }];
  }),
  position('former name', (api, text, index) => property(api, index, { 'x-renamed-from': text })),
];
