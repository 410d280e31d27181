import type { SpecDocument } from '../spec/document.ts';
import type { Header, Parameter as SpecParameter, Schema } from '../spec/openapi.ts';
import type { Draft } from './draft.ts';
import type { Capability } from './options.ts';
import { operationOverride, parameterOverride } from './overrides.ts';
import { type EnvelopeContext, successBody } from './success.ts';
import { identifier, Namespace, sameName, singular, squash } from './names.ts';
import { type RawOperation, scopesOf } from './raw-operations.ts';
import type { ShapedDraft } from './representations.ts';
import { objectShape, resolved, type Schemas } from './schema-shape.ts';
import type {
  BusinessRule,
  Entity,
  Evidence,
  JsonValue,
  Operation,
  OperationKind,
  PageStyle,
  Parameter,
  RequestBody,
  Response,
  ResponseHeader,
} from './types.ts';
import type { Bodies, Collection } from './which-entity.ts';
import { whichKind } from './which-kind.ts';
import { pageRole, whichPageStyle } from './which-page-style.ts';
import { type Meaning, meaningOf } from './which-parameters.ts';
import { whichSecurity } from './which-security.ts';

export interface InferenceContext {
  readonly document: SpecDocument;
  readonly shaped: readonly ShapedDraft[];
  readonly entities: readonly Entity[];
  readonly bodies: (operation: RawOperation) => Bodies;
  readonly ids: ReadonlyMap<RawOperation, string>;
  readonly errorShapesOf: (id: string) => Record<string, number>;
  readonly supports: readonly Capability[];
}

interface Home {
  readonly shaped: ShapedDraft;
  readonly draft: Draft;
  readonly entity: Entity;
  readonly collection: Collection;
}

/** Decides for each operation what it does, and whether it can be served as it is described. */
export class OperationInference {
  readonly #context: InferenceContext;
  readonly #schemas: Schemas;
  readonly #homes = new Map<RawOperation, Home>();

  constructor(context: InferenceContext) {
    this.#context = context;
    this.#schemas = context.document.api.components?.schemas ?? {};
    context.shaped.forEach((shaped, index) => {
      const entity = context.entities[index];
      if (!entity) return;
      for (const collection of shaped.draft.collections) {
        for (const operation of [...collection.operations, ...collection.items]) {
          this.#homes.set(operation, { shaped, draft: shaped.draft, entity, collection });
        }
      }
    });
  }

