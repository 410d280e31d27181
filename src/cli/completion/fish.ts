import type { CommandGrammar, OptionGrammar, Value } from './grammar.ts';
import { words } from './shell-words.ts';

/** Completion for fish, for `~/.config/fish/completions/specwright.fish` or to be sourced. */
export function fishCompletion(grammar: readonly CommandGrammar[]): string {
  const paths = grammar.filter(({ path }) => path !== '').map(({ path }) => quoted(` ${path}`));
  return `# fish completion for specwright: specwright completion fish | source
function __specwright_at
    set -l key ''
    set -l tokens (commandline -opc)
    set -e tokens[1]
    for word in $tokens
        switch "$key $word"
            case ${paths.join(' ')}
                set key "$key $word"
        end
    end
    test "$key" = "$argv[1]"
end

complete -c specwright -e
complete -c specwright -f
${grammar.flatMap(linesOf).join('\n')}
`;
}

function linesOf({ path, commands, options, operands }: CommandGrammar): string[] {
  const at = `complete -c specwright -n ${quoted(`__specwright_at ${quoted(path === '' ? '' : ` ${path}`)}`)}`;
  const known = words(operands);
  return [
    ...commands.map(({ name, about }) => `${at} -a ${quoted(name)} -d ${quoted(about)}`),
    ...(known.length > 0 ? [`${at} -a ${quoted(known.join(' '))}`] : []),
    ...(operands.some(({ kind }) => kind === 'file') ? [`${at} -F`] : []),
    ...options.map((option) => `${at} ${optionWords(option)}`),
  ];
}

const optionWords = ({ name, about, value }: OptionGrammar): string =>
  [`-l ${quoted(name.replace(/^--/, ''))}`, ...valueWords(value), `-d ${quoted(about)}`].join(' ');

function valueWords(value: Value | undefined): string[] {
  switch (value?.kind) {
    case undefined:
      return [];
    case 'words':
      return ['-x', '-a', quoted(value.words.join(' '))];
    case 'file':
      return ['-r', '-F'];
    case 'directory':
      return ['-x', '-a', quoted('(__fish_complete_directories)')];
    case 'any':
      return ['-x'];
  }
}

/** One word of fish: inside single quotes, only these two are escaped. */
const quoted = (word: string): string =>
  `'${word.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
