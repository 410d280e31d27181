/**
 * Text of a user's file made safe for a terminal: tabs become spaces, control characters (escape
 * sequences among them) and characters that change the direction of text (Unicode TR 9; the
 * «trojan source» attack) become visible.
 */
export const visible = (text: string): string =>
  text
    .replace(/\t/g, '  ')
    .replace(/[\u0000-\u001f]/g, (control) => String.fromCharCode(0x2400 + control.charCodeAt(0)))
    .replace(
      /[\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g,
      codePoint,
    );

const codePoint = (character: string): string =>
  `<U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}>`;
