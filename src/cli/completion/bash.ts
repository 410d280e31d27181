import type { CommandGrammar, Value } from './grammar.ts';
import { cases, quoted, words } from './shell-words.ts';

/** Completion for bash from 3.2 on, which macOS has. */
export function bashCompletion(grammar: readonly CommandGrammar[]): string {
  const paths = grammar.filter(({ path }) => path !== '').map(({ path }) => quoted(` ${path}`));
  const values = cases(grammar, ({ kind, ...value }) =>
    kind === 'words' && 'words' in value
      ? `_specwright_words ${quoted(value.words.join(' '))}`
      : FILES[kind],
  );
  return `# bash completion for specwright: source <(specwright completion bash)
_specwright_words() {
  local line
  while IFS= read -r line; do
    COMPREPLY[\${#COMPREPLY[@]}]="$line"
  done < <(compgen -W "$1" -- "$cur")
}

_specwright_files() {
  local line
  # Spaces in names are quoted where bash can do it.
  type compopt &>/dev/null && compopt -o filenames
  while IFS= read -r line; do
    COMPREPLY[\${#COMPREPLY[@]}]="$line"
  done < <(compgen "$1" -- "$cur")
}

_specwright() {
  local cur="\${COMP_WORDS[COMP_CWORD]}" before="\${COMP_WORDS[COMP_CWORD - 1]}" key="" i
  COMPREPLY=()
  # Readline takes --option=value for three words.
  if [ "$cur" = = ]; then
    cur=""
  elif [ "$before" = = ] && ((COMP_CWORD > 1)); then
    before="\${COMP_WORDS[COMP_CWORD - 2]}"
  fi
  for ((i = 1; i < COMP_CWORD; i++)); do
    case "$key \${COMP_WORDS[i]}" in
      ${paths.join(' | ')}) key="$key \${COMP_WORDS[i]}" ;;
    esac
  done
  case "$key $before" in
${values.map(([patterns, action]) => `    ${patterns.join(' | ')}) ${action}; return ;;`).join('\n')}
  esac
  case "$key" in
${grammar.map(commandCase).join('\n')}
  esac
}

complete -F _specwright specwright
`;
}

const FILES = {
  words: ':',
  any: ':',
  file: '_specwright_files -f',
  directory: '_specwright_files -d',
};

function commandCase({ path, commands, options, operands }: CommandGrammar): string {
  const plain = [...commands.map(({ name }) => name), ...words(operands)];
  const files = operands.find(({ kind }) => kind === 'file' || kind === 'directory');
  const others = [
    ...(plain.length > 0 ? [`_specwright_words ${quoted(plain.join(' '))}`] : []),
    ...(files ? [fileAction(files)] : []),
  ];
  return `    ${quoted(path === '' ? '' : ` ${path}`)})
      case "$cur" in
        -*) _specwright_words ${quoted(options.map(({ name }) => name).join(' '))} ;;
        *) ${others.join('; ') || ':'} ;;
      esac
      ;;`;
}

const fileAction = ({ kind }: Value): string => FILES[kind];
