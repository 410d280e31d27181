import fc from 'fast-check';
import { mergeFile, type MergeInput, type MergeResult } from '../../../src/merge/merge-file.ts';
import { parse } from '../../../src/merge/typescript/parse.ts';
import { type Edit, editModule, KINDS_OF_EDITS } from './edit-module.ts';
import { type Declaration, type Module, print, printModule } from './module.ts';

export type MergeUnderTest = (input: MergeInput) => Promise<MergeResult>;

/** The merge as it is, looking into equal texts too, so that no law is held by a shortcut. */
export const withoutShortcuts: MergeUnderTest = (input) => mergeFile(input, { shortcuts: false });

const word = (prefix: string) => fc.nat({ max: 30 }).map((number) => `${prefix}${number}`);
const words = (prefix: string, max: number) =>
  fc.uniqueArray(word(prefix), { minLength: 1, maxLength: max });
const members = (prefix: string) =>
  words(prefix, 5).map((names) => names.map((name) => ({ name, value: `${name}Value` })));
const common = {
  name: word('thing'),
  comment: fc.constantFrom('', 'What it is.', 'Another remark.'),
};

const declaration: fc.Arbitrary<Declaration> = fc.oneof(
  fc.record({
    ...common,
    kind: fc.constant('function' as const),
    body: words('local', 6).map((names) => [
      ...names.map((name) => `const ${name} = ${name}Value(input);`),
      'return input(input);',
    ]),
  }),
  fc.record({
    ...common,
    kind: fc.constantFrom('interface' as const, 'object' as const, 'class' as const),
    members: members('member'),
  }),
  fc.record({ ...common, kind: fc.constant('array' as const), elements: words('element', 8) }),
  fc.record({ ...common, kind: fc.constant('suite' as const), tests: members('case') }),
  fc.record({
    ...common,
    kind: fc.constant('call' as const),
    argument: fc.constantFrom('{}', 'options'),
  }),
);

const module: fc.Arbitrary<Module> = fc
  .record({
    header: fc.boolean(),
    imports: fc.uniqueArray(fc.record({ from: word('module'), names: words('name', 4) }), {
      minLength: 1,
      maxLength: 4,
      selector: ({ from }) => from,
    }),
    declarations: fc.array(declaration, { minLength: 1, maxLength: 6 }),
  })
  .map((made) => editModule(made, [{ kind: 7, place: 0, inner: 0, word: 'first' }]));

/** Words of a side's own, and some that the other may choose too. */
const edits = (prefix: string): fc.Arbitrary<Edit[]> =>
  fc.array(
    fc.record({
      kind: fc.nat({ max: KINDS_OF_EDITS - 1 }),
      place: fc.nat({ max: 20 }),
      inner: fc.nat({ max: 20 }),
      word: fc.oneof(
        { weight: 6, arbitrary: word(prefix) },
        { weight: 1, arbitrary: word('both') },
      ),
    }),
    { maxLength: 5 },
  );

/** How a file is stored. */
export interface Form {
  readonly isCrlf: boolean;
  readonly hasBom: boolean;
}

export interface Case {
  readonly path: string;
  readonly base: string;
  readonly ours: string;
  readonly theirs: string;
  readonly form: Form;
  /** Declarations that a person left alone and that are generated still, as they are now. */
  readonly untouched: readonly string[];
}

const cases: fc.Arbitrary<Case> = fc
  .record({
    start: module,
    mine: edits('mine'),
    now: edits('now'),
    form: fc.record({ isCrlf: fc.boolean(), hasBom: fc.boolean() }),
  })
  .map(({ start, mine, now, form }) => {
    const [ours, theirs] = [editModule(start, mine), editModule(start, now)];
    return {
      path: 'src/shop.ts',
      base: printModule(start),
      ours: printModule(ours),
      theirs: printModule(theirs),
      form,
      untouched: untouchedDeclarations(start, ours, theirs),
    };
  });

function untouchedDeclarations(base: Module, ours: Module, theirs: Module): string[] {
  const texts = ({ declarations }: Module) =>
    new Map(declarations.map((item) => [`${item.kind} ${item.name}`, print(item)]));
  const [before, mine] = [texts(base), texts(ours)];
  return [...texts(theirs)]
    .filter(([name]) => before.has(name) && before.get(name) === mine.get(name))
    .map(([, text]) => text);
}

