import { join } from 'node:path';
import { type Schema, TemplateTypes } from './template-types.ts';

/** What a template sees besides what every template does, by where its output goes. */
export const PER_FILE: readonly {
  readonly path: string;
  readonly name: string;
  readonly about: string;
  readonly from: readonly [file: string, functionName: string];
}[] = [
  {
    path: 'src/entities/[entity].ts',
    name: 'entity',
    about: 'An entity: its types, its row, and how one becomes the other.',
    from: ['entity-view', 'entityView'],
  },
  {
    path: 'src/records/[entity].ts',
    name: 'records',
    about: 'How business logic finds and stores an entity.',
    from: ['records-view', 'recordsView'],
  },
  {
    path: 'src/resources/[resource]/repository.ts',
    name: 'repository',
    about: 'The queries of a resource.',
    from: ['repository-view', 'repositoryView'],
  },
  {
    path: 'src/resources/[resource]/logic.ts',
    name: 'logic',
    about: 'The business logic of a resource.',
    from: ['logic-view', 'logicView'],
  },
  {
    path: 'src/resources/[resource]/routes.ts',
    name: 'routes',
    about: 'The routes of a resource, of a pack without controllers.',
    from: ['routes-view', 'routesView'],
  },
  {
    path: 'src/resources/[resource]/[resource].controller.ts',
    name: 'controller',
    about: 'The controller of a resource, of a pack with controllers.',
    from: ['controller-view', 'controllerView'],
  },
  {
    path: 'src/resources/[resource]/[resource].module.ts',
    name: 'module',
    about: 'The module of a resource, of a pack with controllers.',
    from: ['controller-view', 'moduleView'],
  },
  {
    path: 'tests/[resource].test.ts',
    name: 'test',
    about: 'The tests of a resource over HTTP.',
    from: ['test-view', 'testView'],
  },
  {
    path: 'tests/rules/[resource].test.ts',
    name: 'rules',
    about: 'The examples of business rules.',
    from: ['rule-test-view', 'ruleTestView'],
  },
  {
    path: 'tests/support/[entity].ts',
    name: 'factory',
    about: 'What makes an entity over HTTP, for tests.',
    from: ['factory-view', 'factoryView'],
  },
  {
    path: '[operation]',
    name: 'operation',
    about:
      'A file with `[operation]` in its path, wherever a pack puts it: `docs/[resource]/[operation].md`. `[resource]` beside it stands for the folder of the resource.',
    from: ['operation-file-view', 'operationFileView'],
  },
  {
    path: 'tests/workflows/[workflow].test.ts',
    name: 'workflow',
    about: 'A file of workflows.',
    from: ['workflow/workflow-test-view', 'workflowTestViews'],
  },
];

/** Raised when a member is renamed, taken away or means something else. */
export const MODEL_VERSION = 1;

/** The schema of what templates see, made from the types of the views. */
export function templateModel(root: string) {
  const views = join(root, 'src/scaffold/view');
  const rendering = join(root, 'src/scaffold/views.ts');
  const types = new TemplateTypes(join(root, 'tsconfig.json'), [rendering]);
  const common = types.constant(rendering, 'buildViews', 'service');
  const perFile = PER_FILE.map(({ name, path, about, from: [file, functionName] }) => {
    const { additionalProperties, ...own } = types.answer(join(views, `${file}.ts`), functionName);
    const whole = {
      title: path,
      description: about,
      allOf: [{ $ref: '#/$defs/service' }, name === 'entity' ? withDeclarations(own) : own],
      ...(additionalProperties === false && { unevaluatedProperties: false }),
    };
    return [fileDefinition(name), whole] as const;
  });
  const { additionalProperties: _closed, ...service } = common;
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: `What the templates of a pack see, version ${MODEL_VERSION}`,
    description:
      'Every template sees the members of `service`; one that is filled for each entity, resource, operation or file of workflows sees those of its own definition besides.',
    $ref: '#/$defs/service',
    unevaluatedProperties: false,
    $defs: { service, ...Object.fromEntries(perFile), ...types.definitions },
  };
}

/** The name under which the schema defines what the templates of a place see. */
export const fileDefinition = (name: string): string => `${name}.hbs`;

/** Types of a description that stand in the only entity that has a use for them. */
const withDeclarations = (own: Schema): Schema => ({
  ...own,
  properties: {
    ...(own['properties'] as object),
    declarations: {
      description: 'Types of the description that only this entity uses.',
      type: 'array',
      items: { $ref: '#/$defs/Code' },
    },
  },
});
