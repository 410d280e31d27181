import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { fileDefinition, PER_FILE } from '../../scripts/schemas/template-model.ts';
import {
  ENCODERS,
  type TemplateModel,
  templateReference,
} from '../../scripts/schemas/template-reference.ts';
import { templateModelFile } from '../../scripts/schemas.ts';
import { resolveServices } from '../../src/config/resolve-services.ts';
import { infer, read } from '../../src/pipeline.ts';
import { encoders } from '../../src/scaffold/encoders.ts';
import { helperKit } from '../../src/scaffold/helper-kit.ts';
import { loadPack } from '../../src/scaffold/pack/load-pack.ts';
import { buildViews } from '../../src/scaffold/views.ts';

const root = new URL('../../', import.meta.url);
const textOf = (path: string): string => readFileSync(new URL(path, root), 'utf8');
const model = JSON.parse(textOf('schemas/template-model.schema.json')) as TemplateModel;

test('the model of templates is what the script makes of the types: npm run schemas', async () => {
  const [name, text] = await templateModelFile();
  expect(textOf(`schemas/${name}`)).toBe(text);
});

test('the reference page is what the script makes of the model: npm run schemas', async () => {
  expect(textOf('docs/templates.md')).toBe(await templateReference(model));
});

test('the page has every encoder, and a helper is handed each that makes code', () => {
  expect(Object.keys(ENCODERS).sort()).toEqual(Object.keys(encoders).sort());
  expect(Object.keys(helperKit).sort()).toEqual([...Object.keys(encoders), 'join'].sort());
});

const ajv = new Ajv2020({ strict: false, allErrors: true });
ajv.addSchema(model, 'model');
const isService = ajv.compile({ $ref: 'model' });
const isFile = PER_FILE.map(
  ({ name, path }) =>
    [
      new RegExp(`^${path.replace(/[.]/g, '\\.').replace(/\[\w+\]/g, '[^/]+')}$`),
      ajv.compile({ $ref: `model#/$defs/${fileDefinition(name)}` }),
    ] as const,
);

/** What is wrong with a view as JSON, as `path reason`. */
const faults = (validate: ValidateFunction | undefined, view: object): string[] =>
  validate === undefined
    ? ['no definition']
    : validate(JSON.parse(JSON.stringify(view)))
      ? []
      : (validate.errors ?? []).map(
          ({ instancePath, message, params }) =>
            `${instancePath} ${message} ${JSON.stringify(params)}`,
        );

describe.each(['bookstore', 'help-desk', 'fleet'])('the views of %s', (name) => {
  test.each(['fastify', 'nestjs'])('are as the model says, in the pack %s', async (pack) => {
    const [project] = await resolveServices({
      cwd: fileURLToPath(root),
      specs: [`specs/${name}.yaml`],
      out: 'service',
      pack,
    });
    if (project === undefined) throw new Error('there is no service');
    const document = await read(project);
    const inferred = await infer(document, project);
    const views = buildViews(inferred.model, loadPack(project), [], {
      ...project,
      workflows: document.workflows,
    });
    expect(faults(isService, views.service)).toEqual([]);
    for (const [path, view] of views.each) {
      const validate = isFile.find(([pattern]) => pattern.test(path))?.[1];
      expect([path, ...faults(validate, { ...views.service, ...view })]).toEqual([path]);
    }
    const isOperation = ajv.compile({ $ref: `model#/$defs/${fileDefinition('operation')}` });
    for (const { file, view } of views.operations)
      expect([file, ...faults(isOperation, { ...views.service, ...view })]).toEqual([file]);
  });
});
