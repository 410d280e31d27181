const BOM = '\uFEFF';

/** A text without a byte-order mark, and with `\n` for line ends if all of them are `\r\n`. */
export function plain(text: string): string {
  const content = text.startsWith(BOM) ? text.slice(1) : text;
  return isCrlf(content) ? content.replaceAll('\r\n', '\n') : content;
}

/** A merged text in the form of the person's file: its byte-order mark, line ends and last line. */
export function likeOurs(
  merged: string,
  { base, ours }: { readonly base: string; readonly ours: string },
): string {
  const isOpenEnded = ours !== '' && !ours.endsWith('\n') && base.endsWith('\n');
  const text = isOpenEnded ? merged.replace(/\n$/, '') : merged;
  const isBroken = ours.includes('\n') ? isCrlf(ours) : isCrlf(base);
  return (ours.startsWith(BOM) ? BOM : '') + (isBroken ? text.replaceAll('\n', '\r\n') : text);
}

const isCrlf = (text: string): boolean => text.includes('\r\n') && !/(?:^|[^\r])\n/.test(text);