  operation(raw: RawOperation): Operation {
    const { operation } = raw;
    const id = this.#context.ids.get(raw) ?? 'operation';
    const home = this.#homes.get(raw);
    const bodies = this.#context.bodies(raw);
    const inferred = whichKind(
      raw,
      home?.collection,
      home?.draft.collections[0],
      home?.entity,
      bodies,
    );
    const said = operationOverride(operation['x-specwright']).kind;
    const kind = said === undefined || said === inferred.kind ? inferred : overruled(said);
    const parameters = this.#parameters(raw, home, kind.kind);
    const request = this.#request(raw, home, bodies);
    const success = successBody(raw, home && this.#envelopeContext(home), kind.kind, bodies);
    const override = operationOverride(operation['x-specwright']);
    const reason =
      (override.live === false
        ? 'the description says that it is not to be served as it is'
        : undefined) ??
      (rulesOf(operation['x-business-rules']).length > 0 ? 'it has business rules' : undefined) ??
      kind.reason ??
      this.#obstacle(raw, home, kind.kind, parameters, request, success.obstacle);
    const responses = this.#responses(raw);
    const evidence: Evidence[] = [
      {
        choice: `kind is ${kind.kind}`,
        because: kind.because,
        confidence: reason === undefined ? 'certain' : 'unsure',
        ...(raw.source && { source: raw.source }),
      },
    ];
    const order = home ? defaultOrder(home.entity) : [];
    return {
      id,
      method: raw.method,
      path: raw.path,
      kind: kind.kind,
      status: reason === undefined ? 'live' : 'hole',
      ...(reason !== undefined && { reason }),
      ...(home && reason === undefined && { entity: home.entity.name }),
      ...(operation.summary !== undefined && { summary: operation.summary }),
      ...(operation.description !== undefined && { description: operation.description }),
      deprecated: operation.deprecated === true,
      tags: (operation.tags ?? []).filter((tag) => typeof tag === 'string'),
      rules: rulesOf(operation['x-business-rules']),
      parameters,
      ...(request && { request }),
      responses,
      success: {
        status: raw.success.status,
        ...(raw.success.body && { mediaType: raw.success.body.mediaType }),
        body:
          reason === undefined
            ? success.body
            : {
                kind: 'other',
                ...(typeof raw.success.body?.schema === 'object' && {
                  schema: raw.success.body.schema,
                }),
              },
      },
      ...(kind.kind === 'list' &&
        reason === undefined && { page: this.#page(raw, parameters, responses, order) }),
      errorShapes: this.#context.errorShapesOf(id),
      security: whichSecurity(this.#context.document.api, operation),
      ...(raw.source && { source: raw.source }),
      evidence,
    };
  }

  #envelopeContext({ shaped, entity }: Home): EnvelopeContext {
    return { shaped, entity, schemas: this.#schemas };
  }

  /** What stands in the way of serving an operation from its table; nothing when it can be live. */
  #obstacle(
    raw: RawOperation,
    home: Home | undefined,
    kind: OperationKind,
    parameters: readonly Parameter[],
    request: RequestBody | undefined,
    body: string | undefined,
  ): string | undefined {
    if (!home) return 'the description shows no entity behind it';
    if (raw.success.onlyOther) return 'its answer is not JSON';
    if (body !== undefined) return body;
    const unknown = parameters.find(
      ({ role, required, in: place }) => role === 'unknown' && required && place === 'query',
    );
    if (unknown) return `what the required parameter ${unknown.name} does is not known`;
    const lost = parameters.find(({ in: place, role }) => place === 'path' && role === 'unknown');
    if (lost) return `no field goes by the path parameter ${lost.name}`;
    if (home.draft.singleton && home.draft.unsupplied.length > 0) {
      return `nothing says what ${home.draft.unsupplied.join(', ')} is at first`;
    }
    const item = this.#itemObstacle(raw, home, kind, parameters);
    if (item !== undefined) return item;
    const scope = this.#unsetScope(raw, home, kind);
    if (scope !== undefined) return scope;
    if (kind === 'create' || kind === 'replace' || kind === 'update')
      return this.#writeObstacle(raw, home, kind, request);
    return undefined;
  }

  /** What keeps a client from naming the item that an operation is about. */
  #itemObstacle(
    raw: RawOperation,
    { draft, entity }: Home,
    kind: OperationKind,
    parameters: readonly Parameter[],
  ): string | undefined {
    if (kind === 'list' || kind === 'create' || raw.itemParameter === undefined) return undefined;
    const own = parameters.find(
      ({ name, in: place }) => place === 'path' && name === raw.itemParameter,
    );
    if (own?.role !== 'key')
      return `it finds a ${entity.label} by ${own?.field ?? raw.itemParameter}, not by its key ${entity.key.fields.join(', ')}`;
    return draft.isKeyTold
      ? undefined
      : `nothing that a ${entity.label} shows tells its ${raw.itemParameter}`;
  }

  /** A parent that no create sets leaves rows that belong to nobody. */
  #unsetScope(raw: RawOperation, { draft, entity }: Home, kind: OperationKind): string | undefined {
    for (const { parameter } of scopesOf(raw.path, raw.itemParameter)) {
      const name = this.#parameterField(raw, draft, parameter);
      const field = entity.fields.find((candidate) => candidate.name === name);
      if (!field?.hidden || kind === 'create') continue;
      const creates = draft.collections.flatMap(({ operations }) =>
        operations.filter(({ method }) => method === 'post'),
      );
      const sets = creates.some((create) =>
        scopesOf(create.path, create.itemParameter).some(
          (scope) => this.#parameterField(create, draft, scope.parameter) === name,
        ),
      );
      if (creates.length > 0 && !sets && !draft.singleton)
        return `how a ${entity.label} belongs to the path parameter ${parameter} is not described`;
    }
    return undefined;
  }

  #writeObstacle(
    raw: RawOperation,
    { draft, entity }: Home,
    kind: OperationKind,
    request: RequestBody | undefined,
  ): string | undefined {
    const content = request?.contents[0];
    if (!content)
      return raw.operation.requestBody
        ? 'its body is not JSON'
        : 'it has no body that says what to store';
    if (content.representation === undefined) return 'its body is not that of the entity';
    const shape = entity.representations.find(({ name }) => name === content.representation);
    if (!shape || shape.members.length === 0) return 'its body has nothing that is stored';
    if (kind === 'create' && draft.unsupplied.length > 0) {
      return `answers must have ${draft.unsupplied.join(', ')}, and nothing says where it comes from`;
    }
    if (kind === 'create') {
      const sent = new Set(shape.members.map(({ field }) => field));
      const scoped = new Set(
        scopesOf(raw.path, raw.itemParameter).map(({ parameter }) =>
          this.#parameterField(raw, draft, parameter),
        ),
      );
      const missing = entity.fields.find(
        (field) =>
          field.required &&
          !sent.has(field.name) &&
          !scoped.has(field.name) &&
          field.generation === undefined &&
          field.default === undefined &&
          !(field.hidden && !entity.key.fields.includes(field.name)),
      );
      if (missing)
        return `a ${entity.label} needs ${missing.name}, which this request does not bring`;
    }
    return undefined;
  }

