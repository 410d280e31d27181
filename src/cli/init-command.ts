import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { configError } from '../config/config-error.ts';
import { findConfig } from '../config/load-config.ts';
import { git } from '../git/git.ts';
import { configText, type InitService, servicesOf } from '../init/config-text.ts';
import { findDescriptions } from '../init/find-descriptions.ts';
import { SAMPLE_NAME, sampleText } from '../init/sample.ts';
import { ExitCode } from './exit-code.ts';
import { askInit, defaultAnswers, type InitAnswers } from './init-questions.ts';
import { printedJson } from './json-report.ts';
import type { Terminal } from './terminal.ts';

export interface InitArguments {
  readonly yes?: boolean;
  readonly quiet?: boolean;
  readonly json?: boolean;
}

const CONFIG = 'specwright.config.ts';

/** `specwright init`: a configuration for the descriptions of this folder. Never overwrites one. */
export async function initCommand(
  given: InitArguments,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<number> {
  const { cwd } = terminal;
  const existing = findConfig(cwd);
  if (existing !== undefined)
    throw configError(
      'SW7007',
      `${existing} exists already. Edit it, or delete it and run specwright init again.`,
    );
  const { paths: found, isCut } = findDescriptions(cwd);
  if (isCut && given.quiet !== true)
    terminal.err('There are too many files here to look at all: name what is missing yourself.\n');
  const isAsking = given.yes !== true && given.json !== true && terminal.isLive;
  const isAnswered = isAsking && process.stdin.isTTY === true;
  if (!isAnswered && given.yes !== true && found.length === 0)
    throw configError(
      'SW7008',
      'No OpenAPI description was found in this folder. Run specwright init where one is, or have a sample written: specwright init --yes.',
    );
  const answers = isAnswered
    ? await askInit({
        found,
        canHook: git(cwd, ['rev-parse', '--is-inside-work-tree'])?.ok === true,
        input: process.stdin,
        output: process.stderr,
        signal,
      })
    : defaultAnswers(found);
  if (answers === undefined) {
    terminal.err('Nothing was written.\n');
    return ExitCode.interrupted;
  }
  const services = await write(cwd, answers);
  const code = answers.hook ? await installHook(terminal, signal) : ExitCode.done;
  report(services, answers, given, terminal);
  return code;
}

async function write(cwd: string, { specs, sample, folder }: InitAnswers) {
  const services = servicesOf(sample ? [SAMPLE_NAME] : specs, folder);
  // `wx`: somebody may have written one while the person thought.
  if (sample) await create(join(cwd, SAMPLE_NAME), SAMPLE_NAME, sampleText());
  await create(join(cwd, CONFIG), CONFIG, configText(services));
  return services;
}

async function create(path: string, shown: string, text: string): Promise<void> {
  try {
    await writeFile(path, text, { flag: 'wx' });
  } catch (error) {
    throw configError(
      'SW7007',
      `${shown} cannot be written: ${error instanceof Error ? error.message : String(error)}.`,
      { cause: error },
    );
  }
}

async function installHook(terminal: Terminal, signal: AbortSignal): Promise<number> {
  const { hookCommand } = await import('./hook-command.ts');
  return hookCommand('install', terminal, signal);
}

function report(
  services: readonly InitService[],
  { sample, hook }: InitAnswers,
  { json, quiet }: InitArguments,
  terminal: Terminal,
): void {
  if (json === true) {
    terminal.out(
      printedJson([{ config: CONFIG, ...(sample && { sample: SAMPLE_NAME }), services }]),
    );
    return;
  }
  if (quiet === true) return;
  const isInstalled = existsSync(join(terminal.cwd, 'node_modules', 'specwright'));
  const made = sample ? `${SAMPLE_NAME}, a sample, and ${CONFIG}` : CONFIG;
  const names = services.map(({ spec }) => spec).join(', ');
  const next = [
    // So that an editor knows the types of the configuration, and everyone runs one version.
    ...(isInstalled ? [] : ['npm install --save-dev specwright']),
    'specwright generate',
    ...(hook
      ? []
      : ['specwright hook install   # commits of a description carry what is generated from it']),
  ];
  terminal.out(
    `Wrote ${made}${sample ? '' : ` for ${names}`}.\n\nNext:\n${next.map((line) => `  ${line}\n`).join('')}`,
  );
}
