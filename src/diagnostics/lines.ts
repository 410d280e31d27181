/** The lines of a text, found once. Line ends are those of YAML 1.2 (section 5.4): LF, CR LF and CR. */
export class Lines {
  readonly #text: string;
  readonly #starts: number[] = [0];

  constructor(text: string) {
    this.#text = text;
    for (const { index, 0: end } of text.matchAll(/\r\n?|\n/g))
      this.#starts.push(index + end.length);
  }

  get count(): number {
    return this.#starts.length;
  }

  /** Line and column of an offset, both from 1; columns count UTF-16 units. */
  position(offset: number): { readonly line: number; readonly column: number } {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (this.#starts[low] ?? 0) + 1 };
  }

  /** Offset of a line and column; what lies beyond the text is moved to its end. */
  offset(line: number, column: number): number {
    const start = this.#starts[line - 1] ?? this.#text.length;
    return Math.min(start + column - 1, this.#text.length);
  }

  /** A part of a line, without its end, from a column (from 0) on. */
  part(line: number, from: number, length: number): string {
    const { start, end } = this.#bounds(line);
    return this.#text.slice(Math.min(start + from, end), Math.min(start + from + length, end));
  }

  length(line: number): number {
    const { start, end } = this.#bounds(line);
    return end - start;
  }

  #bounds(line: number): { start: number; end: number } {
    const start = this.#starts[line - 1] ?? this.#text.length;
    let end = this.#starts[line] ?? this.#text.length;
    while (end > start && (this.#text[end - 1] === '\n' || this.#text[end - 1] === '\r')) end -= 1;
    return { start, end };
  }
}
