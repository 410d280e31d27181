import * as path from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { portableFolder } from '../init/config-text.ts';
import { SAMPLE_NAME } from '../init/sample.ts';

/** What is decided before anything is written. */
export interface InitAnswers {
  /** Descriptions that are there. */
  readonly specs: readonly string[];
  /** Write the sample description. */
  readonly sample: boolean;
  /** Where the services go. */
  readonly folder: string;
  /** Install the hook. */
  readonly hook: boolean;
}

/** What is taken where nobody is asked. The hook is not: it changes more than this folder. */
export const defaultAnswers = (found: readonly string[]): InitAnswers => ({
  specs: found,
  sample: found.length === 0,
  folder: 'services',
  hook: false,
});

export interface Asking {
  readonly found: readonly string[];
  /** There is a repository to install a hook in. */
  readonly canHook: boolean;
  readonly input: Readable;
  readonly output: Writable;
  readonly signal: AbortSignal;
}

/**
 * At most three questions.
 *
 * @returns undefined when the person goes away
 */
export async function askInit(asking: Asking): Promise<InitAnswers | undefined> {
  const { confirm, isCancel, multiselect, text } = await import('@clack/prompts');
  const { found, canHook, ...streams } = asking;
  const specs =
    found.length === 0
      ? await confirm({
          ...streams,
          message: `There is no OpenAPI description here. Write a sample, ${SAMPLE_NAME}?`,
        })
      : await multiselect({
          ...streams,
          message: 'Generate services from which descriptions?',
          options: found.map((value) => ({ value, label: value })),
          initialValues: found,
          required: true,
          maxItems: 12,
        });
  if (isCancel(specs) || specs === false) return undefined;
  const folder = await text({
    ...streams,
    message: 'Where shall the services go?',
    initialValue: 'services',
    validate: (answer) =>
      portableFolder(answer ?? '', path) === undefined
        ? 'Name a folder inside this one, such as services.'
        : undefined,
  });
  if (isCancel(folder)) return undefined;
  const hook = canHook
    ? await confirm({
        ...streams,
        message: 'Have each commit of a description carry what is generated from it (a git hook)?',
      })
    : false;
  if (isCancel(hook)) return undefined;
  return {
    specs: specs === true ? [] : specs,
    sample: specs === true,
    folder: portableFolder(folder, path) ?? 'services',
    hook,
  };
}
