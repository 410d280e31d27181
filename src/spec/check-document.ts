import { type Diagnostic, type DiagnosticCodeOf, diagnostic } from '../diagnostics/diagnostic.ts';
import type { SpecVersion } from './document.ts';
import { isObject, isPattern } from './normalise-schema.ts';
import { METHODS } from './openapi.ts';
import { join } from './pointer.ts';
import type { Source } from './source.ts';

type Members = Record<string, unknown>;

/** Collects findings in one file; repairs happen in the parsed value, before it is normalised. */
class Findings {
  readonly list: Diagnostic[] = [];
  readonly #source: Source;
  readonly #strict: boolean;

  constructor(source: Source, strict: boolean) {
    this.#source = source;
    this.#strict = strict;
  }

  error(code: DiagnosticCodeOf<'SW1'>, pointer: string, message: string): void {
    this.#add(code, 'error', pointer, message);
  }

  /** Something wrong whose meaning is beyond doubt: an error only when asked to be strict. */
  repaired(code: DiagnosticCodeOf<'SW1'>, pointer: string, message: string): void {
    this.#add(code, this.#strict ? 'error' : 'warning', pointer, message);
  }

  #add(
    code: DiagnosticCodeOf<'SW1'>,
    severity: Diagnostic['severity'],
    pointer: string,
    message: string,
  ): void {
    if (this.list.length >= 50) return;
    const location = this.#source.locate(pointer);
    this.list.push(diagnostic(code, severity, message, location, this.#source.frame(location)));
  }
}

/** Looks for the faults that people make most, in words that help; repairs those beyond doubt. */
export function checkDocument(source: Source, version: SpecVersion, strict: boolean): Diagnostic[] {
  const root = source.value as Members;
  const findings = new Findings(source, strict);
  checkInfo(root, findings);
  checkPaths(root, version, findings);
  checkSchemas(root, findings);
  return findings.list;
}

function checkInfo(root: Members, findings: Findings): void {
  if (!isObject(root.info)) {
    findings.repaired(
      'SW1201',
      '',
      'The description has no info. Add info with a title and a version.',
    );
    root.info = { title: 'API', version: '0.0.0' };
    return;
  }
  for (const [name, fallback] of [
    ['title', 'API'],
    ['version', '0.0.0'],
  ] as const) {
    const value = root.info[name];
    if (typeof value === 'string') continue;
    if (value === undefined || value === null)
      findings.repaired('SW1201', '/info', `info has no ${name}. Add one.`);
    else
      findings.repaired(
        'SW1202',
        join('/info', name),
        `info.${name} should be text: put it in quotes.`,
      );
    root.info[name] = value === undefined || value === null ? fallback : String(value);
  }
}

function checkPaths(root: Members, version: SpecVersion, findings: Findings): void {
  if (root.paths === undefined) {
    const needed = version === '2.0' || version === '3.0';
    if (needed)
      findings.repaired(
        'SW1201',
        '',
        'The description has no paths. Add at least an empty object.',
      );
    return;
  }
  if (!isObject(root.paths)) {
    findings.error('SW1202', '/paths', 'paths should be an object, with a member for each path.');
    return;
  }
  const templates = new Map<string, string>();
  const ids = new Map<string, string>();
  for (const [path, item] of Object.entries(root.paths)) {
    if (path.startsWith('x-')) continue;
    const pointer = join('/paths', path);
    if (!path.startsWith('/'))
      findings.error('SW1213', pointer, `The path ${path} should start with a slash.`);
    const template = path.replace(/\{[^}]*\}/g, '{}');
    const twin = templates.get(template);
    if (twin === undefined) templates.set(template, path);
    else if (isObject(item)) dropTwins(path, item, twin, root.paths[twin], pointer, findings);
    if (!isObject(item))
      findings.error(
        'SW1202',
        pointer,
        'A path item should be an object, with a member for each method.',
      );
    else checkPathItem(path, item, pointer, ids, findings, version);
  }
}

