import { withArticle } from '../../model/article.ts';
import { lowerFirst } from '../../model/names.ts';
import type { Entity, Field, Member, Representation } from '../../model/types.ts';
import { type Code, code } from '../code.ts';
import { propertyName } from '../encode.ts';
import {
  fieldType,
  hasColumn,
  isBig,
  isCounted,
  isDerived,
  isFilled,
  isLink,
  isOptional,
} from './field-type.ts';
import { type ImportView, Imports } from './imports.ts';
import { entityNames, type EntityNames, presenterName } from './names.ts';
import type { SchemaTypes } from './schema-types.ts';

interface MemberView {
  readonly name: string;
  readonly optional: boolean;
  readonly readOnly?: boolean;
  readonly doc?: string | undefined;
  readonly deprecated?: true;
  readonly type: Code;
}

/** What `src/entities/[entity].ts.hbs` needs. */
export interface EntityView {
  readonly path: string;
  imports: readonly ImportView[];
  declarations: readonly Code[];
  readonly parsesJson: boolean;
  readonly entity: Record<string, string | Code | undefined>;
  readonly parsesInt64: boolean;
  readonly parsesBoth: boolean;
  readonly usesJson: boolean;
  readonly hidesMembers: boolean;
  readonly fields: readonly MemberView[];
  readonly representations: readonly {
    name: string;
    doc: string;
    members: readonly MemberView[];
  }[];
  readonly columns: readonly { column: string; type: Code }[];
  /** Whether a repository reads its rows. */
  readonly isRead: boolean;
  readonly decoded: readonly Code[];
  readonly presenters: readonly {
    function: string;
    type: string;
    argument: string;
    doc: string;
    members: readonly Code[];
  }[];
}

export function entityView(
  entity: Entity,
  types: SchemaTypes,
  isRead: boolean,
): { view: EntityView; imports: Imports } {
  const names = entityNames(entity);
  const imports = new Imports(names.file);
  const typed = (field: Field) => fieldType(field, types, names.file, imports);
  const shown = entity.representations.filter((shape) => !names.shownAsStored.has(shape.name));
  const columns = entity.fields.filter(hasColumn).map((field) => {
    if (field.generation?.by === 'sequence') imports.addType('kysely', 'Generated');
    return { column: field.column, type: code(columnType(field, typed(field))) };
  });
  const sequenced = isCounted(entity);
  if (sequenced) imports.addType('kysely', 'Selectable');
  const parsesJson = entity.fields.some((field) => field.type === 'json' && hasColumn(field));
  const parsesInt64 = entity.fields.some((field) => isBig(field) && hasColumn(field));
  const view: EntityView = {
    path: names.file,
    imports: [],
    declarations: [],
    parsesJson,
    parsesInt64,
    parsesBoth: parsesJson && parsesInt64,
    usesJson: parsesJson || parsesInt64,
    hidesMembers: entity.fields.some(({ unshown }) => unshown.length > 0),
    entity: {
      description: entity.description,
      storedDoc: sentence(`${withArticle(entity.label)}, as the service stores it.`),
      storedType: names.stored,
      tableType: names.table,
      rowType: code(sequenced ? `Selectable<${names.table}>` : names.table),
      table: entity.table,
      decode: names.decode,
      columns: names.columns,
    },
    fields: entity.fields.map((field) => ({
      name: field.name,
      optional: isOptional(field) && !isLink(field),
      readOnly: field.readOnly,
      doc:
        field.description ??
        (field.hidden ? 'Known from the path; not part of any body.' : undefined),
      ...deprecation(field),
      type: code(field.nullable ? `${typed(field)} | null` : typed(field)),
    })),
    representations: shown.map((shape) => ({
      name: shape.name,
      doc: representationDoc(entity, shape),
      members: shape.members.flatMap((member) => memberView(entity, shape, member, typed)),
    })),
    columns,
    isRead,
    decoded: entity.fields.map((field) => code(decode(field, entity, typed(field)))),
    presenters: shown
      .filter(({ usage }) => usage === 'response')
      .map((shape) => presenterView(entity, names, shape)),
  };
  return { view, imports };
}

const deprecation = ({ schema }: Field): { deprecated?: true } =>
  schema.deprecated === true ? { deprecated: true } : {};

const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const representationDocs: Readonly<Record<Representation['usage'], string>> = {
  response: 'as a client is shown it',
  create: 'what a client sends to create one',
  replace: 'what a client sends to replace one',
  update: 'what a client may change',
};

const representationDoc = (entity: Entity, { usage }: Representation): string =>
  sentence(`${withArticle(entity.label)}: ${representationDocs[usage]}.`);

