import randexp from 'randexp';
import type { Schema } from '../../spec/openapi.ts';

/** What Node gives for this CommonJS package is the class itself, whatever its types say. */
const RandExp = randexp as unknown as typeof randexp.default;

/** A text that fits a string schema and differs from seed to seed, where it can. */
export function sampleText(name: string, schema: Schema, seed: number): string | undefined {
  const { pattern, format, minLength = 0, maxLength = 1000 } = schema;
  if (pattern !== undefined) return fromPattern(pattern, schema, seed);
  const formatted = format === undefined ? undefined : byFormat(format, seed);
  if (formatted !== undefined) return formatted;
  const number = seed + 1;
  const text = `${words(name)} ${number}`;
  if (text.length > maxLength) return String(number).padStart(Math.max(minLength, 1), 'a').slice(-maxLength);
  return text.padEnd(minLength, '.');
}

const hex = (seed: number): string => (seed + 1).toString(16).padStart(12, '0');

function byFormat(format: string, seed: number): string | undefined {
  const day = String((seed % 28) + 1).padStart(2, '0');
  switch (format) {
    case 'uuid':
      return `3f2b8c1e-5d4a-4b6f-9e7d-${hex(seed)}`;
    case 'date-time':
      return `2026-03-${day}T09:30:00+02:00`;
    case 'date':
      return `2026-03-${day}`;
    case 'time':
      return '09:30:00Z';
    case 'duration':
      return 'PT1H';
    case 'email':
    case 'idn-email':
      return `person${seed + 1}@example.com`;
    case 'uri':
    case 'url':
    case 'iri':
      return `https://example.com/${seed + 1}`;
    case 'uri-reference':
      return `/things/${seed + 1}`;
    case 'hostname':
    case 'idn-hostname':
      return `host${seed + 1}.example.com`;
    case 'ipv4':
      return `192.0.2.${(seed % 250) + 1}`;
    case 'ipv6':
      return `2001:db8::${(seed + 1).toString(16)}`;
    case 'byte':
      return Buffer.from(`bytes ${seed + 1}`).toString('base64');
    case 'regex':
      return '^a$';
    case 'json-pointer':
      return `/a/${seed + 1}`;
    default:
      return undefined;
  }
}

/** Texts that a pattern matches, tried until one also has the length. */
function fromPattern(pattern: string, { minLength = 0, maxLength = 1000 }: Schema, seed: number): string | undefined {
  for (let attempt = 0; attempt < 20; attempt++) {
    const text = generate(pattern, seed * 20 + attempt);
    if (text === undefined) return undefined;
    if (text.length >= minLength && text.length <= maxLength) return text;
  }
  return undefined;
}

function generate(pattern: string, seed: number): string | undefined {
  try {
    const expression = new RandExp(pattern);
    expression.max = 12;
    expression.defaultRange.subtract(0, 127).add(48, 57).add(97, 122);
    let state = (seed + 1) * 2654435761;
    expression.randInt = (from: number, to: number) => {
      state = (Math.imul(state ^ (state >>> 15), 2246822519) + 374761393) >>> 0;
      return from + (state % (to - from + 1));
    };
    return expression.gen();
  } catch {
    // Look-behinds and the like are beyond the library: then there is no sample.
    return undefined;
  }
}

/** `firstName` → `First name` */
function words(name: string): string {
  const spaced = name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/[^A-Za-z\d]+/g, ' ')
    .trim()
    .toLowerCase();
  return spaced === '' ? 'Text' : spaced.charAt(0).toUpperCase() + spaced.slice(1);
}