  #parameterField(raw: RawOperation, draft: Draft, parameter: string): string | undefined {
    return draft.byParameter.get(`${raw.collection} ${parameter}`);
  }

  #parameters(raw: RawOperation, home: Home | undefined, kind: OperationKind): Parameter[] {
    const names = new Namespace();
    const all = raw.operation.parameters ?? [];
    return all.map((parameter) => {
      const schema =
        typeof parameter.schema === 'object' ? parameter.schema : contentSchema(parameter);
      const meaning = this.#meaning(parameter, raw, home, kind, all);
      const style =
        parameter.style ??
        (parameter.in === 'query' || parameter.in === 'cookie' ? 'form' : 'simple');
      return {
        name: parameter.name,
        in: parameter.in,
        identifier: names.take(identifier(parameter.name, 'parameter')),
        required: parameter.required === true,
        schema: flattened(schema, this.#schemas),
        ...(parameter.description !== undefined &&
          parameter.description !== '' && { description: parameter.description }),
        ...meaning,
        style,
        explode: parameter.explode ?? style === 'form',
      };
    });
  }

  #meaning(
    parameter: SpecParameter,
    raw: RawOperation,
    home: Home | undefined,
    kind: OperationKind,
    all: readonly SpecParameter[],
  ): Meaning {
    const override = parameterOverride(parameter['x-specwright']);
    if (override.role !== undefined && parameter.in !== 'path') {
      const { role, field, operator } = override;
      const known =
        field === undefined || home?.entity.fields.some(({ name }) => name === field) === true;
      const needsSort = role === 'sort' || role === 'search';
      if (known && !needsSort) {
        return {
          role,
          ...(field !== undefined && { field }),
          ...(role === 'filter' && { operator: operator ?? 'eq' }),
        };
      }
    }
    if (!home) return { role: parameter.in === 'path' ? 'unknown' : 'inert' };
    if (parameter.in === 'path') return this.#pathMeaning(parameter, raw, home);
    if (kind === 'list') {
      const role = pageRole(parameter, this.#schemas);
      if (role !== undefined && !shadowed(parameter, home.entity)) return { role };
    }
    const meaning = meaningOf(parameter, home.entity, kind === 'list', all, this.#schemas);
    const { supports } = this.#context;
    return meaning.values && !supports.includes('spelled-values') ? { role: 'unknown' } : meaning;
  }

  #pathMeaning(parameter: SpecParameter, raw: RawOperation, { draft, entity }: Home): Meaning {
    const field = this.#parameterField(raw, draft, parameter.name);
    if (field === undefined) return { role: 'unknown' };
    const isKey = parameter.name === raw.itemParameter && entity.key.fields.includes(field);
    return { role: isKey ? 'key' : 'scope', field };
  }

  #request(raw: RawOperation, home: Home | undefined, bodies: Bodies): RequestBody | undefined {
    const declared = raw.operation.requestBody;
    if (!declared) return undefined;
    const uses =
      home?.draft.uses.filter(
        ({ operation, usage }) => operation === raw && usage !== 'response',
      ) ?? [];
    const own = uses[0] && home?.shaped.nameOf(uses[0]);
    const contents = Object.entries(declared.content).map(([mediaType, { schema }]) => ({
      mediaType,
      ...(typeof schema === 'object' && { schema }),
      ...(own !== undefined && raw.request?.mediaType === mediaType && { representation: own }),
      path: raw.request?.mediaType === mediaType ? (bodies.request?.path ?? []) : [],
    }));
    // The body that a live operation reads comes first.
    const sorted = [
      ...contents.filter(({ mediaType }) => mediaType === raw.request?.mediaType),
      ...contents.filter(({ mediaType }) => mediaType !== raw.request?.mediaType),
    ];
    return { required: declared.required === true, contents: sorted };
  }

  #responses(raw: RawOperation): Response[] {
    return Object.entries(raw.operation.responses ?? {}).map(([status, response]) => ({
      status,
      description: response.description ?? '',
      headers: Object.entries(response.headers ?? {}).map(([name, header]) =>
        headerOf(name, header, this.#schemas),
      ),
      contents: Object.entries(response.content ?? {}).map(([mediaType, { schema }]) => ({
        mediaType,
        ...(typeof schema === 'object' && { schema }),
      })),
    }));
  }

  #page(
    raw: RawOperation,
    parameters: readonly Parameter[],
    responses: readonly Response[],
    order: PageStyle['order'],
  ): PageStyle {
    const declared = raw.operation.parameters ?? [];
    const roles = parameters.flatMap(({ role, name, in: place }) => {
      const parameter = declared.find(
        (candidate) => candidate.name === name && candidate.in === place,
      );
      return parameter ? [{ role, parameter }] : [];
    });
    const headers = responses
      .filter(({ status }) => status === String(raw.success.status))
      .flatMap(({ headers: own }) => own);
    return whichPageStyle(roles, headers, order, this.#schemas);
  }
}

