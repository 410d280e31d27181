/**
 * What Prettier makes of plain Markdown, without loading it: headings, paragraphs and list items of
 * one line, tables, and fences of languages that it leaves alone. Undefined for anything else, of
 * which only Prettier knows what becomes.
 */
export function formatMarkdown(text: string): string | undefined {
  const blocks = blocksOf(text);
  if (blocks === undefined) return undefined;
  const printed: string[] = [];
  let wasList = false;
  for (const block of blocks) {
    const isList = block[0]?.startsWith('- ') === true;
    // Two lists in a row are one, or take another bullet.
    const lines = isList && wasList ? undefined : print(block);
    if (lines === undefined) return undefined;
    printed.push(lines.join('\n'));
    wasList = isList;
  }
  return printed.length === 0 ? undefined : `${printed.join('\n\n')}\n`;
}

const FENCE = /^```(?:sh|mermaid)$/;

/** Lines that stand together; a fence is one block, with its blank lines. Undefined if it stays open. */
function blocksOf(text: string): string[][] | undefined {
  const blocks: string[][] = [];
  let open: string[] | undefined;
  let isFence = false;
  for (const line of text.split('\n')) {
    if (isFence) {
      open?.push(line);
      if (line === '```') [open, isFence] = [undefined, false];
      else if (line.includes('```')) return undefined;
    } else if (line === '') open = undefined;
    else {
      if (!open) blocks.push((open = []));
      isFence = open.length === 0 && FENCE.test(line);
      open.push(line);
    }
  }
  return isFence ? undefined : blocks;
}

/** Words with what ends and parts sentences, what is escaped, code, and links. */
const INLINE = [
  String.raw`[A-Za-z0-9,.;:()'"/?!%=+}-]`,
  // Letters of Europe and the marks of its print; those of the East have rules of their own.
  String.raw`[\u00c0-\u024f\u2013-\u2026]`,
  // No template language, which has two or a percent sign.
  String.raw`\{(?![{%])|&(?:amp|#\d+);`,
  String.raw`(?<=\S) (?=\S)`,
  String.raw`\\[\\\x60*_[\]<>#|~]`,
  String.raw`\x60[!-_a-~]+(?: [!-_a-~]+)*\x60(?!\x60)`,
  String.raw`(?<!!)\[[A-Za-z ]+\]\(https:\/\/[\w./-]+\)`,
].join('|');
/** No mark that begins a list, a line or the like. */
const PLAIN_START = String.raw`(?![-:.,;/?!%=+}]|\d+[.)])`;
const TEXT = new RegExp(`^${PLAIN_START}(?:${INLINE})+$`);
const LIST_ITEM = new RegExp(`^- ${PLAIN_START}(?:${INLINE})+$`);
const HEADING = new RegExp(`^#{1,6} ${PLAIN_START}(?:${INLINE})+$`);

function print(block: readonly string[]): readonly string[] | undefined {
  const [first = ''] = block;
  if (FENCE.test(first)) return block;
  if (first.startsWith('|')) return printTable(block);
  if (first.startsWith('- '))
    return block.every((line) => LIST_ITEM.test(line)) ? block : undefined;
  return block.length === 1 && (HEADING.test(first) || TEXT.test(first)) ? block : undefined;
}

/** Columns are as wide as the widest of their cells, and three at least. */
function printTable(block: readonly string[]): string[] | undefined {
  const rows = block.map((line) =>
    /^\| (.*) \|$/
      .exec(line)?.[1]
      ?.split(' | ')
      .map((cell) => cell.trim()),
  );
  const widths = rows[0]?.map(() => 3) ?? [];
  for (const [index, cells] of rows.entries()) {
    if (cells?.length !== widths.length) return undefined;
    for (const [column, cell] of cells.entries()) {
      if (index === 1 ? !/^-{3,}$/.test(cell) : !TEXT.test(cell) || /[|\u0080-\uffff]/.test(cell))
        return undefined;
      if (index !== 1) widths[column] = Math.max(widths[column] ?? 0, cell.length);
    }
  }
  if (rows.length < 2) return undefined;
  return rows.map((cells = [], index) => {
    const filled = widths.map((width, column) =>
      index === 1 ? '-'.repeat(width) : (cells[column] ?? '').padEnd(width),
    );
    return `| ${filled.join(' | ')} |`;
  });
}
