/** A template that cannot be rendered: a fault of the pack, told with its line and column. */
export class TemplateError extends Error {
  override name = 'TemplateError';
  readonly template: string;
  readonly line: number | undefined;
  readonly column: number | undefined;

  constructor(template: string, message: string, line?: number, column?: number) {
    super(message);
    this.template = template;
    this.line = line;
    this.column = column;
  }
}
