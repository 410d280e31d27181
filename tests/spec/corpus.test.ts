import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { NOT_VALID } from '../../scripts/corpus/not-valid.ts';
import { measure } from '../../src/spec/read/expansion.ts';
import { readSpec } from '../../src/spec/read-spec.ts';
import { corpusAvailable, corpusFile, corpusFolder, corpusMissing } from '../support/corpus.ts';
import { found } from '../support/description.ts';

const files = corpusAvailable
  ? readFileSync(corpusFile('train/INDEX.tsv'), 'utf8')
      .split('\n')
      .slice(1)
      .flatMap((line) => line.split('\t')[0] || [])
  : [];

const inFolders = (...folders: readonly string[]) =>
  files.filter((file) => folders.some((folder) => file.startsWith(`${folder}/`)));

/** Descriptions that are named invalid, and the finding that says why; those with a warning are repaired. */
const OUTCOMES: Readonly<Record<string, string>> = {
  'broken/constructor-property.yaml': 'valid',
  'broken/duplicate-operation-ids.yaml': 'SW1206 warning',
  'broken/duplicate-path-placeholders.yaml': 'SW1213 error',
  'broken/invalid-schema-name.json': 'SW1216 error',
  'broken/missing-info.yaml': 'SW1213 error',
  'broken/newer-version.yaml': 'SW1005 error',
  'broken/path-placeholder-no-param.yaml': 'SW1203 warning',
  'broken/path-traversal-components.json': 'SW1211 warning',
  'broken/path-traversal-paths.json': 'valid',
  'broken/proto-pollution.yaml': 'valid',
  'broken/rapid7-js-injection.json': 'SW1213 error',
  'broken/ref-as-integer.yaml': 'SW1104 error',
  'broken/ref-to-invalid-path.yaml': 'SW1214 error',
  'broken/special-names-in-props.yaml': 'SW1201 warning',
  'broken/unicode-weird-names.yaml': 'valid',
  'broken/unresolved-refs.yaml': 'SW1101 error',
  'broken/yamlbomb.yaml': 'SW1006 error',
  'invalid/openapi3-examples__3.0_fail_apimatic-converted-petstore.json': 'SW1208 warning',
  'invalid/openapi3-examples__3.0_fail_deprecated3.yaml': 'SW1202 warning',
  'invalid/openapi3-examples__3.0_fail_duplicateOperationId.yaml': 'SW1206 warning',
  'invalid/openapi3-examples__3.0_fail_duplicateRequired.yaml': 'SW1215 warning',
  'invalid/openapi3-examples__3.0_fail_event-backend_openapi2.json': 'SW1101 error',
  'invalid/openapi3-examples__3.0_fail_gluecon_example1_from_._Different_parameters.md.yaml':
    'SW1202 warning',
  'invalid/openapi3-examples__3.0_fail_gluecon_example1_from_._Different_servers.md.yaml':
    'SW1202 warning',
  'invalid/openapi3-examples__3.0_fail_gluecon_example1_from_._Improved_examples.md.yaml':
    'SW1201 warning',
  'invalid/openapi3-examples__3.0_fail_gluecon_example1_from_._New_links.md.yaml': 'SW1202 error',
  'invalid/openapi3-examples__3.0_fail_gluecon_example2_from_._Improved_examples.md.yaml':
    'SW1101 error',
  'invalid/openapi3-examples__3.0_fail_gluecon_example2_from_._Improved_securityschemes.md.yaml':
    'SW1201 warning',
  'invalid/openapi3-examples__3.0_fail_gluecon_example2_from_._New_callbacks.md.yaml':
    'SW1202 error',
  'invalid/openapi3-examples__3.0_fail_gluecon_example2_from_._New_links.md.yaml': 'SW1208 warning',
  'invalid/openapi3-examples__3.0_fail_gluecon_example3_from_._Different_parameters.md.yaml':
    'SW1202 warning',
  'invalid/openapi3-examples__3.0_fail_gluecon_example5_from_._Different_parameters.md.yaml':
    'SW1217 error',
  'invalid/openapi3-examples__3.0_fail_hasFlowNotFlows.json': 'SW1216 error',
  'invalid/openapi3-examples__3.0_fail_internalPathItemRef.yaml': 'SW1101 error',
  'invalid/openapi3-examples__3.0_fail_invalidSchema.json': 'SW1216 error',
  'invalid/openapi3-examples__3.0_fail_pathitem-property.yaml': 'SW1214 warning',
  'invalid/openapi3-examples__3.0_malicious_rapid7-html.json': 'valid',
  'invalid/openapi3-examples__3.0_malicious_rapid7-java.json': 'SW1213 error',
  'invalid/openapi3-examples__3.0_malicious_rapid7-php.json': 'valid',
  'invalid/openapi3-examples__3.0_malicious_rapid7-ruby.json': 'valid',
  'invalid/openapi3-examples__3.1_fail_unknown_container.yaml': 'SW1201 error',
  'invalid/swagger-parser__test_specs_invalid_numeric-version.yaml': 'SW1202 warning',
  'invalid/swagger-parser__test_specs_invalid_old-version.yaml': 'SW1005 error',
  'invalid/swagger-parser__test_specs_validate-schema_invalid_anyof.yaml': 'SW1215 warning',
  'invalid/swagger-parser__test_specs_validate-schema_invalid_file-body-param.yaml': 'SW1208 error',
  'invalid/swagger-parser__test_specs_validate-schema_invalid_file-header-param.yaml':
    'SW1208 error',
  'invalid/swagger-parser__test_specs_validate-schema_invalid_invalid-param-location.yaml':
    'SW1208 error',
  'invalid/swagger-parser__test_specs_validate-schema_invalid_invalid-response-code.yaml':
    'SW1207 error',
  'invalid/swagger-parser__test_specs_validate-schema_invalid_multi-header-param.yaml':
    'SW1208 error',
  'invalid/swagger-parser__test_specs_validate-schema_invalid_non-primitive-param-type.yaml':
    'SW1208 error',
  'invalid/swagger-parser__test_specs_validate-schema_invalid_optional-path-param.yaml':
    'SW1208 warning',
  'invalid/swagger-parser__test_specs_validate-spec_invalid_array-body-no-items.yaml':
    'SW1215 warning',
  'invalid/swagger-parser__test_specs_validate-spec_invalid_body-and-form-params.yaml':
    'SW1208 error',
  'invalid/swagger-parser__test_specs_validate-spec_invalid_duplicate-path-params.yaml':
    'SW1208 error',
  'invalid/swagger-parser__test_specs_validate-spec_invalid_file-no-consumes.yaml':
    'SW1217 warning',
  'invalid/swagger-parser__test_specs_validate-spec_invalid_invalid-response-code.yaml':
    'SW1207 error',
  'invalid/swagger-parser__test_specs_validate-spec_invalid_multiple-body-params.yaml':
    'SW1208 error',
  'invalid/swagger-parser__test_specs_validate-spec_invalid_multiple-path-body-params.yaml':
    'SW1208 error',
  'invalid/swagger-parser__test_specs_validate-spec_invalid_path-param-no-placeholder.yaml':
    'SW1204 warning',
};

