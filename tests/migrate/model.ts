import type { Entity, Field, Operation, ServiceModel } from '../../src/model/types.ts';

/** A field with everything that a test does not care about filled in. */
export const field = (name: string, type: Field['type'], more: Partial<Field> = {}): Field => ({
  name,
  identifier: name,
  column: name,
  type,
  schema: {},
  unshown: [],
  mergeable: false,
  required: true,
  nullable: false,
  readOnly: false,
  writeOnly: false,
  hidden: false,
  evidence: [],
  ...more,
});

export const uuidKey = field('id', 'uuid', { generation: { by: 'uuid' } });

export const countedKey = field('id', 'bigint', { generation: { by: 'sequence' } });

export const reference = (
  entity: string,
  more: Partial<NonNullable<Field['reference']>> = {},
): Partial<Field> => ({
  reference: { entity, field: 'id', onDelete: 'restrict', many: false, ...more },
});

export const entity = (
  name: string,
  fields: readonly Field[],
  more: Partial<Entity> = {},
): Entity => ({
  name,
  plural: `${name}s`,
  label: name,
  file: name,
  table: `${name.toLowerCase()}s`,
  fields,
  key: { fields: ['id'] },
  unique: [],
  representations: [],
  singleton: false,
  rules: [],
  evidence: [],
  ...more,
});

export const list = (
  of: string,
  parameters: readonly Partial<Operation['parameters'][number]>[],
  order: NonNullable<Operation['page']>['order'] = [],
): Operation => ({
  id: `list${of}`,
  method: 'get',
  path: `/${of}`,
  kind: 'list',
  status: 'live',
  entity: of,
  deprecated: false,
  tags: [],
  rules: [],
  responses: [],
  success: { status: 200, body: { kind: 'none' } },
  errorShapes: {},
  security: [],
  evidence: [],
  parameters: parameters.map((parameter) => ({
    name: 'p',
    in: 'query',
    identifier: 'p',
    required: false,
    schema: {},
    role: 'filter',
    style: 'form',
    explode: true,
    ...parameter,
  })),
  page: {
    style: 'offset',
    defaultSize: 20,
    minimumSize: 1,
    maximumSize: 100,
    firstPage: 1,
    firstOffset: 0,
    linkHeader: false,
    order,
  },
});

export const model = (
  entities: readonly Entity[],
  operations: readonly Operation[] = [],
): ServiceModel => ({
  name: 'test',
  title: 'Test',
  version: '1',
  basePath: '',
  entities,
  resources: [{ name: 'all', folder: 'all', operations }],
  events: [],
  schemas: {},
  securitySchemes: [],
  links: [],
  errorShapes: [{ name: 'Error', mediaType: 'application/json', members: [], evidence: [] }],
});
