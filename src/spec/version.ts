import type { SpecVersion } from './document.ts';
import type { Findings } from './findings.ts';
import { isObject } from './json.ts';
import type { Source } from './read/source.ts';
import { quoted } from './references/sources.ts';

/** The version that the root file declares; `undefined` with a finding when there is none to read. */
export function versionOf({ root }: Source, findings: Findings): SpecVersion | undefined {
  const { value } = root;
  if (!isObject(value) || (!root.has('openapi') && !root.has('swagger'))) {
    const other = isObject(value) ? OTHERS.find(([name]) => Object.hasOwn(value, name)) : undefined;
    const what = other
      ? `This is ${other[1]}, not an OpenAPI description`
      : 'This is no OpenAPI description';
    findings.error(
      'SW1004',
      root,
      `${what}: it has neither openapi nor swagger at its root. Name the root file of a description.`,
    );
    return undefined;
  }
  const place = root.child(root.has('openapi') ? 'openapi' : 'swagger');
  const written =
    typeof place.value === 'number' ? place.source.written(place.pointer) : String(place.value);
  const known = place.token === 'swagger' ? swagger(written) : openapi(written);
  if (!known) {
    const message = `Version ${quoted(written)} is not supported. Specwright reads Swagger 2.0 and OpenAPI 3.0, 3.1 and 3.2.`;
    findings.error('SW1005', place, message);
  } else if (typeof place.value !== 'string') {
    findings.repaired(
      'SW1202',
      place,
      `The version should be text. Write "${written}", with quotes.`,
    );
  }
  return known;
}

const OTHERS = [
  ['overlay', 'an overlay'],
  ['arazzo', 'an Arazzo description'],
  ['asyncapi', 'an AsyncAPI description'],
  ['swaggerVersion', 'a Swagger 1 description'],
  ['$schema', 'a JSON Schema'],
] as const;

const swagger = (written: string): SpecVersion | undefined =>
  /^2(?:\.0){0,2}$/.test(written) ? '2.0' : undefined;

/** Release candidates and later patches read like their minor version (OpenAPI 3.1, section 4.1). */
function openapi(written: string): SpecVersion | undefined {
  const minor = /^3\.([012])(?:\.\d+)?(?:-[\w.]+)?$/.exec(written)?.[1];
  return minor === '0' ? '3.0' : minor === '1' ? '3.1' : minor === '2' ? '3.2' : undefined;
}
