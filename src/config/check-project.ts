import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.ts';
import { closest } from './closest.ts';
import type { Project } from './project.ts';
import { type ObjectSchema, type OptionSchema, projectSchema } from './project-schema.ts';

export type CheckedProject =
  | { readonly ok: true; readonly project: Project }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

/** Checks what a configuration file exports; each finding names the option and its place. */
export function checkProject(value: unknown, file: string): CheckedProject {
  const diagnostics = checkValue(value, projectSchema, '', file);
  // The schema and the type agree; a test holds them together.
  return diagnostics.length === 0
    ? { ok: true, project: value as Project }
    : { ok: false, diagnostics };
}

function checkValue(value: unknown, schema: OptionSchema, at: string, file: string): Diagnostic[] {
  const wrong = (wanted: string): Diagnostic[] => {
    const subject = at === '' ? `What ${file} exports` : `The option ${at}`;
    return [
      diagnostic('SW7004', 'error', `${subject} must be ${wanted}, not ${describe(value)}.`, {
        file,
        line: 1,
        column: 1,
      }),
    ];
  };
  switch (schema.type) {
    case 'string':
      if (schema.enum !== undefined)
        return isOneOf(value, schema.enum)
          ? []
          : wrong(schema.enum.map((one) => `'${one}'`).join(' or '));
      return typeof value === 'string' && value.length >= (schema.minLength ?? 0)
        ? []
        : wrong('a text that is not empty');
    case 'integer':
      return Number.isSafeInteger(value) && Number(value) >= schema.minimum
        ? []
        : wrong(`a whole number of at least ${schema.minimum}`);
    case 'number':
      return typeof value === 'number' && value >= schema.minimum
        ? []
        : wrong(`a number of at least ${schema.minimum}`);
    case 'boolean':
      return typeof value === 'boolean' ? [] : wrong('true or false');
    case 'array':
      if (!Array.isArray(value)) return wrong('a list');
      return value.flatMap((item: unknown, index) =>
        checkValue(item, schema.items, `${at}[${index}]`, file),
      );
    case 'object':
      return isObject(value) ? checkMembers(value, schema, at, file) : wrong('an object');
  }
}

function checkMembers(value: object, schema: ObjectSchema, at: string, file: string): Diagnostic[] {
  const path = (name: string) => (at === '' ? name : `${at}.${name}`);
  const place = { file, line: 1, column: 1 };
  const missing = (schema.required ?? [])
    .filter((name) => !Object.hasOwn(value, name))
    .map((name) =>
      diagnostic('SW7004', 'error', `The option ${path(name)} is missing: ${at} needs it.`, place),
    );
  const members = Object.entries(value).flatMap(([name, member]: [string, unknown]) => {
    const { additionalProperties: other } = schema;
    const known = Object.hasOwn(schema.properties, name)
      ? schema.properties[name]
      : other === false
        ? undefined
        : other;
    if (known !== undefined)
      return member === undefined ? [] : checkValue(member, known, path(name), file);
    const guess = closest(name, Object.keys(schema.properties));
    const hint =
      guess === undefined
        ? `Known are ${Object.keys(schema.properties).join(', ')}.`
        : `Did you mean ${path(guess)}?`;
    return [diagnostic('SW7003', 'error', `The option ${path(name)} is unknown. ${hint}`, place)];
  });
  return [...missing, ...members];
}

const isOneOf = (value: unknown, allowed: readonly string[]): boolean =>
  typeof value === 'string' && allowed.includes(value);

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function describe(value: unknown): string {
  if (typeof value === 'string') return `the text ${JSON.stringify(value.slice(0, 40))}`;
  if (Array.isArray(value)) return 'a list';
  return value === null || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : `a value of type ${typeof value}`;
}
