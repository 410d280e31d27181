import type { SpecDocument } from '../spec/document.ts';
import { basePathOf } from './base-path.ts';
import { businessRules } from './business-rules.ts';
import type { FileDocument } from './file-documents.ts';
import { fileAnswer } from './file-answer.ts';
import { fieldOfParameter, type Home, homesOf } from './home.ts';
import { csvOf } from './csv-lists.ts';
import { streamsOf } from './item-streams.ts';
import { operationEvidence } from './operation-evidence.ts';
import type { Capability } from './options.ts';
import type { OperationOverride } from './overrides.ts';
import { parametersOf } from './parameters.ts';
import { type RawOperation, scopesOf } from './raw-operations.ts';
import type { ShapedDraft } from './representations.ts';
import { requestBodyOf } from './request-body.ts';
import { responsesOf } from './responses.ts';
import type { Schemas } from './schema-shape.ts';
import { successBody } from './success.ts';
import { isSameChoice, SAID, toldOperation } from './told.ts';
import type {
  Entity,
  ItemStream,
  Operation,
  OperationKind,
  PageStyle,
  Parameter,
  Response,
  Success,
} from './types.ts';
import { waitingOf } from './waiting.ts';
import type { Bodies } from './which-entity.ts';
import { whichKind } from './which-kind.ts';
import { defaultOrder, unlessUnused, whichPageStyle } from './which-page-style.ts';
import { whichSecurity } from './which-security.ts';
import { whichSeek } from './which-seek.ts';

export interface InferenceContext {
  readonly document: SpecDocument;
  readonly shaped: readonly ShapedDraft[];
  readonly entities: readonly Entity[];
  /** Operations on files that belong to rows. */
  readonly documents: ReadonlyMap<RawOperation, FileDocument>;
  readonly bodies: (operation: RawOperation) => Bodies;
  readonly ids: ReadonlyMap<RawOperation, string>;
  readonly errorShapesOf: (id: string) => Record<string, number>;
  readonly supports: readonly Capability[];
  /** Operations that business logic is asked for, by id. */
  readonly hooks: ReadonlySet<string>;
}

/** Decides for each operation what it does, and whether it can be served as it is described. */
export class OperationInference {
  readonly #context: InferenceContext;
  readonly #schemas: Schemas;
  readonly #basePath: string;
  readonly #homes: ReadonlyMap<RawOperation, Home>;

  constructor(context: InferenceContext) {
    this.#context = context;
    this.#schemas = context.document.api.components?.schemas ?? {};
    this.#basePath = basePathOf(context.document.api);
    this.#homes = homesOf(context.shaped, context.entities);
  }

