import type { Hole } from '../../model/holes.ts';
import {
  type ExampleRecord,
  referenceIn,
  type TestableExample,
  testableExample,
} from '../../model/rule-example.ts';
import type {
  ErrorMember,
  JsonValue,
  Resource,
  RuleExample,
  ServiceModel,
} from '../../model/types.ts';
import { type Code, code } from '../code.ts';
import { literal, propertyName, stringLiteral, templateText } from '../encode.ts';
import { beforeValue, pathText } from './path-style.ts';
import { recordKeys, recordsNames } from './records-view.ts';
import { member } from './field-type.ts';
import { givenName, isMakeable } from './given-view.ts';
import { type ImportView, Imports } from './imports.ts';
import type { ModelIndex } from './names.ts';

/** A rule with its examples, for one hole. */
export interface HoleExamples {
  readonly hole: Hole;
  readonly rules: readonly { readonly rule: string; readonly examples: readonly RuleExample[] }[];
}

/** What `tests/rules/[resource].test.ts.hbs` needs. */
export interface RuleTestView {
  readonly path: string;
  imports: readonly ImportView[];
  readonly holes: readonly {
    function: string;
    tests: readonly { name: string; lines: readonly Code[] }[];
  }[];
}

/** The examples of a resource's rules that are data. */
export function ruleTestView(
  resource: Resource,
  index: ModelIndex,
): { view: RuleTestView; imports: Imports } | undefined {
  const holes = index.holesOf(resource).map((hole) => ({ hole, rules: hole.rules }));
  return examplesView(`tests/rules/${resource.folder}.test.ts`, holes, index.model);
}

/** Tests of examples, wherever they come from; nothing where none can be tested. */
export function examplesView(
  path: string,
  holes: readonly HoleExamples[],
  model: ServiceModel,
): { view: RuleTestView; imports: Imports } | undefined {
  const imports = new Imports(path);
  const views = holes.flatMap(({ hole, rules }) => {
    const tests = rules.flatMap(({ rule, examples }) => {
      const testable = examples
        .map((example) => testableExample(example, rule, hole, model))
        .filter((found) => typeof found === 'object')
        .filter(({ given }) => given.every(({ entity }) => isMakeable(entity, model, [])));
      return testable.map((example, index) => ({
        name: testable.length > 1 ? `${rule} (${index + 1})` : rule,
        lines: testLines(example, model, imports).map(code),
      }));
    });
    if (tests.length === 0) return [];
    imports.add(hole.file, hole.id);
    return [{ function: hole.id, tests }];
  });
  return views.length === 0 ? undefined : { view: { path, imports: [], holes: views }, imports };
}

function testLines(example: TestableExample, model: ServiceModel, imports: Imports): string[] {
  const { given, operation, body, status, answer, after } = example;
  const used = usedVariables(example);
  const lines = given.map(({ entity, variable, fields }, index) => {
    imports.add('tests/support/given.ts', givenName(entity));
    const before = given.slice(0, index);
    const call = `await ${givenName(entity)}(context, ${valueOf(fields, before)});`;
    return used.has(variable) ? `const ${variable} = ${call}` : call;
  });
  const headers = example.parameters.filter(({ parameter }) => parameter.in === 'header');
  const options = [
    `method: ${stringLiteral(operation.method.toUpperCase())}`,
    `url: ${urlOf(example)}`,
    ...(body === undefined && headers.length === 0
      ? []
      : [`headers: ${headersOf(example, body !== undefined)}`]),
    ...(body === undefined ? [] : [`payload: JSON.stringify(${valueOf(body, given)})`]),
  ];
  lines.push(
    `const response = await call(app, ${stringLiteral(operation.id)}, { ${options.join(', ')} });`,
  );
  if (status !== undefined)
    lines.push(`expect(response.statusCode, response.body).toBe(${status});`);
  if (answer !== undefined)
    lines.push(`expect(response.json()).toMatchObject(${expected(answer, given)});`);
  const coded = codeOf(example, model);
  if (coded !== undefined) lines.push(`expect(response.json()).toMatchObject(${coded});`);
  for (const { entity, variable, fields } of after) {
    const keys = recordKeys(entity);
    const only = keys.length === 1 ? keys[0] : undefined;
    const key = only ? member(variable, only.name) : keys.length === 0 ? '' : variable;
    const read = `await context.records.${recordsNames(entity).name}.find(${key})`;
    lines.push(
      fields === undefined
        ? `expect(${read}).toBeUndefined();`
        : `expect(${read}).toMatchObject(${expected(fields, given)});`,
    );
  }
  return lines;
}

