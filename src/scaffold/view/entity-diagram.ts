import type { Entity, Field, ServiceModel } from '../../model/types.ts';
import { type Code, code } from '../code.ts';
import { mermaidWord } from '../encode.ts';

/** Beyond so many entities only keys and references are shown. */
const MOST_WHOLE = 12;
/** What GitHub's renderer takes is 50,000 characters and 500 relations. */
const MOST_CHARACTERS = 45_000;
const MOST_RELATIONS = 400;

/**
 * The entities and their relations as a Mermaid diagram; nothing where there are none, or more than
 * a renderer takes.
 */
export function entityDiagram({ entities }: ServiceModel): Code | undefined {
  if (entities.length === 0) return undefined;
  const names = new Set(entities.map(({ name }) => name));
  const isWhole = entities.length <= MOST_WHOLE;
  const relations = entities.flatMap((entity) =>
    entity.fields.flatMap((field) =>
      field.reference && names.has(field.reference.entity) ? relation(entity, field) : [],
    ),
  );
  const text = [
    'erDiagram',
    ...entities.flatMap((entity) => block(entity, isWhole)),
    ...relations,
  ].join('\n');
  const isTooMuch = text.length > MOST_CHARACTERS || relations.length > MOST_RELATIONS;
  return isTooMuch ? undefined : code(text);
}

/** Quoted, since `One` and `To` are words of the diagram. */
const shown = (entity: string): string => `"${mermaidWord(entity)}"`;

function block(entity: Entity, isWhole: boolean): string[] {
  const fields = entity.fields.filter(
    (field) => isWhole || isKey(entity, field) || field.reference !== undefined,
  );
  const lines = fields.map((field) => {
    const marks = [
      ...(isKey(entity, field) ? ['PK'] : []),
      ...(field.reference ? ['FK'] : []),
      ...(isUnique(entity, field) ? ['UK'] : []),
    ];
    const words = [mermaidWord(field.type), mermaidWord(field.column)];
    return `    ${[...words, ...(marks.length > 0 ? [marks.join(', ')] : [])].join(' ')}`;
  });
  return lines.length === 0
    ? [`  ${shown(entity.name)}`]
    : [`  ${shown(entity.name)} {`, ...lines, '  }'];
}

const isKey = ({ key }: Entity, { name }: Field): boolean => key.fields.includes(name);

const isUnique = ({ unique }: Entity, { name }: Field): boolean =>
  unique.some((set) => set.length === 1 && set[0] === name);

/** From what is referred to to what refers: how many of each there are. */
function relation(entity: Entity, field: Field): string {
  const target = field.reference?.entity ?? '';
  const isOne = isUnique(entity, field) || (isKey(entity, field) && entity.key.fields.length === 1);
  const ends = field.reference?.many
    ? '}o--o{'
    : `${field.required ? '||' : '|o'}--${isOne ? 'o|' : 'o{'}`;
  return `  ${shown(target)} ${ends} ${shown(entity.name)} : "${mermaidWord(field.column)}"`;
}
