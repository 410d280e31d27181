const BEGIN = '# specwright: begin (specwright hook uninstall takes this out)';
const END = '# specwright: end';

/** Finds Specwright where npm installed it in the repository, else on the PATH. */
export const COMMAND = 'PATH="$PWD/node_modules/.bin:$PATH" specwright hook run';

const BLOCK = `${BEGIN}\n${COMMAND} || exit $?\n${END}\n`;
const INSTALLED = new RegExp(`${escaped(BEGIN)}\\n[^]*?${escaped(END)}\\n?`);

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** Whether lines of a shell can be added: it is a script for one, or there is none yet. */
export const isShellScript = (text: string): boolean =>
  !text.startsWith('#!') || /^#!.*\b(?:sh|bash|dash|zsh|ksh)\b/.test(text);

/** A hook script that calls Specwright first: what stands there already may end by itself. */
export function withBlock(text: string | undefined): string {
  if (text === undefined) return `#!/bin/sh\n${BLOCK}`;
  if (INSTALLED.test(text)) return text.replace(INSTALLED, () => BLOCK);
  const [shebang = ''] = /^#!.*(?:\n|$)/.exec(text) ?? [];
  const head = shebang === '' || shebang.endsWith('\n') ? shebang : `${shebang}\n`;
  return `${head}${BLOCK}${text.slice(shebang.length)}`;
}

/** The script without those lines; undefined when nothing is left of it. */
export function withoutBlock(text: string): string | undefined {
  const rest = text.replace(INSTALLED, '');
  return rest.replace(/^#!.*/, '').trim() === '' ? undefined : rest;
}
