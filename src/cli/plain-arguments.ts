/** What a command takes of plain arguments; names are as they are written, without the dashes. */
export interface PlainGrammar {
  readonly flags: readonly string[];
  readonly values: readonly string[];
}

export interface PlainArguments {
  readonly operands: readonly string[];
  readonly flags: ReadonlySet<string>;
  readonly values: ReadonlyMap<string, string>;
}

/**
 * Reads the arguments that scripts and hooks give day by day. The whole grammar takes longer to
 * load than such a command to run, so whatever is unusual is left to it: `undefined`.
 */
export function readPlain(
  argv: readonly string[],
  { flags, values }: PlainGrammar,
): PlainArguments | undefined {
  const operands: string[] = [];
  const foundFlags = new Set<string>();
  const foundValues = new Map<string, string>();
  for (let at = 0; at < argv.length; at++) {
    const word = argv[at] ?? '';
    if (!word.startsWith('-')) {
      operands.push(word);
      continue;
    }
    const equals = word.indexOf('=');
    const name = word.slice(2, equals === -1 ? undefined : equals);
    if (!word.startsWith('--')) return undefined;
    if (flags.includes(name) && equals === -1) foundFlags.add(name);
    else if (values.includes(name) && !foundValues.has(name)) {
      const value = equals === -1 ? argv[++at] : word.slice(equals + 1);
      if (value === undefined || value === '' || value.startsWith('-')) return undefined;
      foundValues.set(name, value);
    } else return undefined;
  }
  return { operands, flags: foundFlags, values: foundValues };
}
