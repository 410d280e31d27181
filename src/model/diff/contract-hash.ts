import { hash } from 'node:crypto';
import type { Schema } from '../../spec/openapi.ts';
import { stableJson, stableJsonWithoutProse } from './stable-json.ts';
import type { Operation, ServiceModel } from '../types.ts';

/** A function from an operation to a hash of all that a client may send and will get. */
export function contractHashes(schemas: ServiceModel['schemas']): (operation: Operation) => string {
  const known = new Map(
    Object.entries(schemas).map(([name, schema]) => {
      const text = stableJsonWithoutProse(schema);
      return [name, { text, names: componentsIn(text) }] as const;
    }),
  );
  const reach = (start: readonly string[]): string[] => {
    const seen = new Set<string>();
    const open = [...start];
    for (let name = open.pop(); name !== undefined; name = open.pop()) {
      if (seen.has(name)) continue;
      seen.add(name);
      open.push(...(known.get(name)?.names ?? []));
    }
    return [...seen].sort();
  };
  return ({ parameters, request, responses, security }) => {
    const asked = parameters.map(({ name, in: place, required, schema, style, explode }) => ({
      name,
      place,
      required,
      style,
      explode,
      schema,
    }));
    const sent = request && { required: request.required, contents: bodies(request.contents) };
    const answered = responses.map(({ status, headers, contents }) => ({
      status,
      headers: headers.map(({ name, required, schema }) => ({ name, required, schema })),
      contents: bodies(contents),
    }));
    // Names of security schemes are the description's, whatever they are called.
    const said = [asked, sent, answered].map(stableJsonWithoutProse);
    const own = `[${said.join(',')},${stableJson(security)}]`;
    const parts = reach(componentsIn(own)).map((name) => `${name}\n${known.get(name)?.text}`);
    return hash('sha256', [own, ...parts].join('\n')).slice(0, 16);
  };
}

/** Bodies by what they are, whatever the service's own code calls their types. */
const bodies = (contents: readonly { readonly mediaType: string; readonly schema?: Schema }[]) =>
  contents.map(({ mediaType, schema }) => ({ mediaType, schema }));

/** Names of the component schemas that a text of JSON refers to. */
const componentsIn = (text: string): string[] => [
  ...new Set(
    [...text.matchAll(/"\$ref":"#\/components\/schemas\/([^"/]+)"/g)].map(([, name = '']) =>
      name.replaceAll('~1', '/').replaceAll('~0', '~'),
    ),
  ),
];
