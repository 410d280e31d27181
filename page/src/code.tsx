const TOKENS =
  /(?<comment>\/\/.*|\/\*[\s\S]*?\*\/|\/\*\*?.*$)|(?<string>'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`)|(?<keyword>\b(?:as|async|await|break|case|catch|class|const|continue|default|else|export|extends|false|finally|for|from|function|if|import|in|instanceof|interface|let|new|null|of|readonly|return|satisfies|static|switch|this|throw|true|try|type|typeof|undefined|void|while|yield)\b)|(?<number>\b\d[\d_.]*\b)/g;

interface Token {
  readonly kind: string;
  readonly text: string;
}

/** TypeScript in pieces: near enough to be read by, and nothing is evaluated. */
export function tokens(text: string): Token[] {
  const found: Token[] = [];
  let at = 0;
  for (const match of text.matchAll(TOKENS)) {
    if (match.index > at) found.push({ kind: '', text: text.slice(at, match.index) });
    const kind = Object.entries(match.groups ?? {}).find(([, value]) => value !== undefined)?.[0];
    found.push({ kind: kind ?? '', text: match[0] });
    at = match.index + match[0].length;
  }
  if (at < text.length) found.push({ kind: '', text: text.slice(at) });
  return found;
}

/** Code with its words in colours. */
export const Code = ({ text }: { readonly text: string }) => (
  <>
    {tokens(text).map(({ kind, text: own }, index) =>
      kind === '' ? (
        own
      ) : (
        <span key={index} class={`t-${kind}`}>
          {own}
        </span>
      ),
    )}
  </>
);

/** A block of code. */
export const CodeBlock = ({ text, label }: { readonly text: string; readonly label: string }) => (
  <pre class="code-block" tabIndex={0} aria-label={label}>
    <code>
      <Code text={text} />
    </code>
  </pre>
);
