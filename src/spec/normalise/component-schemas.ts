import { isObject } from '../json.ts';
import type { Schema } from '../openapi.ts';
import { tokensOf } from '../pointer.ts';
import type { Place } from '../read/place.ts';

/** The names of `components.schemas`, and what is still to be read under them. */
export class ComponentSchemas {
  readonly #names = new Map<string, string>();
  readonly #taken = new Set<string>();
  readonly #waiting: { readonly name: string; readonly place: Place }[] = [];
  readonly #questions: { readonly name: string; readonly answer: (isThere: boolean) => void }[] =
    [];

  /** Gives a declared schema its own name, before anything that is lifted may take it. */
  declare(place: Place): string {
    const name = this.#free(place.token);
    this.#add(name, place);
    return name;
  }

  /**
   * Gives a declared schema's name to what it refers to, when nothing else has named that: with
   * `Pet: { $ref: ./Pet.yaml }`, the schema in Pet.yaml is `Pet`.
   */
  declareAs(alias: Place, target: Place): void {
    const name = this.#free(alias.token);
    if (this.#names.has(keyOf(target))) {
      this.#add(name, alias);
      return;
    }
    this.#names.set(keyOf(alias), name);
    this.#add(name, target);
  }

  /** The name of what a reference leads to; it becomes a component when it is none yet. */
  nameOf(target: Place): string {
    const known = this.#names.get(keyOf(target));
    if (known !== undefined) return known;
    const name = this.#free(proposedName(target));
    this.#add(name, target);
    return name;
  }

  /** Says, when all components are read, whether there is one of this name. */
  whenNamed(name: string, answer: (isThere: boolean) => void): void {
    this.#questions.push({ name, answer });
  }

  /** Reads every component that is declared or referred to, in the order of their names' first use. */
  readAll(read: (place: Place) => Schema | boolean): Map<string, Schema | boolean> {
    const schemas = new Map<string, Schema | boolean>();
    for (let index = 0; index < this.#waiting.length; index += 1) {
      const next = this.#waiting[index];
      if (next) schemas.set(next.name, read(next.place));
    }
    for (const { name, answer } of this.#questions) answer(schemas.has(name));
    return schemas;
  }

  #add(name: string, place: Place): void {
    this.#names.set(keyOf(place), name);
    this.#waiting.push({ name, place });
  }

  #free(name: string): string {
    const base = safeName(name);
    let free = base;
    for (let count = 2; this.#taken.has(free); count += 1) free = `${base}${count}`;
    this.#taken.add(free);
    return free;
  }
}

/** What a component may be called (OpenAPI 3.1, section 4.8.7). */
export const isComponentName = (name: string): boolean => /^[a-zA-Z0-9._-]+$/.test(name);

function safeName(name: string): string {
  if (isComponentName(name)) return name;
  const safe = name.replace(/[^a-zA-Z0-9._-]+/g, '_').replace(/^_+|_+$/g, '');
  return safe === '' ? 'Schema' : safe;
}

const keyOf = ({ source, pointer }: Place): string => `${source.address}#${pointer}`;

/** `Pet` of `schemas/Pet.yaml` or of `#/definitions/Pet`; inner places are named by the way to them. */
function proposedName(place: Place): string {
  const tokens = tokensOf(place.pointer);
  const last = tokens.at(-1);
  if (last === undefined) return fileName(place.source.file);
  const isComponent = /^(?:schemas|definitions|\$defs)$/.test(tokens.at(-2) ?? '');
  if (isComponent || tokens.length === 1) return last;
  if (tokens[0] === 'paths') return nameInOperation(tokens) ?? last;
  return wordsIn(tokens).slice(-3).join('_') || last;
}

/** Tokens that are names, and not places for them. */
const wordsIn = (tokens: readonly string[]): string[] =>
  tokens.filter(
    (token, index) =>
      !(
        STRUCTURE.has(token) ||
        (index > 0 && /^\d+$/.test(token) && STRUCTURE.has(tokens[index - 1] ?? ''))
      ),
  );

/** The member of a body that a schema stands at, else the last word of the path. */
function nameInOperation([, path = '', , ...inside]: readonly string[]): string | undefined {
  const member = inside.lastIndexOf('properties');
  return (
    (member < 0 ? undefined : inside[member + 1]) ??
    path.split('/').findLast((segment) => /^[A-Za-z]/.test(segment))
  );
}

/** `index.yaml` says nothing; its folder does. */
function fileName(file: string): string {
  const [name = 'Schema', folder] = file
    .replace(/[?#].*$/, '')
    .split('/')
    .reverse();
  const plain = name.replace(/\.[^.]+$/, '');
  return /^_?index$/i.test(plain) && folder !== undefined ? folder : plain;
}

const STRUCTURE = new Set([
  'paths',
  'components',
  'schemas',
  'definitions',
  'properties',
  'content',
  'application/json',
  'schema',
  'items',
  'responses',
  'requestBody',
  'parameters',
  'allOf',
  'oneOf',
  'anyOf',
  '$defs',
]);

/** A schema that is a reference and nothing else. */
export const isPlainReference = (value: unknown): value is { readonly $ref: string } =>
  isObject(value) && typeof value.$ref === 'string' && Object.keys(value).length === 1;
