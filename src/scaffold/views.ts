import { holesOf } from '../model/holes.ts';
import { repeatableOperations } from '../model/idempotency.ts';
import { isServed } from '../model/is-served.ts';
import type { Operation, Resource, ServiceModel } from '../model/types.ts';
import type { WorkflowFile } from '../spec/arazzo/types.ts';
import { code } from './code.ts';
import type { Pack } from './pack/compose.ts';
import { packView } from './pack/conditions.ts';
import type { SourceFile } from './source-file.ts';
import { CONTROLLER_TEMPLATE, controllerView, moduleView } from './view/controller-view.ts';
import { entityView } from './view/entity-view.ts';
import { routeStyle } from './view/handler-style.ts';
import { Imports } from './view/imports.ts';
import { tableNames } from './view/join-tables.ts';
import { unknownQueryView } from './view/unknown-query-view.ts';
import { linksView } from './view/links-view.ts';
import { logicView } from './view/logic-view.ts';
import { givenViews } from './view/given-view.ts';
import { indexModel } from './view/names.ts';
import { type OperationFile, operationFiles } from './view/operation-file-view.ts';
import { recordsView } from './view/records-view.ts';
import { refusedMethodView } from './view/refused-method-view.ts';
import { repositoryView } from './view/repository-view.ts';
import { ruleTestView } from './view/rule-test-view.ts';
import { routesView } from './view/routes-view.ts';
import { schemaTypeNames } from './view/schema-type-names.ts';
import { seedView } from './view/seed-view.ts';
import { securedView } from './view/secured-view.ts';
import { securityTestView } from './view/security-test-view.ts';
import { SchemaTypes } from './view/schema-types.ts';
import { type ServiceOptions, serviceView } from './view/service-view.ts';
import { factoryView, requiredHeaders } from './view/factory-view.ts';
import { TestPlan } from './view/test-plan.ts';
import { arrives } from './view/test-url.ts';
import { testView } from './view/test-view.ts';
import { webhooksView } from './view/webhooks-view.ts';
import { workflowSupport } from './view/workflow/support-view.ts';
import { workflowTestViews } from './view/workflow/workflow-test-view.ts';

/** What templates see, as plain data. */
export interface Views {
  /** What all of them see. */
  readonly service: Readonly<Record<string, unknown>>;
  /** What else they see, by output path, where a file is made once for each entity or resource. */
  readonly each: ReadonlyMap<string, object>;
  /** What is rendered once for each operation, wherever a pack wants it. */
  readonly operations: readonly OperationFile[];
  readonly schemaFiles: readonly SourceFile[];
}

