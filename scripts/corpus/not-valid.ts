/** Descriptions that are named valid and are not, with what the specification says. */
export const NOT_VALID: Readonly<Record<string, string>> = {
  'real/grocy.json': 'SW1101: seven schemas that its server adds when it runs',
  'feature/hey-api-full-3.1.yaml': 'SW1101: external-shared.json is not in the corpus',
  'small/learn.openapis.org__examples_v2.0_yaml_petstore-separate_spec_swagger.yaml':
    'SW1101: its other files are not in the corpus',
  'small/openapi3-examples__3.0_pass_cyclical.yaml': 'SW1101: its other file is not in the corpus',
  'small/openapi3-examples__3.0_pass_fiendish_ref-encoding2.yaml':
    'SW1101: #/components in Swagger 2.0, which has definitions',
  'small/oas-examples__3.0_json_parameters-common.json':
    'SW1213: a template expression stands at most once in a path',
};
