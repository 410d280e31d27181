import { posix } from 'node:path';
import { ts } from 'ts-morph';
import type { Lent } from './reach.ts';
import { freeNames, parse } from './source.ts';

/** Which lent names a body uses that its file does not import yet. */
export function missingImports(text: string, body: string, lent: readonly Lent[]): Lent[] {
  const used = freeNames(body);
  const known = namesIn(text);
  return lent.filter(({ name }) => used.has(name) && !known.has(name));
}

/** Names that a file imports or declares at its top. */
function namesIn(text: string): Set<string> {
  const names = new Set<string>();
  for (const statement of parse(text).statements) {
    if (ts.isImportDeclaration(statement)) {
      const bindings = statement.importClause?.namedBindings;
      if (bindings && ts.isNamedImports(bindings))
        for (const { name } of bindings.elements) names.add(name.text);
    } else if ('name' in statement && statement.name) {
      const { name } = statement as ts.DeclarationStatement;
      if (name) names.add(name.getText());
    }
  }
  return names;
}

/** A file that imports these names too: within a statement that is there, else in a new one. */
export function withImports(text: string, path: string, names: readonly Lent[]): string {
  return names.reduce((result, name) => withImport(result, path, name), text);
}

function withImport(text: string, path: string, { name, from, isType }: Lent): string {
  const relative = posix.relative(posix.dirname(path), from);
  const specifier = relative.startsWith('.') ? relative : `./${relative}`;
  const printed = `${isType ? 'type ' : ''}${name}`;
  const imports = parse(text).statements.filter(ts.isImportDeclaration);
  const same = imports.find(
    ({ moduleSpecifier, importClause }) =>
      ts.isStringLiteral(moduleSpecifier) &&
      moduleSpecifier.text === specifier &&
      importClause?.namedBindings !== undefined &&
      ts.isNamedImports(importClause.namedBindings),
  );
  const bindings = same?.importClause?.namedBindings;
  if (bindings && ts.isNamedImports(bindings)) {
    const all = [...bindings.elements.map((element) => element.getText()), printed].sort(byName);
    return `${text.slice(0, bindings.getStart())}{ ${all.join(', ')} }${text.slice(bindings.end)}`;
  }
  const line = `import { ${printed} } from '${specifier}';\n`;
  const last = imports.at(-1);
  if (!last) return `${line}\n${text}`;
  const end = text.indexOf('\n', last.end) + 1;
  return `${text.slice(0, end)}${line}${text.slice(end)}`;
}

const bare = (name: string): string => name.replace(/^type /, '');

const byName = (one: string, other: string): number =>
  bare(one) < bare(other) ? -1 : bare(one) > bare(other) ? 1 : 0;

/** Leaves out `notImplemented` once no function waits to be written. */
export function withoutNotImplemented(text: string): string {
  if (/\bnotImplemented\(/.test(text)) return text;
  return text
    .replace(/^import \{ notImplemented \} from '[^']+';\n/m, '')
    .replace(/(\{ | )notImplemented, /, '$1')
    .replace(/, notImplemented( \})/, '$1');
}
