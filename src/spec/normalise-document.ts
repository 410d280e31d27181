import type { SourcePointer, SpecVersion } from './document.ts';
import { define, isObject, SchemaNormaliser } from './normalise-schema.ts';
import type { OpenApi } from './openapi.ts';
import { METHODS } from './openapi.ts';
import { join } from './pointer.ts';
import { valueAt } from './pointer.ts';
import type { Place, Sources } from './references.ts';
import {
  mediaTypesOf,
  parameterOf2,
  requestBodyOf2,
  responseOf2,
  securitySchemeOf2,
  serversOf2,
} from './swagger2.ts';

type Members = Record<string, unknown>;

/** Turns a whole description into the one dialect; `origins` learns where each node came from. */
export function normaliseDocument(
  root: Place,
  version: SpecVersion,
  sources: Sources,
  origins: WeakMap<object, SourcePointer>,
): OpenApi {
  return new DocumentNormaliser(root, version, sources, origins).run();
}

class DocumentNormaliser {
  readonly #root: Place;
  readonly #version: SpecVersion;
  readonly #sources: Sources;
  readonly #origins: WeakMap<object, SourcePointer>;
  readonly #schemas: SchemaNormaliser;

  constructor(
    root: Place,
    version: SpecVersion,
    sources: Sources,
    origins: WeakMap<object, SourcePointer>,
  ) {
    this.#root = root;
    this.#version = version;
    this.#sources = sources;
    this.#origins = origins;
    this.#schemas = new SchemaNormaliser(sources, version, origins);
  }

  run(): OpenApi {
    const document = this.#members(this.#root);
    const declared = this.#version === '2.0' ? ['definitions'] : ['components', 'schemas'];
    const schemas = declared.reduce<Place>((place, token) => child(place, token), this.#root);
    for (const name of Object.keys(this.#members(schemas)))
      this.#schemas.declare(name, child(schemas, name));

    const result: Members = { openapi: this.#version === '3.2' ? '3.2.0' : '3.1.1' };
    this.#note(result, this.#root);
    result.info = document.info ?? {};
    const servers = this.#version === '2.0' ? serversOf2(document) : document.servers;
    if (Array.isArray(servers) && servers.length > 0) result.servers = servers;
    copy(document, result, ['security', 'tags']);
    result.paths = this.#map(
      child(this.#root, 'paths'),
      (place) => this.#pathItem(place),
      isExtension,
    );
    if (document.webhooks !== undefined) {
      result.webhooks = this.#map(child(this.#root, 'webhooks'), (place) => this.#pathItem(place));
    }
    const securitySchemes = this.#securitySchemes();
    this.#schemas.finish();
    const components: Members = {};
    if (this.#schemas.components.size > 0)
      components.schemas = ownMembers(this.#schemas.components);
    if (Object.keys(securitySchemes).length > 0) components.securitySchemes = securitySchemes;
    if (Object.keys(components).length > 0) result.components = components;
    for (const [name, value] of Object.entries(document))
      if (isExtension(name)) define(result, name, value);
    return result as unknown as OpenApi;
  }

  /** Follows references until something else stands there. */
  #follow(place: Place): Place | undefined {
    const seen = new Set<string>();
    let current: Place = place;
    for (;;) {
      const value = valueAt(current.source.value, current.pointer);
      if (!isObject(value) || typeof value.$ref !== 'string') return current;
      const key = `${current.source.path}#${current.pointer}`;
      if (seen.has(key)) return undefined;
      seen.add(key);
      const next = this.#sources.resolve(value.$ref, current);
      if (!next) return undefined;
      current = next;
    }
  }

  #members(place: Place | undefined): Members {
    const value = place && valueAt(place.source.value, place.pointer);
    return isObject(value) ? value : {};
  }

  #note(node: object, place: Place): void {
    this.#origins.set(node, { file: place.source.file, pointer: place.pointer });
  }

  #map(
    place: Place,
    build: (place: Place) => unknown,
    skip: (name: string) => boolean = () => false,
  ): Members {
    const target = this.#follow(place);
    const result: Members = {};
    if (!target) return result;
    this.#note(result, target);
    for (const name of Object.keys(this.#members(target))) {
      if (skip(name)) continue;
      const built = build(child(target, name));
      if (built !== undefined) define(result, name, built);
    }
    return result;
  }

  #list(place: Place, build: (place: Place) => unknown): unknown[] {
    const value = valueAt(place.source.value, place.pointer);
    if (!Array.isArray(value)) return [];
    return value
      .map((_item, index) => build(child(place, index)))
      .filter((item) => item !== undefined);
  }

  #pathItem(from: Place): Members | undefined {
    const place = this.#follow(from);
    const item = this.#members(place);
    if (!place) return undefined;
    const result: Members = {};
    this.#note(result, from.pointer === place.pointer ? place : from);
    copy(item, result, ['summary', 'description', 'servers']);
    for (const [name, value] of Object.entries(item))
      if (isExtension(name)) define(result, name, value);
    const shared = child(place, 'parameters');
    for (const method of METHODS) {
      if (isObject(item[method])) result[method] = this.#operation(child(place, method), shared);
    }
    if (isObject(item.additionalOperations)) {
      result.additionalOperations = this.#map(child(place, 'additionalOperations'), (one) =>
        this.#operation(one, shared),
      );
    }
    return result;
  }

