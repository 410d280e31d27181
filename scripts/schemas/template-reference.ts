import { format } from 'prettier';
import { fileDefinition, PER_FILE } from './template-model.ts';

interface Member {
  readonly description?: string;
  readonly type?: string;
  readonly $ref?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly items?: Member;
  readonly anyOf?: readonly Member[];
  readonly allOf?: readonly Member[];
  readonly title?: string;
  readonly properties?: Readonly<Record<string, Member>>;
  readonly required?: readonly string[];
}

export interface TemplateModel {
  readonly title: string;
  readonly $defs: Readonly<Record<string, Member>>;
}

/** What each encoder is for, in the order in which a reader looks for them. */
export const ENCODERS: Readonly<Record<string, string>> = {
  id: 'a TypeScript identifier, which the text must be already',
  prop: 'a property name, quoted where it must be',
  str: 'a string literal',
  comment: 'text in a comment',
  json: 'JSON',
  path: 'one segment of a path, which the text must be already',
  md: 'text in Markdown',
  mdcode: 'text in a Markdown code span',
  yaml: 'a double-quoted YAML scalar',
  sh: 'a single-quoted word of a shell',
  code: 'text of the type `Code`, which a printer or an encoder has made',
};

const INTRODUCTION = `# What templates see

This page is made from the types of the code by \`npm run schemas\`, as is the JSON Schema \`schemas/template-model.schema.json\`. [packs.md](packs.md) tells how a pack is made.

A member that is called optional may be missing: \`{{#if member}}\` asks for it. \`Code\` is text that is TypeScript already, and is printed by \`{{code member}}\`.
`;

/** The reference page of a model, as Markdown. */
export function templateReference({ $defs }: TemplateModel): Promise<string> {
  const names = new Set(PER_FILE.map(({ name }) => fileDefinition(name)));
  const files = PER_FILE.map(({ name, path, about }) => {
    const own = $defs[fileDefinition(name)]?.allOf?.[1] ?? {};
    return `### \`${path}\`\n\n${about}\n\n${table(own)}`;
  });
  const shared = Object.entries($defs)
    .filter(([name]) => name !== 'service' && !names.has(name))
    .map(([name, definition]) =>
      [`### ${name}`, definition.description ?? '', table(definition)].join('\n\n'),
    );
  const text = [
    INTRODUCTION,
    '## Encoders\n\nA template prints through one of them, or not at all.',
    rows(
      ['call', 'what it prints'],
      Object.entries(ENCODERS).map(([name, about]) => [`\`{{${name} text}}\``, about]),
    ),
    'Besides, `(concat a b …)` puts texts together, `(withArticle words)` sets `a` or `an` before words, `(those a b …)` is the list of those that are there; `{{#if}}`, `{{#unless}}`, `{{#each}}`, `{{#with}}` and `lookup` are those of Handlebars.',
    '## Every template',
    table($defs['service'] ?? {}),
    '## Templates that are filled many times',
    'They see what every template sees, and this besides.',
    ...files,
    '## Types',
    ...shared,
  ].join('\n\n');
  return format(text, { parser: 'markdown', printWidth: 100 });
}

const rows = (head: readonly string[], body: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...body]
    .map((cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`)
    .join('\n');

function table(definition: Member): string {
  const members = membersOf(definition, '');
  return members.length === 0
    ? 'It has members of its own for each kind.'
    : rows(['member', 'type', 'what it is'], members);
}

/** Members, those of members without a name for their type after them. */
function membersOf({ properties = {}, required = [] }: Member, before: string): string[][] {
  return Object.entries(properties).flatMap(([name, member]) => {
    const path = `${before}${name}`;
    const optional = required.includes(name) ? '' : ', optional';
    const row = [`\`${path}\``, `${typeOf(member)}${optional}`, member.description ?? ''];
    const inner = member.items ?? member;
    return [row, ...membersOf(inner, `${path}${member.items ? '[]' : ''}.`)];
  });
}

function typeOf(member: Member): string {
  if (member.$ref !== undefined) {
    const name = member.$ref.split('/').at(-1) ?? '';
    return `[${name}](#${name.toLowerCase()})`;
  }
  if (member.const !== undefined) return `\`${JSON.stringify(member.const)}\``;
  if (member.enum) return member.enum.map((one) => `\`${JSON.stringify(one)}\``).join(' or ');
  if (member.anyOf) return member.anyOf.map(typeOf).join(' or ');
  if (member.items) return `list of ${typeOf(member.items)}`;
  return member.type ?? 'anything';
}
