/** Text of a description on one line: no control characters, not too long. */
export function oneLine(text: string, longest = 100): string {
  const plain = text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim();
  return plain.length > longest ? `${plain.slice(0, longest - 1)}…` : plain;
}