const readCorpus = (file: string) => readSpec(`train/${file}`, { cwd: corpusFolder });

describe.skipIf(!corpusAvailable)(
  `the corpus${corpusAvailable ? '' : ` (${corpusMissing})`}`,
  () => {
    test.each(inFolders('real', 'feature', 'small'))('%s is read', async (file) => {
      const result = await readCorpus(file);
      const why = NOT_VALID[file];
      if (why !== undefined) {
        expect(
          found(result)
            .filter(({ severity }) => severity === 'error')
            .map(({ code }) => code),
        ).toContain(why.slice(0, 6));
        return;
      }
      if (!result.ok)
        throw new Error(
          result.diagnostics.map(({ code, message }) => `${code} ${message}`).join('\n'),
        );
      const { api } = result.document;
      expect(measure(api).fault).toBeUndefined();
      const names = Object.keys(api.components?.schemas ?? {});
      expect(names.filter((name) => !/^[\w.-]+$/.test(name))).toEqual([]);
      const dangling = [...references(api)].filter(
        (reference) => !names.includes(reference.replace('#/components/schemas/', '')),
      );
      expect(dangling).toEqual([]);
    });

    test.each(inFolders('broken', 'invalid'))('%s is explained or repaired', async (file) => {
      const result = await readCorpus(file);
      const outcome = OUTCOMES[file] ?? 'unlisted';
      if (outcome === 'valid') {
        expect(found(result)).toEqual([]);
        return;
      }
      const findings = found(result).map(({ code, severity }) => `${code} ${severity}`);
      expect(findings).toContain(outcome);
      expect(result.ok).toBe(outcome.endsWith('warning'));
      expect(found(result).every(({ code, frame }) => code === 'SW1008' || frame)).toBe(true);
    });
  },
);

/** Every `$ref` of a document that is one: data and extensions may hold what looks like it. */
function* references(value: unknown): Generator<string> {
  if (typeof value !== 'object' || value === null) return;
  for (const [name, member] of Object.entries(value)) {
    if (name === '$ref' && typeof member === 'string') yield member;
    if (!DATA.has(name) && !name.startsWith('x-')) yield* references(member);
  }
}

const DATA = new Set(['example', 'examples', 'enum', 'const']);
