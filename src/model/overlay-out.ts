import { Document, isMap, type YAMLMap } from 'yaml';
import type { SpecDocument } from '../spec/document.ts';
import type { Inference } from './infer-model.ts';
import { type Choice, choicesOf } from './overlay-choices.ts';
import { isSameChoice } from './told.ts';
import type { Confidence, Evidence } from './types.ts';

export interface WrittenOverlay {
  readonly text: string;
  /** How many choices it says; an overlay without any is none. */
  readonly actions: number;
  /** Choices that an overlay cannot say, each with the reason. */
  readonly left: readonly string[];
}

/**
 * The choices of an inference as an OpenAPI Overlay 1.0 in YAML, each with its evidence above it.
 * Applied as it is, it changes nothing; edited, it overrules what was inferred.
 */
export function overlayOf(inference: Inference, document: SpecDocument): WrittenOverlay {
  const { actions, left } = actionsOf(choicesOf(inference, document), document);
  const overlay = new Document({
    overlay: '1.0.0',
    info: { title: `Choices for ${inference.model.title}`, version: inference.model.version },
    actions: actions.map(({ target, choice }) => ({
      target,
      update: { 'x-specwright': choice.said },
    })),
  });
  overlay.commentBefore = commentOf([
    `What Specwright inferred from ${document.file}, and how sure it is of each choice.`,
    'Edit a choice to overrule it, delete what you leave to Specwright, and apply the rest:',
    `  specwright generate ${document.file} --overlay FILE --out DIR`,
    'What x-specwright may say is listed in docs/explain.md of Specwright.',
    ...(left.length === 0
      ? []
      : [
          '',
          'An overlay cannot say these, so that they are not here:',
          ...left.map((line) => `  ${line}`),
        ]),
  ]);
  const list = overlay.get('actions');
  actions.forEach(({ choice }, index) => {
    const item = isItems(list) ? list.items[index] : undefined;
    if (isMap(item)) describe(item, choice, index > 0, document);
  });
  return { text: overlay.toString({ lineWidth: 0 }), actions: actions.length, left };
}

const isItems = (list: unknown): list is { readonly items: readonly unknown[] } =>
  typeof list === 'object' && list !== null && 'items' in list && Array.isArray(list.items);

interface Action {
  readonly target: string;
  readonly choice: Choice;
}

/**
 * Choices with a target. Several choices may meet in one place of the description, such as a shared
 * parameter: one action says what they agree on, and what they do not agree on cannot be said there.
 */
function actionsOf(all: readonly Choice[], document: SpecDocument) {
  const byTarget = new Map<string, Choice[]>();
  const left: string[] = [];
  for (const choice of all) {
    const target = choice.source && document.target(choice.source);
    if (target === undefined && saysNothing(choice)) continue;
    if (target === undefined) left.push(`${choice.title}: ${elsewhere(choice, document)}`);
    else byTarget.set(target, [...(byTarget.get(target) ?? []), choice]);
  }
  const actions: Action[] = [];
  for (const [target, choices] of byTarget) {
    const [first] = choices;
    if (!first || choices.every(saysNothing)) continue;
    if (choices.every(({ said }) => isSameChoice(said, first.said)))
      actions.push({ target, choice: first });
    else
      left.push(`${choices.map(({ title }) => title).join(', ')}: they share one place and differ`);
  }
  return { actions, left };
}

/** What a property leaves alone is a choice too, where another entity shares it. */
const saysNothing = ({ said }: Choice): boolean => Object.keys(said).length === 0;

const elsewhere = ({ source }: Choice, { file }: SpecDocument): string =>
  source === undefined || source.file === file
    ? 'it is put together from several places'
    : `it stands in ${source.file}`;

function describe(
  item: YAMLMap,
  { title, source, evidence }: Choice,
  isApart: boolean,
  document: SpecDocument,
): void {
  const place = source && document.locate(source);
  item.commentBefore = commentOf([
    `${title}${place === undefined ? '' : `  ${place.file}:${place.line}`}`,
    ...evidence.map(evidenceLine),
  ]);
  item.spaceBefore = isApart;
}

const WORDS: Readonly<Record<Confidence, string>> = {
  certain: 'sure',
  likely: 'likely',
  unsure: 'unsure',
};

const evidenceLine = ({ choice, because, confidence }: Evidence): string =>
  `  ${WORDS[confidence]}: ${choice}, because ${because}`;

/** Comment lines. Text of the description must not end one: YAML's line breaks become spaces. */
const commentOf = (lines: readonly string[]): string =>
  lines.map((line) => ` ${line.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')}`.trimEnd()).join('\n');
