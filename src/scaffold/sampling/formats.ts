import type { Random } from './random.ts';
import { wordFor } from './words.ts';

const DAY = 86_400_000;

const instantOf = (seed: number): Date =>
  new Date(Date.UTC(2026, 0, 5, 9, 30) + seed * (DAY + 3_600_000));

/** A text of each format, another one for each seed. Odd date-times carry an offset. */
const FORMATS: Readonly<Record<string, (seed: number, random: Random) => string>> = {
  uuid: (_seed, random) =>
    `${random.hex(8)}-${random.hex(4)}-4${random.hex(3)}-${random.integer(8, 11).toString(16)}${random.hex(3)}-${random.hex(12)}`,
  'date-time': (seed) =>
    instantOf(seed)
      .toISOString()
      .replace('.000Z', seed % 2 === 0 ? 'Z' : '+02:00'),
  date: (seed) => instantOf(seed).toISOString().slice(0, 10),
  time: (seed) => instantOf(seed).toISOString().slice(11, 19).concat('Z'),
  duration: (seed) => `P${seed + 1}D`,
  email: (seed) => wordFor('email', seed),
  'idn-email': (seed) => wordFor('email', seed),
  hostname: (seed) => `host${seed + 1}.example.com`,
  'idn-hostname': (seed) => `host${seed + 1}.example.com`,
  ipv4: (seed) => `192.0.2.${(seed % 254) + 1}`,
  ipv6: (seed) => `2001:db8::${(seed + 1).toString(16)}`,
  uri: (seed) => `https://example.com/${seed + 1}`,
  url: (seed) => `https://example.com/${seed + 1}`,
  iri: (seed) => `https://example.com/${seed + 1}`,
  'uri-reference': (seed) => `/things/${seed + 1}`,
  'iri-reference': (seed) => `/things/${seed + 1}`,
  'uri-template': (seed) => `https://example.com/${seed + 1}/{id}`,
  'json-pointer': (seed) => `/items/${seed}`,
  'relative-json-pointer': (seed) => `${seed}/name`,
  regex: (seed) => `^[a-z]{${seed + 1}}$`,
  byte: (seed) => Buffer.from(`sample ${seed + 1}`).toString('base64'),
  int32: (seed) => String(100 + seed),
  int64: (seed) => String(100 + seed),
  decimal: (seed) => `${12 + seed}.50`,
  float: (seed) => `${12 + seed}.5`,
  double: (seed) => `${12 + seed}.5`,
};

/** A text in a format of OpenAPI or JSON Schema; `undefined` for formats that are not known. */
export function formatted(format: string, seed: number, random: Random): string | undefined {
  const make = Object.hasOwn(FORMATS, format) ? FORMATS[format] : undefined;
  return make?.(seed, random);
}
