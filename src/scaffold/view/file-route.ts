import type { FileAccess, Operation } from '../../model/types.ts';
import { type Code, code } from '../code.ts';
import { stringLiteral } from '../encode.ts';
import { member } from './field-type.ts';
import type { Imports } from './imports.ts';
import { type EntityNames, functionNames } from './names.ts';
import { fileSetter } from './repository-view.ts';
import { FILES } from './values.ts';

/** What a route takes from those around it. */
export interface RouteParts {
  readonly imports: Imports;
  /** Imports a function of the entity's repository. */
  readonly repository: (name: string) => string;
  readonly access: true | undefined;
  /** Arguments that find the row. */
  readonly keys: Code;
  readonly guards: readonly Code[];
  /** What a client is shown of the row in a variable. */
  readonly shown: (variable: string) => Code;
}

/** The route that reads, writes or removes a file of a row. */
export function fileRoute(
  operation: Operation,
  { entity }: EntityNames,
  { imports, repository, access, keys, guards, shown }: RouteParts,
): Record<string, unknown> {
  const { file, success } = operation;
  const field = entity.fields.find(({ name }) => name === file?.field);
  if (!file || !field) throw new Error(`${operation.id} is about no file.`);
  const common = {
    find: repository(functionNames(entity).find),
    arguments: keys,
    guards,
    label: entity.label,
    value: code(member('found', field.name)),
    mayLack: !field.required,
  };
  if (file.what === 'read') {
    imports.add(FILES.sendFile, 'sendFile');
    const types = answeredTypes(operation).map(stringLiteral).join(', ');
    return {
      access,
      usesReply: true,
      file: { ...common, isRead: true, types: code(`[${types}]`) },
    };
  }
  const isRemoval = file.what === 'remove';
  imports.add(FILES.blobs, 'forget');
  if (!isRemoval) imports.add(FILES.blobs, 'stored');
  return {
    access,
    usesReply: true,
    file: {
      ...common,
      isRemoval,
      received: isRemoval ? undefined : received(file, imports),
      set: repository(fileSetter(entity, field)),
      previous: code(member('changed.before', field.name)),
      status: code(String(success.status)),
      answersBody: success.body.kind === 'entity',
      body: shown('changed.after'),
    },
  };
}

/** The media types of a file, as they are described, without parameters. */
const answeredTypes = ({ responses, success }: Operation): string[] =>
  responses
    .filter(({ status }) => status === String(success.status))
    .flatMap(({ contents }) => contents)
    .map(({ mediaType }) => (mediaType.split(';')[0] ?? '').trim());

/** The file that a request brings, as its body or as a part of it. */
function received({ part, maximum }: FileAccess, imports: Imports): Code {
  if (part !== undefined) {
    imports.add(FILES.uploads, 'partFile');
    return code(`partFile(request, ${stringLiteral(part)})`);
  }
  imports.add(FILES.uploads, 'bodyFile');
  return code(`await bodyFile(request${maximum === undefined ? '' : `, ${maximum}`})`);
}

/** The files of a row in a variable, as arguments; nothing where it has none. */
export function filesOf(
  { entity }: EntityNames,
  variable: string,
  imports: Imports,
): Code | undefined {
  const files = entity.fields.filter(({ file }) => file !== undefined);
  if (files.length === 0) return undefined;
  imports.add(FILES.blobs, 'forget');
  const values = files.map((field) => {
    const value = member(variable, field.name);
    if (field.file === 'one') return value;
    return field.required && !field.nullable ? `...${value}` : `...(${value} ?? [])`;
  });
  return code(values.join(', '));
}
