/** A TypeScript module as a test makes it up: a model that is edited and printed. */
export interface Module {
  readonly header: boolean;
  readonly imports: readonly { readonly from: string; readonly names: readonly string[] }[];
  readonly declarations: readonly Declaration[];
}

export type Declaration =
  | {
      readonly kind: 'function';
      readonly name: string;
      readonly comment: string;
      readonly body: readonly string[];
    }
  | {
      readonly kind: 'interface' | 'object' | 'class';
      readonly name: string;
      readonly comment: string;
      readonly members: readonly Member[];
    }
  | {
      readonly kind: 'array';
      readonly name: string;
      readonly comment: string;
      readonly elements: readonly string[];
    }
  | {
      readonly kind: 'suite';
      readonly name: string;
      readonly comment: string;
      readonly tests: readonly Member[];
    }
  | {
      readonly kind: 'call';
      readonly name: string;
      readonly comment: string;
      readonly argument: string;
    };

export interface Member {
  readonly name: string;
  readonly value: string;
}

/** Wider than this, a list stands on lines of its own, as a formatter has it. */
const WIDTH = 60;

/** Prints a module the way a formatter would. */
export function printModule({ header, imports, declarations }: Module): string {
  return [
    header ? '// The header of the file.\n\n' : '',
    ...imports.map(({ from, names }) => `import ${inline('{', names, '}')} from './${from}.ts';\n`),
    ...declarations.map((declaration) => `\n${comment(declaration)}${print(declaration)}`),
  ].join('');
}

const comment = ({ comment: text }: Declaration): string => (text === '' ? '' : `/** ${text} */\n`);

export function print(declaration: Declaration): string {
  const { name } = declaration;
  switch (declaration.kind) {
    case 'function':
      return `export function ${name}(input: Input) {\n${indented(declaration.body)}}\n`;
    case 'interface':
      return `export interface ${name} {\n${indented(declaration.members.map((member) => `${member.name}: '${member.value}';`))}}\n`;
    case 'class':
      return `export class ${name} {\n${indented(declaration.members.map((member) => `${member.name}() {\n    return ${member.value};\n  }`))}}\n`;
    case 'object':
      return `export const ${name} = ${inline(
        '{',
        declaration.members.map((member) => `${member.name}: ${member.value}`),
        '}',
      )};\n`;
    case 'array':
      return `export const ${name} = ${inline(
        '[',
        declaration.elements.map((element) => `'${element}'`),
        ']',
      )};\n`;
    case 'suite':
      return `describe('${name}', () => {\n${indented(declaration.tests.map((test) => `test('${test.name}', () => {\n    expect(${test.value}).toBe(true);\n  });`))}});\n`;
    case 'call':
      return `app.register(${name}, ${declaration.argument});\n`;
  }
}

const indented = (lines: readonly string[]): string => lines.map((line) => `  ${line}\n`).join('');

function inline(open: string, items: readonly string[], close: string): string {
  if (items.length === 0) return open + close;
  const short = items.join(', ');
  if (short.length > WIDTH) return `${open}\n${indented(items.map((item) => `${item},`))}${close}`;
  return open === '[' ? `[${short}]` : `${open} ${short} ${close}`;
}