/** Builds all views; types are placed when every file that uses them is known. */
export function buildViews(
  model: ServiceModel,
  pack: Pack,
  slow: readonly string[],
  options: ServiceOptions & { readonly workflows?: readonly WorkflowFile[] },
): Views {
  const index = indexModel(model);
  const hasControllers = pack.templates.some(({ path }) => path === CONTROLLER_TEMPLATE);
  const schemaNames = schemaTypeNames(model);
  const types = new SchemaTypes(index, schemaNames);
  const typeNames = new Set([
    ...schemaNames.values(),
    ...model.entities.flatMap(({ representations }) => representations.map(({ name }) => name)),
  ]);
  const holes = holesOf(model);
  const given = holes.length > 0 ? givenViews(model, types.typedSchemas()) : [];
  const headers = requiredHeaders(model);
  const workflows = workflowTestViews(options.workflows ?? [], model);
  const liveOf = liveOperations(model);
  const plan = new TestPlan(model, liveOf);
  const own = {
    ...serviceView(model, options),
    slowPatterns: slow.length > 0 ? slow : undefined,
    requiredHeaders: headers,
    sendsHeaders: headers !== undefined || repeatableOperations(model).length > 0,
    tableNames: tableNames(model),
    given: given.length > 0 ? given : undefined,
    secured: securedView(model),
    seed: seedView(model),
    unknownQuery: options.unknownQuery === 'refuse' ? unknownQueryView(model) : undefined,
    refusedMethod: refusedMethodView(model),
    security: securityTestView(model),
    workflows: workflowSupport(workflows),
    followedLinks: linksView(model, plan),
  };
  const built: {
    path: string;
    view: { imports: readonly unknown[]; path: string };
    imports: Imports;
  }[] = [];
  const keep = (
    part: { view: { imports: readonly unknown[]; path: string }; imports: Imports } | undefined,
  ) => {
    if (part) built.push({ path: part.view.path, ...part });
  };

  const isLive = (name: string | undefined): name is string =>
    name !== undefined && liveOf(name).operations.length > 0;
  const read = new Set(model.resources.map(({ entity }) => entity).filter(isLive));
  for (const entity of model.entities) {
    keep(entityView(entity, types, read.has(entity.name)));
    if (holes.length > 0) keep(recordsView(entity, types, index));
  }
  let tellsMore = own.service.hasCursors;
  for (const resource of model.resources) {
    const names = index.entity(resource.entity);
    const { operations } =
      resource.entity === undefined ? { operations: [] } : liveOf(resource.entity);
    if (names && read.has(names.entity.name))
      keep(repositoryView({ resource, names, operations, types, index }));
    keep(logicView(resource, types, index, typeNames));
    keep(ruleTestView(resource, index));
    const handled = { resource, index, types, typeNames, liveOf };
    if (hasControllers) keep(moduleView(resource));
    const routes = hasControllers
      ? controllerView(handled)
      : routesView({ ...handled, style: routeStyle });
    tellsMore ||= routes.view.operations.some((operation) => operation.tellsMore === true);
    keep(routes);
  }

  const webhooks = webhooksView(model, types);
  types.settle();
  const common = {
    ...own,
    service: { ...own.service, tellsMore },
    webhooks: webhooks && { ...webhooks.view, imports: webhooks.imports.view() },
  };
  const service = { ...common, pack: packView(pack, common) };
  const each = new Map<string, object>();
  for (const { path, view, imports } of built) {
    const declarations = path.startsWith('src/entities/')
      ? types.declarationsIn(path, imports).map(code)
      : undefined;
    each.set(path, {
      ...view,
      ...(declarations && { declarations }),
      imports: imports.view(),
    });
  }
  for (const resource of model.resources.filter(({ operations }) => operations.some(arrives))) {
    const tests = testView(resource, model, plan);
    each.set(tests.path, tests);
  }
  for (const view of workflows) each.set(view.path, view);
  for (const name of plan.entities()) {
    const factory = plan.factory(name);
    const view = factory && factoryView(factory, model);
    if (view) each.set(view.path, view);
  }
  const operations = operationFiles(model);
  return { service, each, operations, schemaFiles: schemaFiles(types) };
}

function schemaFiles(types: SchemaTypes): SourceFile[] {
  return types.ownFiles().map(({ file, component }) => {
    const imports = new Imports(file);
    const declaration = types.declareIn(component, file, imports);
    const lines = imports
      .view()
      .map(({ names, from }) => `import { ${names.join(', ')} } from '${from}';`);
    return { path: file, text: `${lines.join('\n')}\n\n${declaration}\n` };
  });
}

/** The operations by which each entity is served, and the folder whose repository serves them. */
export function liveOperations(model: ServiceModel) {
  const known = new Map<string, { operations: Operation[]; folder: string }>();
  const resourceOf = new Map<string, Resource>();
  for (const resource of model.resources) {
    if (resource.entity !== undefined && !resourceOf.has(resource.entity))
      resourceOf.set(resource.entity, resource);
    for (const operation of resource.operations) {
      if (!isServed(operation) || operation.entity === undefined) continue;
      const entry = known.get(operation.entity) ?? { operations: [], folder: '' };
      entry.operations.push(operation);
      known.set(operation.entity, entry);
    }
  }
  for (const [entity, entry] of known) entry.folder = resourceOf.get(entity)?.folder ?? '';
  return (entity: string) =>
    known.get(entity) ?? { operations: [], folder: resourceOf.get(entity)?.folder ?? '' };
}