/** Of two operations that a router cannot tell apart, the first one counts. */
function dropTwins(
  path: string,
  item: Members,
  twin: string,
  other: unknown,
  pointer: string,
  findings: Findings,
): void {
  const both = METHODS.filter(
    (method) => item[method] !== undefined && isObject(other) && other[method] !== undefined,
  );
  if (both.length === 0) return;
  findings.repaired(
    'SW1205',
    pointer,
    `The paths ${twin} and ${path} are the same to a router: ${both.join(', ')} of the second is left out. Merge them into one.`,
  );
  for (const method of both) delete item[method];
}

function checkPathItem(
  path: string,
  item: Members,
  pointer: string,
  ids: Map<string, string>,
  findings: Findings,
  version: SpecVersion,
): void {
  const names = [...path.matchAll(/\{([^}]*)\}/g)].map((match) => match[1] ?? '');
  if (new Set(names).size < names.length)
    findings.error(
      'SW1213',
      pointer,
      `The path ${path} names a parameter twice. Give each its own name.`,
    );
  for (const method of METHODS) {
    const operation = item[method];
    if (operation === undefined) continue;
    const here = join(pointer, method);
    if (!isObject(operation)) {
      findings.error('SW1202', here, 'An operation should be an object.');
      continue;
    }
    checkOperationId(operation, here, ids, findings);
    checkParameters(path, names, item, operation, pointer, here, findings, version);
    checkResponses(operation, here, findings);
  }
}

function checkOperationId(
  operation: Members,
  pointer: string,
  ids: Map<string, string>,
  findings: Findings,
): void {
  const { operationId } = operation;
  if (operationId === undefined) return;
  const at = join(pointer, 'operationId');
  if (typeof operationId !== 'string') {
    findings.repaired('SW1202', at, 'operationId should be text.');
    delete operation.operationId;
    return;
  }
  const twin = ids.get(operationId);
  if (twin !== undefined) {
    findings.repaired(
      'SW1206',
      at,
      `The operation id ${operationId} stands twice; the other is at ${twin}. Give each its own.`,
    );
    delete operation.operationId;
  }
  ids.set(operationId, pointer);
}

const isReference = (value: unknown): boolean => isObject(value) && typeof value.$ref === 'string';

function checkParameters(
  path: string,
  names: readonly string[],
  item: Members,
  operation: Members,
  itemPointer: string,
  pointer: string,
  findings: Findings,
  version: SpecVersion,
): void {
  const lists = [
    [item, itemPointer],
    [operation, pointer],
  ] as const;
  const declared = new Set<string>();
  let unknown = isReference(item);
  let bodies = 0;
  let forms = 0;
  for (const [owner, where] of lists) {
    if (owner.parameters === undefined) continue;
    if (!Array.isArray(owner.parameters)) {
      findings.error('SW1202', join(where, 'parameters'), 'parameters should be a list.');
      continue;
    }
    owner.parameters.forEach((parameter: unknown, index: number) => {
      const at = join(where, 'parameters', index);
      if (isReference(parameter)) {
        unknown = true;
        return;
      }
      if (
        !isObject(parameter) ||
        typeof parameter.name !== 'string' ||
        typeof parameter.in !== 'string'
      ) {
        findings.error('SW1208', at, 'A parameter needs a name and a place (in).');
        return;
      }
      if (parameter.in === 'body') bodies += 1;
      if (parameter.in === 'formData') forms += 1;
      checkParameter(parameter, at, path, names, findings, version);
      if (parameter.in === 'path') declared.add(parameter.name);
    });
    owner.parameters = owner.parameters.filter(
      (parameter: unknown) =>
        !isObject(parameter) || parameter.in !== 'path' || names.includes(String(parameter.name)),
    );
  }
  if (bodies > 1)
    findings.error(
      'SW1208',
      pointer,
      'An operation has at most one body parameter. Merge them into one object.',
    );
  if (bodies > 0 && forms > 0)
    findings.error('SW1208', pointer, 'An operation has a body or form fields, not both.');
  if (unknown) return;
  for (const name of names) {
    if (declared.has(name)) continue;
    findings.repaired(
      'SW1203',
      pointer,
      `The path parameter ${name} is not declared. It is taken as text; declare it to say more.`,
    );
    const list = Array.isArray(operation.parameters)
      ? operation.parameters
      : (operation.parameters = []);
    const type = version === '2.0' ? { type: 'string' } : { schema: { type: 'string' } };
    (list as unknown[]).push({ name, in: 'path', required: true, ...type });
  }
}

