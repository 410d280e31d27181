import type { CommandGrammar } from './grammar.ts';
import { cases, quoted, words } from './shell-words.ts';

/**
 * Completion for zsh, for a file `_specwright` in `fpath` or to be sourced. Arrays must not be called
 * `options` or `commands`: those are zsh's own.
 */
export function zshCompletion(grammar: readonly CommandGrammar[]): string {
  const paths = grammar.filter(({ path }) => path !== '').map(({ path }) => quoted(` ${path}`));
  const values = cases(grammar, (value) =>
    value.kind === 'words' ? `compadd -- ${value.words.map(quoted).join(' ')}` : FILES[value.kind],
  );
  return `#compdef specwright
# zsh completion for specwright: source <(specwright completion zsh)
_specwright() {
  local key='' word before="\${words[CURRENT-1]}"
  local -a flags known
  for word in "\${(@)words[2,CURRENT-1]}"; do
    case "$key $word" in
      (${paths.join('|')}) key="$key $word" ;;
    esac
  done
  if [[ "$PREFIX" == --*=* ]]; then
    before="\${PREFIX%%=*}"
    compset -P '*='
  fi
  case "$key $before" in
${values.map(([patterns, action]) => `    (${patterns.join('|')}) ${action}; return ;;`).join('\n')}
  esac
  case "$key" in
${grammar.map(commandCase).join('\n')}
  esac
}

if [[ "\${funcstack[1]}" == _specwright ]]; then
  _specwright "$@"
elif (( $+functions[compdef] )); then
  compdef _specwright specwright
else
  print -u2 'specwright: completion needs "autoload -Uz compinit && compinit" before this.'
fi
`;
}

const FILES = { any: "_message 'value'", file: '_files', directory: '_files -/' };

function commandCase({ path, commands, options, operands }: CommandGrammar): string {
  const isFile = operands.some(({ kind }) => kind === 'file');
  const known = [
    ...commands.map(({ name, about }) => described(name, about)),
    ...words(operands).map(quoted),
  ];
  return `    (${quoted(path === '' ? '' : ` ${path}`)})
      flags=(${options.map(({ name, about }) => described(name, about)).join(' ')})
      known=(${known.join(' ')})
      if [[ "$PREFIX" == -* ]]; then
        _describe -o option flags
      else
        (( $#known )) && _describe command known
        ${isFile ? '_files' : ':'}
      fi
      ;;`;
}

/** A word with what it means; a colon in either is not the one between them. */
const described = (word: string, about: string): string =>
  quoted(`${word.replaceAll(':', '\\:')}:${about.replaceAll(':', '\\:')}`);
