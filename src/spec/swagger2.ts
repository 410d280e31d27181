/** The upgrades from Swagger 2.0 to OpenAPI 3 forms. */

type Members = Record<string, unknown>;

const isObject = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export function serversOf2({ host, basePath, schemes }: Members): { url: string }[] {
  const path = typeof basePath === 'string' ? basePath : '';
  if (typeof host !== 'string') return path === '' ? [] : [{ url: path }];
  const [scheme = 'https'] = Array.isArray(schemes) ? schemes.map(String) : [];
  return [{ url: `${scheme}://${host}${path}` }];
}

/** The operation's media types, else the document's, else JSON. */
export function mediaTypesOf(own: unknown, shared: unknown): string[] {
  const list = Array.isArray(own) && own.length > 0 ? own : shared;
  const types = Array.isArray(list) ? list.map(String).filter((type) => type.includes('/')) : [];
  return types.length > 0 ? types : ['application/json'];
}

const STYLES: Readonly<Record<string, { style: string; explode: boolean }>> = {
  csv: { style: 'form', explode: false },
  ssv: { style: 'spaceDelimited', explode: false },
  tsv: { style: 'spaceDelimited', explode: false },
  pipes: { style: 'pipeDelimited', explode: false },
  multi: { style: 'form', explode: true },
};

/** Everything of a parameter but its schema; nothing for bodies and form fields. */
export function parameterOf2(parameter: Members): Members | undefined {
  if (parameter.in === 'body' || parameter.in === 'formData') return undefined;
  const { name, description, required } = parameter;
  const result: Members = { name, in: parameter.in };
  if (description !== undefined) result.description = description;
  if (required !== undefined) result.required = required;
  for (const [key, value] of Object.entries(parameter))
    if (key.startsWith('x-')) result[key] = value;
  if (parameter.type === 'array') {
    const style = STYLES[String(parameter.collectionFormat ?? 'csv')] ?? {
      style: 'form',
      explode: false,
    };
    const isQuery = parameter.in === 'query';
    Object.assign(result, isQuery ? style : { style: 'simple' });
  }
  return result;
}

interface Raw {
  readonly value: Members;
  readonly schema: () => unknown;
}

export function requestBodyOf2(
  parameters: readonly Raw[],
  mediaTypes: readonly string[],
): Members | undefined {
  const body = parameters.find(({ value }) => value.in === 'body');
  if (body) {
    const { description, required } = body.value;
    const schema = body.schema();
    return {
      ...(description !== undefined && { description }),
      required: required === true,
      content: Object.fromEntries(mediaTypes.map((type) => [type, { schema }])),
    };
  }
  const fields = parameters.filter(({ value }) => value.in === 'formData');
  if (fields.length === 0) return undefined;
  const hasFile = fields.some(({ value }) => value.type === 'file');
  const forms = mediaTypes.filter((type) =>
    /^(?:multipart\/form-data|application\/x-www-form-urlencoded)$/.test(type),
  );
  const types =
    forms.length > 0
      ? forms
      : [hasFile ? 'multipart/form-data' : 'application/x-www-form-urlencoded'];
  const required = fields
    .filter(({ value }) => value.required === true)
    .map(({ value }) => String(value.name));
  const properties: Members = {};
  for (const field of fields) {
    const schema = field.schema();
    const own = isObject(schema) ? { ...schema } : {};
    for (const name of ['name', 'in', 'required', 'allowEmptyValue', 'collectionFormat'])
      delete own[name];
    Object.defineProperty(properties, String(field.value.name), {
      value: own,
      enumerable: true,
      configurable: true,
      writable: true,
    });
  }
  const schema = { type: 'object', properties, ...(required.length > 0 && { required }) };
  return {
    required: required.length > 0,
    content: Object.fromEntries(types.map((type) => [type, { schema }])),
  };
}

export function responseOf2(
  response: Members,
  schema: unknown,
  mediaTypes: readonly string[],
): Members | undefined {
  if (schema === undefined) return undefined;
  const examples = isObject(response.examples) ? response.examples : {};
  const isFile = isObject(schema) && schema.format === 'binary';
  const types =
    isFile && mediaTypes.every((type) => type === 'application/json')
      ? ['application/octet-stream']
      : mediaTypes;
  return Object.fromEntries(
    types.map((type) => [
      type,
      { schema, ...(examples[type] !== undefined && { example: examples[type] }) },
    ]),
  );
}

const FLOWS: Readonly<Record<string, string>> = {
  implicit: 'implicit',
  password: 'password',
  application: 'clientCredentials',
  accessCode: 'authorizationCode',
};

export function securitySchemeOf2(scheme: Members): Members {
  const { type, flow, authorizationUrl, tokenUrl, scopes, ...rest } = scheme;
  if (type === 'basic') return { ...rest, type: 'http', scheme: 'basic' };
  if (type !== 'oauth2') return { ...scheme };
  const name = FLOWS[String(flow)] ?? 'implicit';
  const urls = {
    ...(authorizationUrl !== undefined && { authorizationUrl }),
    ...(tokenUrl !== undefined && { tokenUrl }),
  };
  return { ...rest, type, flows: { [name]: { ...urls, scopes: scopes ?? {} } } };
}