function memberView(
  entity: Entity,
  shape: Representation,
  { field: name, required, nullable }: Member,
  typed: (field: Field) => string,
): MemberView[] {
  const field = entity.fields.find((candidate) => candidate.name === name);
  if (!field) return [];
  const always = shape.usage === 'response' ? !isOptional(field) && nullable !== false : required;
  return [
    {
      name,
      optional: !always,
      ...deprecation(field),
      type: code((nullable ?? field.nullable) ? `${typed(field)} | null` : typed(field)),
    },
  ];
}

/** The column as SQLite and as PostgreSQL give it. */
function columnType(field: Field, type: string): string {
  const base = columnBase(field, type);
  const full = isFilled(field) ? base : `${base} | null`;
  return field.generation?.by === 'sequence' ? `Generated<${full}>` : full;
}

function columnBase(field: Field, type: string): string {
  switch (field.type) {
    case 'integer':
    case 'number':
    case 'decimal':
      return 'number | string';
    case 'bigint':
      return isBig(field) ? 'number | bigint | string' : 'number | string';
    case 'boolean':
      return 'boolean | number';
    case 'json':
      return 'string';
    case 'enum':
      return type;
    default:
      return 'string';
  }
}

/** One member of the object that a row becomes. */
function decode(field: Field, entity: Entity, type: string): string {
  const name = propertyName(field.name);
  if (isLink(field)) return `${name}: []`;
  if (isDerived(field)) return `${name}: ${derived(field, entity)}`;
  const column = `row.${field.column}`;
  const value = decodeValue(field, column, type);
  if (isFilled(field)) return `${name}: ${value}`;
  if (!isOptional(field)) {
    return `${name}: ${value === column ? column : `${column} === null ? null : ${value}`}`;
  }
  return `...(${column} !== null && { ${name}: ${value} })`;
}

function decodeValue(field: Field, column: string, type: string): string {
  switch (field.type) {
    case 'integer':
    case 'number':
    case 'decimal':
      return `Number(${column})`;
    case 'bigint':
      return isBig(field) ? `int64Of(${column})` : `Number(${column})`;
    case 'boolean':
      return `Boolean(${column})`;
    case 'json':
      if (field.unshown.length > 0)
        return `without(parseJson(${column}), ${JSON.stringify(field.unshown)}) as ${/[|&?]/.test(type) ? `(${type})` : type}`;
      // Texts have no digits that could be lost.
      return `${type === 'string[]' ? 'JSON.parse' : 'parseJson'}(${column}) as ${/[|&?]/.test(type) ? `(${type})` : type}`;
    default:
      return column;
  }
}

/** `/orders/{id}` as a template literal over the row. */
function derived(field: Field, entity: Entity): string {
  const template = field.generation?.by === 'template' ? field.generation.template : '';
  const parts = template.split(/\{([^}]*)\}/);
  const printed = parts.map((part, index) => {
    if (index % 2 === 0)
      return JSON.stringify(part).slice(1, -1).replace(/\\"/g, '"').replace(/[`$]/g, '\\$&');
    const source = entity.fields.find((candidate) => candidate.name === part);
    return source ? `\${row.${source.column}}` : '';
  });
  return `\`${printed.join('')}\``;
}

function presenterView(entity: Entity, names: EntityNames, shape: Representation) {
  const argument = lowerFirst(names.entity.name);
  const safe =
    /^(?:new|class|case|default|delete|package|return|import|export|function|switch|interface|enum|in|this|void|with|do|if|for|while|try|throw|catch|null|true|false|var|let|const|static|public|private|protected|yield|await|super|extends|finally|else|continue|break|debugger|typeof|instanceof|arguments|eval)$/.test(
      argument,
    )
      ? 'stored'
      : argument;
  return {
    function: presenterName(names, shape.name) ?? '',
    type: shape.name,
    argument: safe,
    doc: representationDoc(entity, shape),
    members: shape.members.flatMap(({ field: name, nullable }) => {
      const field = entity.fields.find((candidate) => candidate.name === name);
      if (!field) return [];
      const access = /^[A-Za-z_$][\w$]*$/.test(name)
        ? `${safe}.${name}`
        : `${safe}[${JSON.stringify(name)}]`;
      const printed = `${propertyName(name)}: ${access}`;
      if (nullable === false) return [code(`...(${access} !== null && { ${printed} })`)];
      return [
        code(
          isOptional(field) && !isLink(field)
            ? `...(${access} !== undefined && { ${printed} })`
            : printed,
        ),
      ];
    }),
  };
}