const PLACES: Readonly<Record<'2' | '3', readonly string[]>> = {
  '2': ['path', 'query', 'header', 'body', 'formData'],
  '3': ['path', 'query', 'header', 'cookie', 'querystring'],
};

function checkParameter(
  parameter: Members,
  pointer: string,
  path: string,
  names: readonly string[],
  findings: Findings,
  version: SpecVersion,
): void {
  const places = PLACES[version === '2.0' ? '2' : '3'];
  const place = String(parameter.in);
  if (!places.includes(place)) {
    findings.error(
      'SW1208',
      join(pointer, 'in'),
      `A parameter cannot be in ${place}; it can be in ${places.join(', ')}.`,
    );
    return;
  }
  if (place === 'path') {
    if (!names.includes(String(parameter.name))) {
      findings.repaired(
        'SW1204',
        join(pointer, 'name'),
        `The path ${path} has no place for ${String(parameter.name)}, which is left out. Add {${String(parameter.name)}} to it, or delete the parameter.`,
      );
    }
    if (parameter.required !== true) {
      findings.repaired(
        'SW1208',
        pointer,
        `The path parameter ${String(parameter.name)} needs required: true.`,
      );
      parameter.required = true;
    }
  }
  if (version === '2.0') checkParameter2(parameter, pointer, place, findings);
  else if (parameter.schema === undefined && parameter.content === undefined) {
    findings.repaired(
      'SW1208',
      pointer,
      `The parameter ${String(parameter.name)} has no schema. It is taken as text.`,
    );
    parameter.schema = { type: 'string' };
  }
}

function checkParameter2(
  parameter: Members,
  pointer: string,
  place: string,
  findings: Findings,
): void {
  if (place === 'body') {
    if (parameter.schema === undefined)
      findings.error('SW1208', pointer, 'A body parameter needs a schema.');
    if (parameter.type === 'file')
      findings.error(
        'SW1208',
        join(pointer, 'type'),
        'A file is sent as a form field: in: formData.',
      );
    return;
  }
  const type = String(parameter.type);
  const types = [
    'string',
    'number',
    'integer',
    'boolean',
    'array',
    ...(place === 'formData' ? ['file'] : []),
  ];
  if (parameter.type === undefined && parameter.schema === undefined) {
    findings.repaired(
      'SW1208',
      pointer,
      `The parameter ${String(parameter.name)} has no type. It is taken as text.`,
    );
    parameter.type = 'string';
  } else if (parameter.type !== undefined && !types.includes(type)) {
    findings.error(
      'SW1208',
      join(pointer, 'type'),
      `A ${place} parameter cannot be of type ${type}.`,
    );
  }
  if (type === 'array' && parameter.items === undefined)
    findings.error('SW1208', pointer, 'An array parameter needs items.');
  if (parameter.collectionFormat === 'multi' && (place === 'header' || place === 'path')) {
    findings.error(
      'SW1208',
      join(pointer, 'collectionFormat'),
      `A ${place} parameter cannot repeat (multi).`,
    );
  }
}

