import { type OptionSchema, projectSchema } from '../../src/config/project-schema.ts';
import { code, plain, table } from './markdown.ts';

/** The type of an option in words. */
function typeOf(schema: OptionSchema): string {
  if (schema.type === 'array') return `list of ${typeOf(schema.items)}`;
  if (schema.type !== 'string' || schema.enum === undefined) return schema.type;
  return schema.enum.map(code).join(', ');
}

function defaultOf(schema: OptionSchema): string {
  return 'default' in schema ? code(JSON.stringify(schema.default)) : '';
}

/** A schema's options with those inside of them, each with the path that leads to it. */
function rows(schema: OptionSchema, path: string): readonly (readonly string[])[] {
  if (schema.type === 'array') return rows(schema.items, `${path}[]`);
  if (schema.type !== 'object') return [];
  const members = Object.entries(schema.properties);
  const { additionalProperties: rest } = schema;
  if (rest !== false) members.push(['NAME', rest]);
  return members.flatMap(([name, member]) => {
    const place = path === '' ? name : `${path}.${name}`;
    const required = schema.required?.includes(name) === true ? ' Required.' : '';
    return [
      [code(place), typeOf(member), `${plain(member.description)}${required}`, defaultOf(member)],
      ...rows(member, place),
    ];
  });
}

/** The page of the configuration, from its JSON Schema. */
export function configurationPage(): string {
  return [
    '# Configuration',
    'Made from the schema of the configuration by `npm run reference`; `schemas/config.schema.json` of the package is the same for editors.',
    '`specwright.config.ts` exports it, `specwright.config.json` is it:',
    `\`\`\`ts
import { defineConfig } from 'specwright';

export default defineConfig({
  services: [{ spec: 'openapi.yaml', out: 'services/shop' }],
});
\`\`\``,
    'What the command line says counts more.',
    table(['option', 'type', 'what it is', 'default'], rows(projectSchema, '')),
  ].join('\n\n');
}
