/**
 * Text that is already TypeScript (or SQL, or whatever the place wants), made by a printer of ours
 * from encoded parts. Only such text passes a template unencoded.
 */
export class Code {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  toString(): string {
    return this.text;
  }
}

export const code = (text: string): Code => new Code(text);