function checkResponses(operation: Members, pointer: string, findings: Findings): void {
  const { responses } = operation;
  if (responses === undefined) {
    findings.repaired(
      'SW1201',
      pointer,
      'The operation has no responses. Declare what it answers.',
    );
    operation.responses = {};
    return;
  }
  if (!isObject(responses)) {
    findings.error(
      'SW1202',
      join(pointer, 'responses'),
      'responses should be an object, with a member for each status.',
    );
    return;
  }
  for (const [status, response] of Object.entries(responses)) {
    const at = join(pointer, 'responses', status);
    if (!status.startsWith('x-') && !/^(?:[1-5]\d\d|[1-5]XX|default)$/.test(status)) {
      findings.error(
        'SW1207',
        at,
        `${status} is no response status. Use a number from 100 to 599, a range such as 4XX, or default.`,
      );
    }
    if (
      isObject(response) &&
      response.$ref === undefined &&
      typeof response.description !== 'string' &&
      !status.startsWith('x-')
    ) {
      findings.repaired('SW1201', at, `The response ${status} has no description. Add one.`);
    }
  }
}

const TYPES = new Set([
  'string',
  'number',
  'integer',
  'boolean',
  'object',
  'array',
  'null',
  'file',
]);

/** Schemas wherever they stand, by their look: faults that would make validators fail to compile. */
function checkSchemas(root: Members, findings: Findings): void {
  const stack: { value: unknown; pointer: string; data: boolean }[] = [
    { value: root, pointer: '', data: false },
  ];
  const seen = new Set<object>();
  for (let entry = stack.pop(); entry; entry = stack.pop()) {
    const { value, pointer } = entry;
    if (typeof value !== 'object' || value === null || seen.has(value)) continue;
    seen.add(value);
    if (isObject(value)) checkReferenceValue(value, pointer, findings);
    for (const [name, member] of Object.entries(value)) {
      if (DATA.has(name) || name.startsWith('x-')) continue;
      const at = join(pointer, name);
      if (isObject(member) && looksLikeSchema(name, pointer)) checkSchema(member, at, findings);
      stack.push({ value: member, pointer: at, data: false });
    }
  }
}

const DATA = new Set([
  'example',
  'examples',
  'default',
  'enum',
  'const',
  'mapping',
  'scopes',
  'security',
]);

const looksLikeSchema = (name: string, pointer: string): boolean =>
  /^(?:schema|items|additionalProperties|not)$/.test(name) ||
  /\/(?:properties|schemas|definitions|allOf|anyOf|oneOf)$/.test(pointer);

function checkReferenceValue(value: Members, pointer: string, findings: Findings): void {
  if (!Object.hasOwn(value, '$ref') || typeof value.$ref === 'string') return;
  if (pointer.endsWith('/properties')) return;
  findings.error(
    'SW1104',
    join(pointer, '$ref'),
    '$ref should be text, such as #/components/schemas/Pet.',
  );
}

function checkSchema(schema: Members, pointer: string, findings: Findings): void {
  const { type, pattern, required, properties } = schema;
  const types = [type].flat();
  if (type !== undefined && !types.every((name) => typeof name === 'string' && TYPES.has(name))) {
    findings.error(
      'SW1202',
      join(pointer, 'type'),
      `${JSON.stringify(type)} is no type. Use ${[...TYPES].slice(0, 6).join(', ')}.`,
    );
  }
  if (typeof pattern === 'string' && !isPattern(pattern)) {
    findings.repaired(
      'SW1210',
      join(pointer, 'pattern'),
      'The pattern is no regular expression of ECMA-262 and is left out.',
    );
  }
  if (properties !== undefined && !isObject(properties)) {
    findings.error(
      'SW1202',
      join(pointer, 'properties'),
      'properties should be an object, with a member for each property.',
    );
  }
  if (Array.isArray(required) && new Set(required).size < required.length) {
    findings.repaired('SW1202', join(pointer, 'required'), 'required names a property twice.');
    schema.required = [...new Set(required)];
  }
}
