import type { SpecDocument } from '../spec/document.ts';
import { entityRules } from './business-rules.ts';
import { fileName, kebabCase, Namespace, pascalCase, plural, sqlName, wordsOf } from './names.ts';
import type { ShapedDraft } from './representations.ts';
import { renamedFrom } from './renamed-from.ts';
import { resolved } from './schema-shape.ts';
import type { Entity } from './types.ts';
import { uniqueSets } from './which-unique.ts';

/** Drafts as entities, with a name for every place where one is needed. */
export function nameEntities(shaped: readonly ShapedDraft[], document: SpecDocument): Entity[] {
  const schemas = document.api.components?.schemas ?? {};
  const plurals = new Namespace();
  const files = new Namespace();
  const tables = new Namespace();
  // The generated service tells there which migrations have been applied.
  tables.take('migration');
  // What the description says is said first, so that others make way.
  const told = new Map(
    shaped.flatMap(({ draft }) =>
      draft.table === undefined ? [] : [[draft, tables.take(draft.table)] as const],
    ),
  );
  return shaped.map(({ draft, representations }) => {
    const words = wordsOf(draft.name).join(' ');
    const many = draft.singleton ? draft.name : pascalCase(plural(words));
    const isSame = many === draft.name && !draft.singleton;
    const primary = draft.collections[0]?.primary;
    const described = resolved(primary, schemas);
    const former = renamedFrom(
      described,
      ...draft.uses.map(({ schema }) => resolved(schema, schemas)),
    );
    const source = document.origin(described) ?? (primary && document.origin(primary));
    return {
      name: draft.name,
      plural: plurals.take(isSame ? `${many}List` : many),
      label: words,
      file: files.take(fileName(kebabCase(draft.name))),
      table:
        told.get(draft) ?? tables.take(sqlName(draft.singleton ? words : plural(words), 'things')),
      ...(former !== undefined && { renamedFrom: former }),
      fields: draft.fields,
      key: draft.key,
      unique: uniqueSets(draft, schemas),
      representations,
      singleton: draft.singleton,
      rules: entityRules(draft.uses, schemas),
      ...(source && { source }),
      evidence: draft.evidence,
    };
  });
}
