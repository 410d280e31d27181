import { expect, test } from 'vitest';
import { relatedDescription } from '../../bench/synthetic.ts';
import { inferModel } from '../../src/model/infer-model.ts';
import type { ServiceModel } from '../../src/model/types.ts';
import { mermaidWord } from '../../src/scaffold/encode.ts';
import { entityDiagram } from '../../src/scaffold/view/entity-diagram.ts';
import { petsYaml } from '../cli/run-cli.ts';
import { document } from '../support/description.ts';

const modelOf = async (name: string, text: string): Promise<ServiceModel> =>
  inferModel(await document({ [name]: text })).model;

const MORE = [
  'name: { type: string }',
  'ownerId: { type: string, format: uuid, x-specwright: { reference: Pet } }',
  'pk: { type: string }',
  '"2nd`\\n``` ": { type: string }',
];

const owned = petsYaml
  .replace('required: [id, name]', 'required: [id, name, ownerId]')
  .replace(`        ${MORE[0]}`, MORE.map((line) => `        ${line}`).join('\n'));

test('entities are told with their fields, keys and relations', async () => {
  const diagram = entityDiagram(await modelOf('pets.yaml', owned))?.text;
  expect(diagram).toContain('erDiagram\n  "Pet" {\n    uuid id PK\n    string name\n');
  expect(diagram).toContain('    uuid owner_id FK\n');
  expect(diagram).toContain('  "Pet" ||--o{ "Pet" : "owner_id"');
});

test('no name of a description is a word of the diagram, or ends the fence that it stands in', async () => {
  const diagram = entityDiagram(await modelOf('pets.yaml', owned))?.text ?? '';
  expect(diagram).not.toContain('`');
  expect(diagram).toContain('    string *pk\n');
  for (const line of diagram.split('\n').slice(1))
    expect(line).toMatch(
      /^ {2}(?:"[\w-]+" \{|\}|"[\w-]+" (?:\|\||\|o|\}o)--o[{|] "[\w-]+" : "[*\w-]+"| {2}[\w-]+ [*\w-]+(?: (?:PK|FK|UK)(?:, (?:PK|FK|UK))*)?)$/,
    );
  expect(['a b', '"}', '', '1st', 'fk', 'naïve', '%%{init}'].map(mermaidWord)).toEqual([
    'a_b',
    '__',
    '_',
    '_1st',
    '*fk',
    'na_ve',
    '___init_',
  ]);
});

test('a large service shows keys and references, and one that is too large has none', async () => {
  const large = entityDiagram(await modelOf('many.json', relatedDescription(60)))?.text ?? '';
  expect(large).toContain(
    '  "Item20" {\n    integer id PK\n    integer item10_id FK\n    integer item2_id FK\n  }',
  );
  expect(large).not.toContain('amount');
  expect(entityDiagram(await modelOf('many.json', relatedDescription(320)))).toBeUndefined();
});

test('without entities there is no diagram', async () => {
  const model = await modelOf('pets.yaml', petsYaml);
  expect(entityDiagram({ ...model, entities: [] })).toBeUndefined();
});
