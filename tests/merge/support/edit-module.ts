import type { Declaration, Member, Module } from './module.ts';

/** One edit, as numbers and a word: which kind, where, and what is new. */
export interface Edit {
  readonly kind: number;
  readonly place: number;
  readonly inner: number;
  readonly word: string;
}

type Change = (module: Module, edit: Edit) => Module;

/** The kinds of edits that persons and generators make. */
const changes: readonly Change[] = [
  // A statement, member, element or test is added.
  (module, edit) => inside(module, edit, (items) => insert(items, edit, fresh(edit))),
  // … is changed.
  (module, edit) => inside(module, edit, (items) => replace(items, edit, changed)),
  // … is deleted.
  (module, edit) =>
    inside(module, edit, (items) => items.filter((_, at) => at !== edit.inner % items.length)),
  // … is moved to the front.
  (module, edit) => inside(module, edit, (items) => moved(items, edit)),
  // A declaration is added, with an import that it uses.
  (module, edit) => ({
    ...module,
    imports: imported(module, edit),
    declarations: insert(
      module.declarations,
      { ...edit, inner: edit.place },
      {
        kind: 'function',
        name: edit.word,
        comment: '',
        body: [`return ${edit.word}Helper(input);`],
      },
    ),
  }),
  // … is deleted.
  (module, { place }) => ({
    ...module,
    declarations: module.declarations.filter((_, at) => at !== place % module.declarations.length),
  }),
  // … is moved.
  (module, edit) => ({
    ...module,
    declarations: moved(module.declarations, { ...edit, inner: edit.place }),
  }),
  // … gets another comment.
  (module, { place, word }) => ({
    ...module,
    declarations: module.declarations.map((declaration, at) =>
      at === place % module.declarations.length
        ? { ...declaration, comment: `Says ${word}.` }
        : declaration,
    ),
  }),
  // Something is imported from a module that is imported already, and used.
  (module, edit) => ({
    ...module,
    imports: module.imports.map((statement, at) =>
      at === edit.place % module.imports.length
        ? {
            ...statement,
            names: [
              ...statement.names.filter((name) => name !== `${edit.word}Extra`),
              `${edit.word}Extra`,
            ],
          }
        : statement,
    ),
    declarations: insert(module.declarations, edit, {
      kind: 'call',
      name: `${edit.word}Extra`,
      comment: '',
      argument: '{}',
    }),
  }),
];

export const KINDS_OF_EDITS = changes.length;

/** A module after some edits. */
export const editModule = (module: Module, edits: readonly Edit[]): Module =>
  edits.reduce((edited, edit) => unique(changes[edit.kind]?.(edited, edit) ?? edited), module);

/** Nobody declares or imports a name twice. */
function unique(module: Module): Module {
  const seen = new Set<string>();
  const isNew = (name: string) => !seen.has(name) && seen.add(name).has(name);
  return {
    ...module,
    imports: module.imports.map(({ from, names }) => ({ from, names: names.filter(isNew) })),
    declarations: module.declarations.filter(({ kind, name }) => isNew(`${kind} ${name}`)),
  };
}

const fresh = ({ word }: Edit): Member => ({ name: word, value: `${word}Value` });
const changed = (item: Member, { word }: Edit): Member => ({ ...item, value: word });

/** Applies a change to the items of one declaration, whatever they are. */
function inside(
  module: Module,
  edit: Edit,
  change: (items: readonly Member[]) => readonly Member[],
): Module {
  const at = edit.place % module.declarations.length;
  const declarations = module.declarations.map((declaration, index): Declaration => {
    if (index !== at) return declaration;
    const distinct = (items: readonly Member[]) => [
      ...new Map(change(items).map((item) => [item.name, item])).values(),
    ];
    switch (declaration.kind) {
      case 'function':
        return { ...declaration, body: distinct(declaration.body.map(toMember)).map(toStatement) };
      case 'array': {
        const elements = distinct(declaration.elements.map((name) => ({ name, value: name })));
        return {
          ...declaration,
          elements: elements.map(({ name, value }) => (value.endsWith('Value') ? name : value)),
        };
      }
      case 'suite':
        return { ...declaration, tests: distinct(declaration.tests) };
      case 'call':
        return { ...declaration, argument: `{ ${edit.word} }` };
      default:
        return { ...declaration, members: distinct(declaration.members) };
    }
  });
  return { ...module, declarations };
}

const toMember = (statement: string): Member => {
  const [, name = '', value = ''] = /^const (\w+) = (\w+)/.exec(statement) ?? [
    '',
    'return',
    /\w+(?=\()/.exec(statement)?.[0] ?? 'input',
  ];
  return { name, value };
};
const toStatement = ({ name, value }: Member): string =>
  name === 'return' ? `return ${value}(input);` : `const ${name} = ${value}(input);`;

function insert<Item>(items: readonly Item[], { inner }: Edit, item: Item): Item[] {
  const at = inner % (items.length + 1);
  return [...items.slice(0, at), item, ...items.slice(at)];
}

const replace = (
  items: readonly Member[],
  edit: Edit,
  change: (item: Member, edit: Edit) => Member,
): Member[] =>
  items.map((item, at) => (at === edit.inner % items.length ? change(item, edit) : item));

function moved<Item>(items: readonly Item[], { inner }: Edit): Item[] {
  const at = inner % Math.max(1, items.length);
  return [...items.slice(at, at + 1), ...items.slice(0, at), ...items.slice(at + 1)];
}

const imported = ({ imports }: Module, { word }: Edit) => {
  const names = [`${word}Helper`];
  return imports.some(({ from }) => from === word) ? imports : [...imports, { from: word, names }];
};
