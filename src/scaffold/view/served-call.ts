import { checkedEntity, checkNames, hasOwnLogic } from '../../model/holes.ts';
import type { Operation } from '../../model/types.ts';
import { type Code, code } from '../code.ts';
import { stringLiteral } from '../encode.ts';
import { member } from './field-type.ts';
import type { HandlerScope } from './handler-scope.ts';
import type { EntityNames } from './names.ts';
import { recordKeys, recordsNames } from './records-view.ts';
import { FILES } from './values.ts';

/** What serves an operation from its table. */
interface Served {
  readonly body?: string;
  readonly core: Core;
  /** What there was, for the rules about changes. */
  readonly before?: (database: string) => string;
  /** The database in reach of the call; the handler's own unless told. */
  readonly database?: string;
}

/** The call of a repository function in a database, with the body or without. */
type Core = (database: string, body?: string) => string;

/** What serves one operation from its table, with the business logic around it and after it. */
export function servedCall(
  scope: HandlerScope,
  operation: Operation,
  names: EntityNames,
  { body, core, before, database = scope.style.database }: Served,
): Code {
  const { index } = scope;
  const checked = checkedEntity(operation, (name) => index.entity(name)?.entity);
  const wrapped = operation.proceeds === true && hasOwnLogic(operation);
  if (!checked && !wrapped) return code(core(database, body));
  scope.imports.add(FILES.database, 'inTransaction');
  const context = checked ? 'context' : scope.context('transaction').text;
  const run = wrapped ? around(scope, operation, names, core, context) : core('transaction', body);
  if (!checked) return code(`inTransaction(${database}, (transaction) => ${run})`);
  const check = scope.logic(checkNames(index.model).get(checked.name) ?? '');
  const opening = `inTransaction(${database}, async (transaction) => { const context = ${scope.context('transaction').text};`;
  if (operation.kind === 'delete')
    return code(
      `${opening} const gone = await ${run}; if (gone) await ${check}(context, { before: gone, after: undefined }); return gone; })`,
    );
  const keys = recordKeys(names.entity);
  const only = keys.length === 1 ? keys[0] : undefined;
  const key = only ? member('after', only.name) : keys.length === 0 ? '' : 'after';
  const read = `context.records.${recordsNames(names.entity).name}.get(${key})`;
  const previous = before ? `const before = await ${before('transaction')};` : '';
  const missing = before ? 'if (!after) return undefined;' : '';
  return code(
    `${opening} ${previous} const after = await ${run}; ${missing} await ${check}(context, { before${before ? '' : ': undefined'}, after }); return ${read}; })`,
  );
}

/** The call of the logic around an operation, which is handed how to go on. */
function around(
  scope: HandlerScope,
  operation: Operation,
  names: EntityNames,
  core: Core,
  context: string,
): string {
  const input = scope.holeInput(operation, names);
  const hasBody = input.members.some(({ name }) => name === input.bodyName);
  const step = core('transaction', hasBody ? input.bodyName : undefined);
  let going = step;
  if (operation.kind !== 'create') {
    scope.imports.add(FILES.problem, 'existing');
    going = `existing(${step}, ${stringLiteral(names.entity.label)})`;
  }
  const given = input.value ? `${input.value.text}, ` : '';
  return `${scope.logic(operation.id)}(${context}, ${given}(${hasBody ? input.bodyName : ''}) => ${going})`;
}

export const callOf = (name: string, database: string, values: readonly string[]): string =>
  `${name}(${[database, ...values].join(', ')})`;
