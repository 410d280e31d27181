import type { SourcePointer, SpecDocument } from '../../spec/document.ts';
import { METHODS } from '../../spec/openapi.ts';
import type { Written } from '../../spec/written.ts';
import type { Inference } from '../infer-model.ts';
import { rawOperations } from '../raw-operations.ts';
import type { Link, Operation, Parameter } from '../types.ts';
import {
  contentTable,
  linksTable,
  linkTable,
  mediaTypeTable,
  requestBodyTable,
  responsesTable,
  responseTable,
} from './body-keywords.ts';
import {
  additionalOperationsTable,
  componentsTable,
  documentTable,
  infoTable,
  operationTable,
  pathItemTable,
  pathsTable,
  securitySchemeTable,
  serverTable,
  tagTable,
} from './document-keywords.ts';
import { headersTable, headerTable, parameterTable } from './parameter-keywords.ts';
import { discriminatorTable, schemaTable } from './schema-keywords.ts';
import type { Covered, Facts, Kind, Rule, Status, Table, Use, Visit } from './types.ts';

export type { Covered, Status } from './types.ts';

const TABLES: Readonly<Record<Kind, Table>> = {
  document: documentTable,
  info: infoTable,
  server: serverTable,
  tag: tagTable,
  components: componentsTable,
  paths: pathsTable,
  pathItem: pathItemTable,
  additionalOperations: additionalOperationsTable,
  operation: operationTable,
  parameter: parameterTable,
  requestBody: requestBodyTable,
  content: contentTable,
  mediaType: mediaTypeTable,
  responses: responsesTable,
  response: responseTable,
  links: linksTable,
  link: linkTable,
  headers: headersTable,
  header: headerTable,
  schema: schemaTable,
  discriminator: discriminatorTable,
  securityScheme: securitySchemeTable,
};

/** Objects that have the keywords of a schema beside their own, as Swagger 2.0 has it. */
const WITH_SCHEMA: ReadonlySet<Kind> = new Set(['parameter', 'header']);

const KNOWN_EXTENSIONS = new Set([
  'x-specwright',
  'x-business-rules',
  'x-unique',
  'x-nullable',
  'x-deprecated-at',
  'x-sunset',
  'x-example',
]);

/**
 * Every keyword of a description with what the generated service makes of it. Keywords of a part
 * that several others refer to are told once, with the most that is made of them anywhere.
 */
export function coverageOf(inference: Inference, document: SpecDocument): Covered[] {
  const walk = new Walk(factsOf(inference, document));
  walk.visit(document.written, 'document', 'type', undefined);
  for (const [folder, kind] of UNUSED) {
    const map = folder.reduce((at, name) => at.child(name), document.written);
    for (const component of map.children) walk.visitUnused(component, kind);
  }
  return walk.found();
}

/** Where parts stand that operations refer to. */
const UNUSED: readonly (readonly [folder: readonly string[], kind: Kind])[] = [
  [['components', 'parameters'], 'parameter'],
  [['components', 'requestBodies'], 'requestBody'],
  [['components', 'responses'], 'response'],
  [['components', 'headers'], 'header'],
  [['components', 'links'], 'link'],
  [['parameters'], 'parameter'],
  [['responses'], 'response'],
];

const RANK: Readonly<Record<Status, number>> = { enforced: 0, typed: 1, ignored: 2 };

class Walk {
  readonly #facts: Facts;
  readonly #seen = new Set<string>();
  readonly #places = new Set<string>();
  readonly #found = new Map<string, Covered>();

  constructor(facts: Facts) {
    this.#facts = facts;
  }

  found(): Covered[] {
    return [...this.#found.values()];
  }

  /** A part that nothing refers to is read too, so that every keyword is told. */
  visitUnused(part: Written, kind: Kind): void {
    const isSeen = this.#places.has(keyOf(part.source));
    if (!isSeen) this.visit(part, kind, 'type', undefined);
  }

  visit(from: Written, kind: Kind, use: Use, operation: Operation | undefined): void {
    // A reference of a schema stands beside keywords of its own; others stand alone.
    const holder = from.follow();
    if (from.isObject && typeof from.child('$ref').value === 'string')
      this.#reference(from, kind, use, operation);
    if (!holder?.isObject) return;
    const key = `${keyOf(holder.source)} ${kind} ${use} ${operation?.id ?? ''}`;
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    this.#places.add(keyOf(holder.source));
    for (const node of holder.children) this.#keyword(node, holder, kind, use, operation);
  }

  #reference(from: Written, kind: Kind, use: Use, operation: Operation | undefined): void {
    for (const node of from.children) {
      if (kind === 'schema' || node.token === '$ref' || kind === 'pathItem')
        this.#keyword(node, from, kind, use, operation);
    }
  }