  #operation(place: Place, shared: Place): Members {
    const operation = this.#members(place);
    const result: Members = {};
    this.#note(result, place);
    for (const [name, value] of Object.entries(operation)) {
      if (!STRUCTURED.has(name)) define(result, name, value);
    }
    const raw = this.#parameters(shared, child(place, 'parameters'));
    const parameters = raw.flatMap(({ place: where }) => this.#parameter(where) ?? []);
    if (parameters.length > 0) result.parameters = parameters;
    const body =
      this.#version === '2.0' ? this.#body2(raw, operation) : this.#requestBody(operation, place);
    if (body) result.requestBody = body;
    result.responses = this.#map(
      child(place, 'responses'),
      (one) => this.#response(one, operation),
      isExtension,
    );
    if (isObject(operation.callbacks)) {
      result.callbacks = this.#map(child(place, 'callbacks'), (one) =>
        this.#map(one, (inner) => this.#pathItem(inner), isExtension),
      );
    }
    return result;
  }

  /** An operation's own parameters override those of its path (OpenAPI 3.1, section 4.8.10). */
  #parameters(shared: Place, own: Place): { place: Place; value: Members }[] {
    const found = new Map<string, { place: Place; value: Members }>();
    for (const list of [shared, own]) {
      for (const item of this.#list(list, (one) => this.#follow(one)) as Place[]) {
        const value = this.#members(item);
        found.set(`${String(value.in)} ${String(value.name)}`, { place: item, value });
      }
    }
    return [...found.values()];
  }

  #parameter(place: Place): Members | undefined {
    const parameter = this.#members(place);
    const result: Members = {};
    this.#note(result, place);
    if (this.#version === '2.0') {
      const upgraded = parameterOf2(parameter);
      if (!upgraded) return undefined;
      Object.assign(result, upgraded, { schema: this.#schemas.schema(place) });
      cleanParameterSchema(result);
      return result;
    }
    for (const [name, value] of Object.entries(parameter)) {
      if (name !== 'schema' && name !== 'content' && name !== 'examples')
        define(result, name, value);
    }
    if (parameter.schema !== undefined)
      result.schema = this.#schemas.schema(child(place, 'schema'));
    if (isObject(parameter.content)) result.content = this.#content(child(place, 'content'));
    if (isObject(parameter.examples)) result.examples = this.#examples(child(place, 'examples'));
    return result;
  }

  #body2(raw: { place: Place; value: Members }[], operation: Members): Members | undefined {
    const body = requestBodyOf2(
      raw.map(({ value, place }) => ({
        value,
        schema: () => this.#schemas.schema(value.in === 'body' ? child(place, 'schema') : place),
      })),
      mediaTypesOf(operation.consumes, this.#members(this.#root).consumes),
    );
    const from = raw.find(({ value }) => value.in === 'body' || value.in === 'formData');
    if (body && from) this.#note(body, from.place);
    return body;
  }

  #requestBody(operation: Members, place: Place): Members | undefined {
    if (operation.requestBody === undefined) return undefined;
    const target = this.#follow(child(place, 'requestBody'));
    if (!target) return undefined;
    const body = this.#members(target);
    const result: Members = {};
    this.#note(result, target);
    copyAll(body, result, ['content']);
    result.content = this.#content(child(target, 'content'));
    return result;
  }

  #content(place: Place): Members {
    return this.#map(place, (from) => {
      const target = this.#follow(from);
      if (!target) return undefined;
      const media = this.#members(target);
      const result: Members = {};
      this.#note(result, target);
      copyAll(media, result, ['schema', 'itemSchema', 'examples']);
      if (media.schema !== undefined) result.schema = this.#schemas.schema(child(target, 'schema'));
      if (media.itemSchema !== undefined)
        result.itemSchema = this.#schemas.schema(child(target, 'itemSchema'));
      if (isObject(media.examples)) result.examples = this.#examples(child(target, 'examples'));
      return result;
    });
  }

  #examples(place: Place): Members {
    return this.#map(place, (from) => {
      const target = this.#follow(from);
      return target && { ...this.#members(target) };
    });
  }

  #response(from: Place, operation: Members): Members | undefined {
    const place = this.#follow(from);
    if (!place) return undefined;
    const response = this.#members(place);
    const result: Members = {};
    this.#note(result, place);
    result.description = typeof response.description === 'string' ? response.description : '';
    if (isObject(response.headers))
      result.headers = this.#map(child(place, 'headers'), (one) => this.#header(one));
    if (this.#version === '2.0') {
      const schema =
        response.schema === undefined ? undefined : this.#schemas.schema(child(place, 'schema'));
      const content = responseOf2(
        response,
        schema,
        mediaTypesOf(operation.produces, this.#members(this.#root).produces),
      );
      if (content) result.content = content;
    } else if (isObject(response.content)) {
      result.content = this.#content(child(place, 'content'));
    }
    if (isObject(response.links)) result.links = this.#examples(child(place, 'links'));
    for (const [name, value] of Object.entries(response))
      if (isExtension(name)) define(result, name, value);
    return result;
  }

  #header(from: Place): Members | undefined {
    const place = this.#follow(from);
    if (!place) return undefined;
    const header = this.#members(place);
    const result: Members = {};
    this.#note(result, place);
    copy(header, result, ['description', 'required', 'deprecated']);
    if (this.#version === '2.0') {
      result.schema = this.#schemas.schema(place);
      cleanParameterSchema(result);
    } else if (header.schema !== undefined) {
      result.schema = this.#schemas.schema(child(place, 'schema'));
    } else if (isObject(header.content)) {
      result.content = this.#content(child(place, 'content'));
    }
    return result;
  }

  #securitySchemes(): Members {
    const place =
      this.#version === '2.0'
        ? child(this.#root, 'securityDefinitions')
        : child(child(this.#root, 'components'), 'securitySchemes');
    return this.#map(place, (from) => {
      const target = this.#follow(from);
      if (!target) return undefined;
      const scheme = this.#members(target);
      const result = this.#version === '2.0' ? securitySchemeOf2(scheme) : { ...scheme };
      this.#note(result, target);
      return result;
    });
  }
}

const STRUCTURED = new Set([
  'parameters',
  'requestBody',
  'responses',
  'callbacks',
  'consumes',
  'produces',
  'schemes',
]);

const child = (place: Place, token: string | number): Place => ({
  ...place,
  pointer: join(place.pointer, token),
});

const isExtension = (name: string): boolean => name.startsWith('x-');

function copy(from: Members, to: Members, names: readonly string[]): void {
  for (const name of names) if (from[name] !== undefined) to[name] = from[name];
}

function copyAll(from: Members, to: Members, except: readonly string[]): void {
  for (const [name, value] of Object.entries(from))
    if (!except.includes(name)) define(to, name, value);
}

function ownMembers(map: ReadonlyMap<string, unknown>): Members {
  const result: Members = {};
  for (const [name, value] of map) define(result, name, value);
  return result;
}

/** In 2.0 a parameter is its own schema: what belongs to the parameter leaves the schema again. */
function cleanParameterSchema(result: Members): void {
  if (!isObject(result.schema)) return;
  const schema = { ...result.schema };
  for (const name of [
    'name',
    'in',
    'required',
    'description',
    'allowEmptyValue',
    'collectionFormat',
    'schema',
  ])
    delete schema[name];
  result.schema = schema;
}
