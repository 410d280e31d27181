/** Descriptions that are small to write and large to read. */
export interface Bomb {
  readonly name: string;
  readonly file: string;
  readonly text: () => string;
  /** Codes of what is told; none: it becomes a service. */
  readonly codes: readonly string[];
}

const INFO = { title: 'Bomb', version: '1' };

/** A description whose one operation takes and answers a schema. */
const around = (schemas: object, schema: object = to('S0')): string => {
  const content = { 'application/json': { schema } };
  const post = {
    operationId: 'make',
    requestBody: { required: true, content },
    responses: { 201: { description: 'Made.', content } },
  };
  return JSON.stringify({
    openapi: '3.1.0',
    info: INFO,
    paths: { '/things': { post } },
    components: { schemas },
  });
};

const to = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const thing = { type: 'object', properties: { id: { type: 'string' } } };

/** `S0` leads to `S1` and so on, to a plain object. */
function chain(length: number, link: (next: object) => object): object {
  const links = Array.from({ length }, (_, index) => [`S${index}`, link(to(`S${index + 1}`))]);
  return Object.fromEntries([...links, [`S${length}`, thing]]) as object;
}

const nested = (depth: number, open: string, inside: string, close: string): string =>
  `${open.repeat(depth)}${inside}${close.repeat(depth)}`;

const json = (member: string): string =>
  `{"openapi":"3.1.0","info":${JSON.stringify(INFO)},"paths":{},${member}}`;

/** Members that are counted. */
const many = (count: number, member: (index: number) => [string, unknown]): object =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => member(index))) as object;

const described = (paths: object, components: object = {}): string =>
  JSON.stringify({ openapi: '3.1.0', info: INFO, paths, components });

const paths = (count: number): string =>
  described(
    many(count, (index) => [
      `/things${index}`,
      { get: { responses: { 200: { description: 'x' } } } },
    ]),
  );

const alternatives = (count: number): string =>
  around({
    S0: { oneOf: Object.keys(many(count, (index) => [`T${index}`, 0])).map(to) },
    ...many(count, (index) => [`T${index}`, { ...thing, required: [`a${index}`] }]),
  });

const yaml = (rest: string): string =>
  `openapi: 3.1.0\ninfo: ${JSON.stringify(INFO)}\npaths: {}\n${rest}`;

const bomb = (
  name: string,
  codes: readonly string[],
  text: () => string,
  file = 'api.json',
): Bomb => ({ name, file, text, codes });

export const BOMBS: readonly Bomb[] = [
  bomb(
    'YAML aliases of aliases',
    ['SW1006'],
    () => {
      const lines = Array.from({ length: 12 }, (_, index) =>
        index === 0 ? 'x-0: &a0 [lol]' : `x-${index}: &a${index} [${`*a${index - 1},`.repeat(9)}]`,
      );
      return yaml(lines.join('\n'));
    },
    'api.yaml',
  ),
  bomb('a YAML alias inside its anchor', ['SW1006'], () => yaml('x-a: &a [*a]'), 'api.yaml'),
  bomb(
    'YAML lists in lists',
    ['SW1006'],
    () => yaml(`x-a: ${nested(20_000, '[', '', ']')}`),
    'api.yaml',
  ),
  bomb('JSON lists in lists', ['SW1006'], () => json(`"x-a":${nested(100_000, '[', '1', ']')}`)),
  bomb('schemas in schemas, written out', ['SW1006'], () =>
    json(`"components":{"schemas":{"T":${nested(5000, '{"properties":{"a":', '{}', '}}')}}}`),
  ),
  bomb('forty schemas that each extend the next one twice', ['SW1006'], () =>
    around(chain(40, (next) => ({ allOf: [next, next] }))),
  ),
  bomb('forty schemas that each choose the next one twice', ['SW1006'], () =>
    around(chain(40, (next) => ({ oneOf: [next, next] }))),
  ),
  bomb('five thousand schemas that each are the next one', ['SW1006'], () =>
    around(chain(5000, (next) => next)),
  ),
  bomb('five thousand schemas that each extend the next one', ['SW1006'], () =>
    around(chain(5000, (next) => ({ allOf: [next] }))),
  ),
  bomb('a schema that is itself', ['SW1105'], () => around({ S0: to('S0') })),
  bomb('schemas that are each other', ['SW1105'], () => around({ S0: to('S1'), S1: to('S0') })),
  bomb('a path that is itself', ['SW1105'], () =>
    json('"x-a":1').replace('"paths":{}', '"paths":{"/a":{"$ref":"#/paths/~1a"}}'),
  ),
  bomb('forty schemas that each hold the next one twice', [], () =>
    around(
      chain(40, (next) => ({
        type: 'object',
        properties: { a: next, b: next },
        required: ['a', 'b'],
      })),
    ),
  ),
  bomb('forty lists of three lists', [], () =>
    around(chain(40, (next) => ({ type: 'array', minItems: 3, items: next }))),
  ),
  bomb('objects that need each other', [], () =>
    around({
      S0: { type: 'object', required: ['other'], properties: { other: to('S1') } },
      S1: { type: 'object', required: ['other'], properties: { other: to('S0') } },
    }),
  ),
  bomb('counts of a thousand million', [], () =>
    around({
      S0: {
        type: 'object',
        required: ['list', 'text', 'map', 'code'],
        properties: {
          list: { type: 'array', minItems: 1e9, items: { type: 'string' } },
          text: { type: 'string', minLength: 1e9 },
          map: { type: 'object', minProperties: 1e9 },
          code: { type: 'string', pattern: '^(a{1000}){1000}$' },
          step: { type: 'number', multipleOf: 1e-300 },
          flags: { type: 'array', uniqueItems: true, minItems: 5000, items: { type: 'boolean' } },
        },
      },
    }),
  ),
  bomb('patterns in each other', [], () =>
    around({
      S0: { type: 'string', pattern: nested(200, '(', 'a', '{4})') },
      S1: { type: 'object', properties: { a: { pattern: nested(2000, '(', 'a', ')*') } } },
    }),
  ),
  bomb('names of five thousand letters', [], () => {
    const name = 'T'.repeat(5000);
    return around({ [name]: thing, [`${name}!`.replace('!', '_')]: thing }, to(name));
  }),
  bomb('a summary of backticks', [], () => {
    const summary = '`'.repeat(200_000) + '*_['.repeat(100_000);
    return around({ S0: { ...thing, description: summary } }).replace('"Made."', '"   *\\/"');
  }),
];