  /** The entity that each operation is about, by the operation's id. */
  get homes(): ReadonlyMap<string, string> {
    return new Map(
      [...this.#homes].map(([raw, { entity }]) => [
        this.#context.ids.get(raw) ?? 'operation',
        entity.name,
      ]),
    );
  }

  operation(raw: RawOperation): Operation {
    const { document, supports } = this.#context;
    const { operation } = raw;
    const id = this.#context.ids.get(raw) ?? 'operation';
    const file = this.#context.documents.get(raw);
    const home = file ? this.#homeOf(file) : this.#homes.get(raw);
    const bodies = this.#context.bodies(raw);
    const said = toldOperation(raw);
    const kind = file
      ? { kind: 'file' as const, because: file.because }
      : this.#kind(raw, home, bodies, said);
    const parameters = parametersOf(file?.item ?? raw, home, kind.kind, this.#schemas, supports);
    const patched = home && this.#patched(raw, home);
    const request = requestBodyOf(raw, home, bodies, this.#schemas, supports, patched);
    const answer = file
      ? fileAnswer(raw, file.access, home?.entity)
      : successBody(
          raw,
          home && { ...home, schemas: this.#schemas, basePath: this.#basePath },
          kind.kind,
          bodies,
        );
    const responses = responsesOf(raw, this.#schemas, supports);
    const cut =
      kind.kind === 'list' && home
        ? this.#page(raw, parameters.all, responses, answer.body, home.entity, said)
        : undefined;
    // Who says how a list is cut knows what its other parameters are for.
    const served =
      cut && !cut.isTold
        ? parameters.all.map((parameter) => unlessUnused(parameter, cut.page))
        : parameters.all;
    const rules = businessRules(operation['x-business-rules']);
    const candidate = {
      raw: file?.item ?? raw,
      home,
      kind: kind.kind,
      parameters: served,
      request,
      answer: answer.obstacle,
      entities: this.#context.entities,
      supports,
      schemas: this.#schemas,
    };
    const { reason, proceeds, hooked } = waitingOf(candidate, {
      against: kind.reason,
      rules,
      isHooked: this.#context.hooks.has(id),
      changesFile: file !== undefined && file.access.what !== 'read',
      said,
    });
    const isLive = reason === undefined || proceeds;
    const pages = isLive ? cut : undefined;
    const streams =
      supports.includes('streams') && kind.kind === 'list' && isLive
        ? this.#streams(raw, home, answer.body)
        : [];
    const xml = isLive ? xmlOfSuccess(raw, responses) : [];
    const success: Success = {
      status: raw.success.status,
      ...(answer.mediaType !== undefined && { mediaType: answer.mediaType }),
      ...(streams.length > 0 && { streams }),
      ...(xml.length > 0 && { xml }),
      body: isLive ? answer.body : otherBody(raw),
    };
    return {
      id,
      method: raw.sentBy ?? raw.method,
      path: raw.path,
      kind: kind.kind,
      status: reason === undefined ? 'live' : 'hole',
      ...(reason !== undefined && { reason }),
      ...(proceeds && { proceeds }),
      ...(hooked && { hooked }),
      ...(home && isLive && { entity: home.entity.name }),
      ...(operation.summary !== undefined && { summary: operation.summary }),
      ...(operation.description !== undefined && { description: operation.description }),
      deprecated: operation.deprecated === true,
      tags: (operation.tags ?? []).filter((tag) => typeof tag === 'string'),
      rules,
      parameters: isLive ? served : served.filter(({ in: place }) => place !== 'body'),
      ...(file && isLive && { file: file.access }),
      ...(request && { request }),
      responses,
      success,
      ...(pages && { page: pages.page }),
      errorShapes: this.#context.errorShapesOf(id),
      security: whichSecurity(document.api, operation),
      ...(raw.source && { source: raw.source }),
      evidence: operationEvidence(
        { raw, kind, reason, parameters: { ...parameters, all: served }, pages, success },
        document,
      ),
    };
  }

  /** The representation of what a JSON Patch may change, where the item is shown as it is. */
  #patched(raw: RawOperation, { shaped, collection }: Home): string | undefined {
    const { supports, bodies } = this.#context;
    const all = [...collection.operations, ...collection.items];
    const get = all.find(({ method, path }) => method === 'get' && path === raw.path);
    const isPlain = get && bodies(get).response?.path.length === 0;
    return raw.method === 'patch' && isPlain && supports.includes('json-patch')
      ? shaped.patched
      : undefined;
  }

  /** The media types that give the items of a list one after the other. */
  #streams(raw: RawOperation, home: Home | undefined, body: Success['body']): ItemStream[] {
    const content = raw.operation.responses?.[raw.success.status]?.content;
    const list = raw.success.body?.schema;
    const item =
      body.kind === 'list'
        ? home?.entity.representations.find(({ name }) => name === body.representation)
        : undefined;
    return [
      ...streamsOf(content, list, this.#schemas),
      ...(item ? csvOf(content, list, item.schema, this.#schemas) : []),
    ];
  }

  /** The home of the row that a file belongs to. */
  #homeOf({ item, access }: FileDocument): Home | undefined {
    return [...this.#homes.values()].find(
      ({ collection, entity }) =>
        collection.path === item.collection &&
        entity.fields.some(({ name }) => name === access.field),
    );
  }

  /** What the description says of itself outweighs what is concluded. */
  #kind(
    raw: RawOperation,
    home: Home | undefined,
    bodies: Bodies,
    { kind: said }: OperationOverride,
  ): ReturnType<typeof whichKind> {
    const main = home?.draft.collections[0];
    // Paths go by the name that is inferred, whatever the entity is called.
    const entity = home && { ...home.entity, name: home.draft.known };
    const inferred = asUsed(raw, home, whichKind(raw, home?.collection, main, entity, bodies));
    if (said === undefined || said === inferred.kind) return inferred;
    return {
      kind: said,
      because: SAID,
      ...(CUSTOM.has(said) && { reason: 'it is a custom action' }),
    };
  }

  #page(
    raw: RawOperation,
    parameters: readonly Parameter[],
    responses: readonly Response[],
    body: Success['body'],
    entity: Entity,
    { page: said }: OperationOverride,
  ): { page: PageStyle; isTold: boolean } {
    const headers = responses
      .filter(({ status }) => status === String(raw.success.status))
      .flatMap(({ headers: own }) => own);
    const answered = { headers, body };
    const order = defaultOrder(entity);
    const sought = whichSeek(parameters, answered, entity, order, this.#schemas);
    const inferred = whichPageStyle(parameters, answered, sought, this.#schemas);
    const page = whichPageStyle(parameters, answered, sought, this.#schemas, said);
    return { page, isTold: !isSameChoice(page, inferred) };
  }
}

const CUSTOM: ReadonlySet<OperationKind> = new Set(['action', 'bulk']);

/** A PUT whose body was found to bring only what changes, or to make what is not there. */
function asUsed(
  raw: RawOperation,
  home: Home | undefined,
  found: ReturnType<typeof whichKind>,
): ReturnType<typeof whichKind> {
  const use = home?.draft.uses.find(
    ({ operation, usage }) => operation === raw && usage !== 'response',
  );
  if (!home || !use || found.kind !== 'replace') return found;
  if (use.usage === 'update')
    return {
      ...found,
      kind: 'update',
      because: 'PUT that changes what it is sent and nothing else',
    };
  return use.makes && isNamedInPath(raw, home)
    ? { ...found, kind: 'upsert', because: 'PUT that makes what is not there yet' }
    : found;
}

/** Whether a path brings every part of a key, and none that the database numbers. */
function isNamedInPath(raw: RawOperation, { draft, entity }: Home): boolean {
  const parameters = [
    raw.itemParameter,
    ...scopesOf(raw.path, raw.itemParameter).map(({ parameter }) => parameter),
  ];
  const brought = new Set(
    parameters.map((name) => name !== undefined && fieldOfParameter(raw, draft, name)),
  );
  return entity.key.fields.every((name) => {
    const field = entity.fields.find((one) => one.name === name);
    return brought.has(name) && field?.generation?.by !== 'sequence';
  });
}

/** The XML in which a success can be had. */
function xmlOfSuccess({ success }: RawOperation, responses: readonly Response[]): string[] {
  const wanted = [String(success.status), '2XX', 'default'];
  const declared = wanted.flatMap((name) => responses.filter(({ status }) => status === name))[0];
  return (declared?.contents ?? []).flatMap(({ xml, mediaType }) => (xml ? [mediaType] : []));
}

function otherBody({ success }: RawOperation): Success['body'] {
  const schema = success.body?.schema;
  return { kind: 'other', ...(typeof schema === 'object' && { schema }) };
}