const stored = (text: string, { isCrlf, hasBom }: Form): string =>
  (hasBom ? '\uFEFF' : '') + (isCrlf ? text.replaceAll('\n', '\r\n') : text);

const wordsOf = (text: string): Set<string> => new Set(text.match(/\w+/g));

const isParsed = (path: string): boolean => /\.(?:ts|json)$/.test(path);

/** A law by its name; it answers what breaks it, or nothing. */
export interface Law {
  readonly name: string;
  readonly breaks: (merge: MergeUnderTest, given: Case) => Promise<string | undefined>;
}

const equal = (what: string, wanted: string) =>
  what === wanted ? undefined : `${what}\n--- is not\n${wanted}`;

export const laws: readonly Law[] = [
  {
    name: 'nothing new: the edits stay as they are',
    breaks: async (merge, { path, base, ours }) =>
      equal((await merge({ path, base, ours, theirs: base })).text, ours),
  },
  {
    name: 'no edits: the new text as it is',
    breaks: async (merge, { path, base, theirs }) =>
      equal((await merge({ path, base, ours: base, theirs })).text, theirs),
  },
  {
    name: 'both the same: that',
    breaks: async (merge, { path, base, ours }) =>
      equal((await merge({ path, base, ours, theirs: ours })).text, ours),
  },
  {
    name: 'merged once, merged for good',
    breaks: async (merge, { path, base, ours, theirs }) => {
      const { text } = await merge({ path, base, ours, theirs });
      return equal((await merge({ path, base: theirs, ours: text, theirs })).text, text);
    },
  },
  {
    name: 'what parses still parses, or is a conflict',
    breaks: async (merge, { path, base, ours, theirs }) => {
      const { text, conflicts } = await merge({ path, base, ours, theirs });
      const isWhole =
        conflicts.length > 0
          ? text.includes('<<<<<<<')
          : !isParsed(path) || parse(path, text) !== undefined;
      return isWhole ? undefined : text;
    },
  },
  {
    name: 'no word of either side is lost in silence',
    breaks: async (merge, { path, base, ours, theirs }) => {
      const { text, conflicts, notes } = await merge({ path, base, ours, theirs });
      const before = wordsOf(base);
      const now = wordsOf(text);
      const missing = (side: string) =>
        [...wordsOf(side)].filter((one) => !before.has(one) && !now.has(one));
      // What is generated newly into something that a person deleted is only noted.
      const lost = [
        ...missing(ours),
        ...(notes.length + conflicts.length > 0 ? [] : missing(theirs)),
      ];
      return lost.length === 0 ? undefined : `${lost.join(' ')} lost in\n${text}`;
    },
  },
  {
    name: 'what nobody touched is byte for byte the new text',
    breaks: async (merge, { path, base, ours, theirs, untouched }) => {
      const { text, conflicts } = await merge({ path, base, ours, theirs });
      const different = conflicts.length > 0 ? [] : untouched.filter((one) => !text.includes(one));
      return different.length === 0 ? undefined : `${different.join()}\n--- is not in\n${text}`;
    },
  },
  {
    name: 'line ends and byte-order mark are those of the file on disk',
    breaks: async (merge, { path, base, ours, theirs, form }) => {
      const { text } = await merge({ path, base, ours, theirs });
      const same = await merge({ path, base, ours: stored(ours, form), theirs });
      return equal(same.text, stored(text, form));
    },
  },
];

const holds = (law: Law, merge: MergeUnderTest) =>
  fc.asyncProperty(cases, async (given) => {
    const broken = await law.breaks(merge, given);
    if (broken !== undefined) throw new Error(broken);
  });

/** Looks for a case that breaks a law; its seed and its smallest form are in the answer. */
export const tryLaw = (law: Law, merge: MergeUnderTest, numRuns: number) =>
  fc.check(holds(law, merge), { numRuns });

/** The first law that a merge breaks, on cases that are always the same. */
export async function brokenLaw(merge: MergeUnderTest): Promise<string | undefined> {
  for (const law of laws) {
    const found = await fc.check(holds(law, merge), { numRuns: 60, seed: 7, endOnFailure: true });
    if (found.failed) return law.name;
  }
  return undefined;
}