/** Those that take their time: `npm run hostile` has them. */
export const LARGE_BOMBS: readonly Bomb[] = [
  bomb('a hundred thousand paths', ['SW1009'], () => paths(100_000)),
  bomb('as many paths as are read', [], () => paths(5000)),
  bomb('a thousand entities', [], () => {
    const answers = (schema: object) => ({
      200: { description: 'x', content: { 'application/json': { schema } } },
    });
    const requestBody = (index: number) => ({
      content: { 'application/json': { schema: to(`Thing${index}x`) } },
    });
    const key = { name: 'id', in: 'path', required: true, schema: { type: 'string' } };
    const lists = many(1000, (index) => [
      `/thing${index}xes`,
      {
        get: { responses: answers({ type: 'array', items: to(`Thing${index}x`) }) },
        post: { requestBody: requestBody(index), responses: answers(to(`Thing${index}x`)) },
      },
    ]);
    const items = many(1000, (index) => [
      `/thing${index}xes/{id}`,
      {
        parameters: [key],
        get: { responses: answers(to(`Thing${index}x`)) },
        put: { requestBody: requestBody(index), responses: answers(to(`Thing${index}x`)) },
        delete: { responses: { 204: { description: 'x' } } },
      },
    ]);
    const schemas = many(1000, (index) => [`Thing${index}x`, thing]);
    return described({ ...lists, ...items }, { schemas });
  }),
  bomb('a hundred thousand schemas that nothing uses', [], () =>
    around({ S0: thing, ...many(100_000, (index) => [`T${index}`, thing]) }),
  ),
  bomb('twenty thousand schemas that one schema holds', [], () =>
    around({
      S0: {
        type: 'object',
        properties: many(20_000, (index) => [`p${index}`, to(`T${index}`)]),
      },
      ...many(20_000, (index) => [`T${index}`, thing]),
    }),
  ),
  bomb('ten thousand alternatives', ['SW1006'], () => alternatives(10_000)),
  bomb('as many alternatives as are read', [], () => alternatives(4900)),
  bomb('twenty thousand parameters', [], () => {
    const schema = { type: 'string' };
    const parameters = Object.keys(many(20_000, (index) => [`q${index}`, 0]));
    const get = {
      parameters: parameters.map((name) => ({ name, in: 'query', schema })),
      responses: { 200: { description: 'x' } },
    };
    return described({ '/things': { get } });
  }),
  bomb('twenty thousand media types', [], () => {
    const content = many(20_000, (index) => [`application/x-${index}`, { schema: thing }]);
    const responses = { 200: { description: 'x', content } };
    return described({ '/things': { post: { requestBody: { content }, responses } } });
  }),
  bomb('twenty thousand security schemes', [], () => {
    const securitySchemes = many(20_000, (index) => [
      `s${index}`,
      { type: 'apiKey', in: 'header', name: `X-${index}` },
    ]);
    const security = Object.keys(securitySchemes).map((name) => ({ [name]: [] }));
    const get = { security, responses: { 200: { description: 'x' } } };
    return described({ '/things': { get } }, { securitySchemes });
  }),
  bomb('an enum of ten megabytes', [], () =>
    around({
      S0: {
        type: 'object',
        properties: {
          id: { type: 'string' },
          kind: {
            type: 'string',
            enum: Array.from({ length: 700_000 }, (_, index) => `value-${index}`),
          },
        },
      },
    }),
  ),
  bomb('a title of five megabytes', [], () =>
    around({ S0: thing }).replace('"Bomb"', JSON.stringify('x'.repeat(5e6))),
  ),
  bomb('twenty thousand properties', [], () =>
    around({
      S0: {
        type: 'object',
        properties: Object.fromEntries(
          Array.from({ length: 20_000 }, (_, index) => [`p${index}`, { type: 'string' }]),
        ),
      },
    }),
  ),
];