  #keyword(node: Written, holder: Written, kind: Kind, use: Use, operation: Operation | undefined) {
    const { token } = node;
    const table = TABLES[kind];
    if (token.startsWith('x-') && !KNOWN_EXTENSIONS.has(token)) {
      this.#add(node, 'extensions', 'ignored', 'Specwright does not know this extension');
      return;
    }
    if (KNOWN_EXTENSIONS.has(token)) {
      this.#add(node, 'extensions', 'enforced', 'Specwright reads it');
      return;
    }
    const own = Object.hasOwn(table.rules, token) ? table.rules[token] : table.named;
    const borrowed =
      own === undefined && WITH_SCHEMA.has(kind) && Object.hasOwn(schemaTable.rules, token)
        ? schemaTable.rules[token]
        : undefined;
    const rule = own ?? borrowed;
    const usedAs = borrowed && kind === 'parameter' ? 'request' : use;
    if (!rule && token === '$ref') {
      this.#add(node, table.area, 'enforced', 'references are followed');
      return;
    }
    if (!rule) {
      this.#add(node, table.area, 'ignored', 'OpenAPI has no such keyword here');
      return;
    }
    const inside = isOperation(kind, token) ? this.#operationOf(node) : operation;
    const visit: Visit = { node, holder, use: usedAs, operation: inside, facts: this.#facts };
    const [status, because] =
      typeof rule.verdict === 'function' ? rule.verdict(visit) : rule.verdict;
    this.#add(node, table.area, status, because);
    this.#below(node, rule, kind, usedAs, inside);
  }

  #operationOf(node: Written): Operation | undefined {
    const target = node.follow();
    return target && this.#facts.operationAt(target);
  }

  #below(
    node: Written,
    { below }: Rule,
    kind: Kind,
    use: Use,
    operation: Operation | undefined,
  ): void {
    if (!below) return;
    const inner = below.use ?? (kind === 'schema' ? use : answerUse(use, below.kind, operation));
    const nodes = below.as === undefined ? [node] : node.children;
    // A schema says the same whichever operation it is for.
    const owner = below.kind === 'schema' ? undefined : operation;
    for (const child of nodes) this.visit(child, below.kind, inner, owner);
  }

  #add(node: Written, area: Covered['area'], status: Status, because: string): void {
    const { source } = node;
    const key = keyOf(source);
    const known = this.#found.get(key);
    if (known && RANK[known.status] <= RANK[status]) return;
    this.#found.set(key, { keyword: node.token, area, status, because, source });
  }
}

/** What business logic answers, and errors, are types to the service. */
const answerUse = (use: Use, kind: Kind, operation: Operation | undefined): Use =>
  use === 'answer' && kind === 'schema' && operation?.status !== 'live' ? 'type' : use;

const isOperation = (kind: Kind, token: string): boolean =>
  kind === 'additionalOperations' ||
  (kind === 'pathItem' && (METHODS as readonly string[]).includes(token));

const keyOf = ({ file, pointer }: SourcePointer): string => `${file}#${pointer}`;

function factsOf({ model }: Inference, document: SpecDocument): Facts {
  const operations = new Map<string, Operation>();
  const parameters = new Map<string, { parameter: Parameter; operation: Operation }[]>();
  const all = model.resources.flatMap((resource) => resource.operations);
  const byRoute = new Map(all.map((one) => [`${one.method} ${one.path}`, one] as const));
  for (const { method, path, operation: declared } of rawOperations(document)) {
    const operation = byRoute.get(`${method} ${path}`);
    const source = document.origin(declared);
    if (!operation) continue;
    if (source) operations.set(keyOf(source), operation);
    for (const own of declared.parameters ?? []) {
      const place = document.origin(own);
      const parameter = operation.parameters.find(
        ({ name, in: where }) => name === own.name && where === own.in,
      );
      if (!place || !parameter) continue;
      const key = keyOf(place);
      parameters.set(key, [...(parameters.get(key) ?? []), { parameter, operation }]);
    }
  }
  const links = new Map<string, Link[]>();
  for (const link of model.links)
    if (link.source)
      links.set(keyOf(link.source), [...(links.get(keyOf(link.source)) ?? []), link]);
  return {
    basePath: model.basePath,
    linksAt: (place) => links.get(keyOf(place.source)) ?? [],
    operationAt: (place) => operations.get(keyOf(place.source)),
    parametersAt: (place) => parameters.get(keyOf(place.source)) ?? [],
  };
}