/** The records that something in the example refers to after they are made. */
function usedVariables({ given, parameters, body, answer, after }: TestableExample): Set<string> {
  const used = new Set(after.map(({ variable }) => variable));
  const look = (value: JsonValue | undefined): void => {
    if (typeof value === 'string') {
      const reference = referenceIn(value, given);
      if (reference) used.add(reference.variable);
    } else if (typeof value === 'object' && value !== null) Object.values(value).forEach(look);
  };
  for (const { value } of parameters) look(value);
  for (const { fields } of given) look(fields);
  for (const { fields } of after) look(fields);
  look(body);
  look(answer);
  return used;
}

/** A value as an expression, with what it refers to in given records. */
function valueOf(value: JsonValue, given: readonly ExampleRecord[]): string {
  if (typeof value === 'string') {
    const reference = referenceIn(value, given);
    return reference ? member(reference.variable, reference.field) : stringLiteral(value);
  }
  if (typeof value !== 'object' || value === null) return literal(value);
  if (Array.isArray(value)) return `[${value.map((one) => valueOf(one, given)).join(', ')}]`;
  const members = Object.entries(value).map(
    ([name, one]) => `${propertyName(name)}: ${valueOf(one, given)}`,
  );
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
}

/** What an answer is compared with; `{ not: null }` stands for whatever there is. */
function expected(value: JsonValue, given: readonly ExampleRecord[]): string {
  if (typeof value !== 'object' || value === null) return valueOf(value, given);
  if (Array.isArray(value)) return `[${value.map((one) => expected(one, given)).join(', ')}]`;
  const entries = Object.entries(value);
  if (entries.length === 1 && entries[0]?.[0] === 'not' && entries[0][1] === null)
    return 'expect.anything()';
  const members = entries.map(([name, one]) => `${propertyName(name)}: ${expected(one, given)}`);
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
}

function urlOf({ operation, parameters, given }: TestableExample): string {
  const path = operation.path.split(/(\{[^}]*\})/).map((part) => {
    if (!part.startsWith('{')) return pathText(part);
    const found = parameters.find(
      ({ parameter }) => parameter.in === 'path' && parameter.name === part.slice(1, -1),
    );
    if (!found) return templateText(part);
    return `${beforeValue(found.parameter)}\${encodeURIComponent(${textOf(found.value, given)})}`;
  });
  const query = parameters.flatMap(({ parameter, value }) =>
    parameter.in === 'query'
      ? [value]
          .flat()
          .map(
            (one) =>
              `${encodeURIComponent(parameter.name)}=\${encodeURIComponent(${textOf(one, given)})}`,
          )
      : [],
  );
  return `\`${path.join('')}${query.length > 0 ? `?${query.join('&')}` : ''}\``;
}

const textOf = (value: JsonValue, given: readonly ExampleRecord[]): string =>
  typeof value === 'string' && !referenceIn(value, given)
    ? stringLiteral(value)
    : `String(${valueOf(value, given)})`;

function headersOf({ parameters, given, operation }: TestableExample, hasBody: boolean): string {
  const members = parameters.flatMap(({ parameter, value }) =>
    parameter.in === 'header'
      ? [`${propertyName(parameter.name.toLowerCase())}: ${textOf(value, given)}`]
      : [],
  );
  const type = operation.request?.contents[0]?.mediaType ?? 'application/json';
  if (hasBody) members.unshift(`'content-type': ${stringLiteral(type)}`);
  return `{ ${members.join(', ')} }`;
}

/** The answer of an error with its code, where the error's shape has a place for one. */
function codeOf(
  { code: word, status, operation }: TestableExample,
  { errorShapes }: ServiceModel,
): string | undefined {
  if (word === undefined) return undefined;
  const declared = status === undefined ? [] : [String(status), `${String(status)[0]}XX`];
  const index = [...declared, 'default']
    .map((name) => operation.errorShapes[name])
    .find((known) => known !== undefined);
  const place = errorShapes[index ?? 0]?.members.find(
    ({ role }: ErrorMember) => role === 'code',
  )?.path;
  return place?.reduceRight(
    (inner, name) => `{ ${propertyName(name)}: ${inner} }`,
    stringLiteral(word),
  );
}
