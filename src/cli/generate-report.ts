import { oneLine } from '../diagnostics/one-line.ts';
import { relative } from 'node:path';
import type { GenerateResult, OperationSummary } from '../generate-result.ts';
import { outcomeWords } from '../outcome-words.ts';
import type { FileAction } from '../workspace/plan.ts';
import { count, table } from './table.ts';

const MOST_OPERATIONS = 40;

/** What a run came to, for a person: operations, files, tests, and what to do next. */
export function generateReport(result: GenerateResult, cwd: string, isDry: boolean): string {
  const folder = relative(cwd, result.out) || '.';
  const title = `${result.service || 'No service'} in ${folder}: ${outcomeWords[result.outcome]}${isDry && result.outcome === 'done' ? ' (dry run: nothing was written)' : ''}\n`;
  if (NOT_WRITTEN.has(result.outcome)) return title;
  const parts = [title, operationTable(result.operations), summaryTable(result, folder)];
  if (result.outcome === 'done' && !isDry) parts.push(nextCommands(folder, startsDenied(result)));
  return parts.join('\n');
}

const NOT_WRITTEN: ReadonlySet<GenerateResult['outcome']> = new Set([
  'invalid',
  'failed',
  'refused',
  'unusable',
  'blocked',
  'undecided',
]);

function operationTable(operations: readonly OperationSummary[]): string {
  const holes = operations.filter(({ status }) => status === 'hole');
  const shown = operations.length <= MOST_OPERATIONS ? operations : holes.slice(0, MOST_OPERATIONS);
  const rows = shown.map(({ status, method, path, kind, reason }) => [
    status,
    method.toUpperCase(),
    oneLine(path, 70),
    status === 'hole' ? oneLine(reason ?? 'needs business logic') : kind,
  ]);
  const hidden = operations.length - shown.length;
  return table(rows) + (hidden > 0 ? `  … and ${hidden} more\n` : '');
}

function summaryTable(result: GenerateResult, folder: string): string {
  const { operations, entities, files, tests, sandbox, timings } = result;
  const live = operations.filter(({ status }) => status !== 'hole').length;
  const holes = operations.length - live;
  const milliseconds = Object.values(timings).reduce((sum, time) => sum + time, 0);
  return table([
    [
      'Operations',
      `${live} live, ${count(holes, 'hole')}${holes > 0 ? ` (these answer 501 until they are filled: specwright fill --out ${folder})` : ''}`,
    ],
    ['Entities', entities.length === 0 ? 'none' : oneLine(entities.join(', '))],
    ['Files', actionCounts(files.map(({ action }) => action))],
    ['Tests', tests === undefined ? 'not run' : `${tests.passed} of ${tests.total} passed`],
    ...(sandbox === undefined ? [] : [['Sandbox', sandbox]]),
    ['Time', `${(milliseconds / 1000).toFixed(1)} s`],
  ]);
}

const WORDS: Readonly<Record<FileAction, string>> = {
  create: 'created',
  update: 'updated',
  merge: 'merged',
  restore: 'restored',
  delete: 'deleted',
  keep: 'kept as you edited them',
  deleted: 'left deleted',
  unchanged: 'unchanged',
  conflict: 'in conflict',
};

function actionCounts(actions: readonly FileAction[]): string {
  const order = Object.keys(WORDS) as FileAction[];
  const parts = order.flatMap((action) => {
    const number = actions.filter((one) => one === action).length;
    return number === 0 ? [] : [`${number} ${WORDS[action]}`];
  });
  return parts.length === 0 ? 'none' : parts.join(', ');
}

/** Where the pack puts what decides who may do what. */
const AUTHORIZATION = 'src/authorization.ts';

/** Whether the service has just got a decision to make, which denies until a person writes it. */
const startsDenied = ({ files }: GenerateResult): boolean =>
  files.some(({ path, action }) => path === AUTHORIZATION && action === 'create');

function nextCommands(folder: string, isDenied: boolean): string {
  const shown = /^[\w./-]+$/.test(folder) ? folder : JSON.stringify(folder);
  return [
    'Next:',
    ...(folder === '.' ? [] : [`  cd ${shown}`]),
    ...(isDenied
      ? [`  say in ${AUTHORIZATION} who may do what: until then, what is protected is denied`]
      : []),
    '  npm install',
    '  npm start        # then open http://localhost:3000/docs',
    '',
  ].join('\n');
}
