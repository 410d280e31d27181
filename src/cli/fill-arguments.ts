import type { FillConfig } from '../config/project.ts';
import type { RunRequest } from '../holes/run-tools.ts';
import { configError } from '../config/config-error.ts';
import type { ServiceArguments } from './service-arguments.ts';

export interface FillArguments extends ServiceArguments {
  readonly baseUrl?: string;
  readonly models?: readonly string[];
  readonly maxRounds?: string;
  readonly maxTokens?: string;
  readonly maxSeconds?: string;
  readonly maxCost?: string;
  readonly jobs?: string;
  readonly approve?: string;
  /** False for `--no-tdd`. */
  readonly tdd?: boolean;
  readonly showPrompt?: boolean;
  readonly debug?: string;
  readonly refactor?: string;
  readonly goal?: string;
  readonly requireFilled?: boolean;
}

/**
 * The settings of a run that the command line says.
 *
 * @throws ConfigError
 */
export function fillSettings(given: FillArguments): FillConfig {
  const number = (name: keyof FillArguments, text: string | undefined, whole = true) => {
    if (text === undefined) return undefined;
    const value = Number(text);
    const isFit = whole ? Number.isSafeInteger(value) && value > 0 : value >= 0;
    if (isFit) return value;
    const option = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    throw configError('SW7001', `--${option} wants a number, not ${JSON.stringify(text)}.`);
  };
  const { approve } = given;
  if (approve !== undefined && approve !== 'ask' && approve !== 'tests' && approve !== 'never')
    throw configError(
      'SW7001',
      `--approve wants ask, tests or never, not ${JSON.stringify(approve)}.`,
    );
  const maxRounds = number('maxRounds', given.maxRounds);
  const maxTokens = number('maxTokens', given.maxTokens);
  const maxSeconds = number('maxSeconds', given.maxSeconds);
  const maxCost = number('maxCost', given.maxCost, false);
  const jobs = number('jobs', given.jobs);
  return {
    ...(approve !== undefined && { approve }),
    ...(given.baseUrl !== undefined && { baseUrl: given.baseUrl }),
    ...(given.models !== undefined && { models: given.models.flatMap((one) => one.split(',')) }),
    ...(given.tdd === false && { tdd: false }),
    ...(maxRounds !== undefined && { maxRounds }),
    ...(maxTokens !== undefined && { maxTokens }),
    ...(maxSeconds !== undefined && { maxSeconds }),
    ...(maxCost !== undefined && { maxCost }),
    ...(jobs !== undefined && { jobs }),
  };
}

/**
 * What is to be done, and with which holes.
 *
 * @throws ConfigError
 */
export function fillMode(
  names: readonly string[],
  { debug, refactor, goal }: FillArguments,
): { readonly mode: RunRequest['mode']; readonly holes: readonly string[] } {
  if (debug !== undefined) return { mode: { kind: 'debug' }, holes: [debug, ...names] };
  if (refactor === undefined) {
    if (goal !== undefined)
      throw configError(
        'SW7001',
        '--goal goes with --refactor: specwright fill --refactor NAME --goal "…".',
      );
    return { mode: { kind: 'fill' }, holes: names };
  }
  if (goal === undefined || goal.trim() === '')
    throw configError('SW7001', 'Say what to change: specwright fill --refactor NAME --goal "…".');
  return { mode: { kind: 'refactor', goal }, holes: [refactor, ...names] };
}