/** What the description says of itself outweighs what is concluded. */
const overruled = (kind: OperationKind): ReturnType<typeof whichKind> => ({
  kind,
  because: 'the description says so',
  ...((kind === 'action' || kind === 'bulk') && { reason: 'it is a custom action' }),
});

/** A query parameter that is a field of the entity filters, whatever else its name could mean. */
function shadowed(parameter: SpecParameter, entity: Entity): boolean {
  const field = entity.fields.find(({ name, hidden }) => !hidden && sameName(name, parameter.name));
  return (
    field !== undefined &&
    /^(?:position|start|from|first|amount|count|length|since|after)$/.test(squash(parameter.name))
  );
}

const contentSchema = (parameter: SpecParameter): Schema => {
  const schema = Object.values(parameter.content ?? {})[0]?.schema;
  return typeof schema === 'object' ? schema : {};
};

/** A parameter's own words with those of what it refers to; enums keep their type's name. */
function flattened(schema: Schema, schemas: Schemas): Schema {
  if (schema.$ref === undefined) return schema;
  const found = resolved(schema, schemas);
  return found.enum || objectShape(schema, schemas) ? { ...found, $ref: schema.$ref } : found;
}

function headerOf(name: string, header: Header, schemas: Schemas): ResponseHeader {
  const word = squash(name);
  const schema = resolved(header.schema, schemas);
  const isNumber = [schema.type].flat().some((type) => type === 'integer' || type === 'number');
  const role =
    word === 'location'
      ? 'location'
      : word === 'etag'
        ? 'etag'
        : word === 'link'
          ? 'link'
          : word === 'lastmodified'
            ? 'last-modified'
            : /total/.test(word) && isNumber
              ? 'total'
              : /(?:next|cursor)/.test(word) && !isNumber && word !== 'next'
                ? 'next-cursor'
                : 'unknown';
  return {
    name,
    role,
    required: header.required === true,
    ...(typeof header.schema === 'object' && { schema: header.schema }),
  };
}

/** Oldest first where the service knows when; the key makes the order total. */
function defaultOrder(entity: Entity): PageStyle['order'] {
  const created = entity.fields.find(
    ({ generation, required }) => generation?.by === 'created-at' && required,
  );
  const isCounted = entity.fields.some(
    ({ name, generation }) => generation?.by === 'sequence' && entity.key.fields.includes(name),
  );
  const keys = entity.key.fields.map((field) => ({ field, direction: 'asc' as const }));
  return created && !isCounted
    ? [
        { field: created.name, direction: 'asc' },
        ...keys.filter(({ field }) => field !== created.name),
      ]
    : keys;
}

function rulesOf(value: unknown): BusinessRule[] {
  const list = Array.isArray(value) ? value : [];
  return list.flatMap((rule: unknown): BusinessRule[] => {
    if (typeof rule === 'string') return [{ rule, examples: [] }];
    if (
      typeof rule !== 'object' ||
      rule === null ||
      !('rule' in rule) ||
      typeof rule.rule !== 'string'
    )
      return [];
    const examples = 'examples' in rule && Array.isArray(rule.examples) ? rule.examples : [];
    return [{ rule: rule.rule, examples: examples.flatMap(exampleOf) }];
  });
}

function exampleOf(example: unknown): BusinessRule['examples'][number][] {
  if (typeof example !== 'object' || example === null) return [];
  const { given = '', when = '', then = '' } = example as Record<string, unknown>;
  const text = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));
  return [{ given: text(given), when: text(when), then: text(then) }];
}

export type { JsonValue };
export { singular };
