import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { seeded } from '../../bench/merge/random.ts';
import { mutateDescription } from '../../scripts/mutate-description.ts';
import { inferModel } from '../../src/model/infer-model.ts';
import { SUPPORTS } from '../../src/pipeline.ts';
import { renderHere } from '../../src/scaffold/render-files.ts';
import { RenderMemory } from '../../src/scaffold/render-memory.ts';
import { renderService } from '../../src/scaffold/render-service.ts';
import { formatFiles } from '../../src/scaffold/format.ts';
import type { Wanted } from '../../src/scaffold/wanted-files.ts';
import { read } from '../support/description.ts';

const OPTIONS = {
  pack: 'fastify',
  unknownQuery: 'ignore',
  readOnlyInput: 'ignore',
  formatter: 'prettier',
} as const;

describe('a file', () => {
  const partials = { part: 'part({{str inPart}});\n' };

  /** What is recalled of a file that was rendered with these views, when they are others. */
  async function recalled(
    text: string,
    before: { readonly service: Record<string, unknown>; readonly own?: object },
    after: { readonly service: Record<string, unknown>; readonly own?: object },
    partialsAfter: Readonly<Record<string, string>> = partials,
  ): Promise<string | undefined> {
    const cache = new Map<string, string>();
    const open = (texts: Readonly<Record<string, string>>, service: Record<string, unknown>) => {
      const entries = Object.entries(texts).map(
        ([name, one]) => [name, { file: `${name}.hbs`, text: one }] as const,
      );
      const pack = { partials: new Map(entries) };
      return { pack, memory: new RenderMemory(cache, pack, { service }) };
    };
    const template = { file: 'a.ts.hbs', text, path: 'a.ts', each: 'service' } as const;
    const wanted = (own: object = {}): Wanted => ({ template, path: 'a.ts', own });
    const first = open(partials, before.service);
    const view = first.memory.watch(wanted(before.own));
    const files = await renderHere(first.pack, [{ template, files: [{ path: 'a.ts', view }] }]);
    first.memory.keep(files);
    await formatFiles(files, { cache });
    return open(partialsAfter, after.service).memory.recall(wanted(after.own))?.text;
  }

  test('is recalled where only that has changed which its template does not read', async () => {
    const text = 'a({{str name}});\n';
    const before = { service: { name: 'one', other: [1] } };
    expect(await recalled(text, before, { service: { name: 'one', other: [2] } })).toBe(
      "a('one');\n",
    );
    expect(await recalled(text, before, { service: { name: 'two', other: [1] } })).toBeUndefined();
  });

  test('is not recalled when something inside of what its template reads has changed', async () => {
    const text = '{{#each all}}a({{str name}});\n{{/each}}';
    const service = (name: string) => ({ service: { all: [{ name: 'one' }, { name }] } });
    expect(await recalled(text, service('two'), service('two'))).toBe("a('one');\na('two');\n");
    expect(await recalled(text, service('two'), service('three'))).toBeUndefined();
  });

  test('is not recalled when there is now what its template looked for in vain', async () => {
    const text = '{{#if more}}b();\n{{else}}a();\n{{/if}}';
    expect(await recalled(text, { service: {} }, { service: {} })).toBe('a();\n');
    expect(await recalled(text, { service: {} }, { service: { more: true } })).toBeUndefined();
  });

  test('has members of its own that stand before those that all files see', async () => {
    const text = 'a({{str name}});\n';
    const seen = (name: string, own: string) => ({ service: { name }, own: { name: own } });
    expect(await recalled(text, seen('one', 'own'), seen('two', 'own'))).toBe("a('own');\n");
    expect(await recalled(text, seen('one', 'own'), seen('one', 'other'))).toBeUndefined();
    const bare = { service: { name: 'own' } };
    expect(await recalled(text, seen('one', 'own'), bare)).toBeUndefined();
  });

  test('is not recalled when a partial or what it reads has changed', async () => {
    const text = '{{> part}}{{#each all}}a({{str @root.name}});\n{{/each}}';
    const seen = (inPart: string, name: string) => ({ service: { inPart, name, all: [1] } });
    const before = seen('in', 'root');
    expect(await recalled(text, before, before)).toBe("part('in');\na('root');\n");
    expect(await recalled(text, before, seen('on', 'root'))).toBeUndefined();
    expect(await recalled(text, before, seen('in', 'top'))).toBeUndefined();
    expect(await recalled(text, before, before, { part: 'b();\n' })).toBeUndefined();
  });
});

/** Renders descriptions one after the other with one cache. */
function renderer() {
  const cache = new Map<string, string>();
  return async (description: unknown) => {
    const result = await read({ 'api.json': JSON.stringify(description) });
    if (!result.ok) return undefined;
    const { model } = inferModel(result.document, { supports: SUPPORTS });
    const { api } = result.document;
    const known = cache.size;
    return {
      withCache: await renderService(model, api, { ...OPTIONS, cache }),
      learned: cache.size - known,
      fresh: () => renderService(model, api, OPTIONS),
    };
  };
}

const sample = (name: string): unknown =>
  parse(readFileSync(new URL(`../../specs/${name}.yaml`, import.meta.url), 'utf8'));

test.each(['bookstore', 'help-desk', 'fleet'])(
  'however %s changes, its files are those of a first generation',
  async (name) => {
    let compared = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer(), { minLength: 1, maxLength: 3 }), async (seeds) => {
        const render = renderer();
        const description = sample(name);
        await render(description);
        for (const seed of seeds) {
          mutateDescription(description, seeded(seed));
          const rendered = await render(description);
          if (rendered === undefined) return;
          expect(rendered.withCache).toEqual(await rendered.fresh());
          compared++;
        }
      }),
      { numRuns: 5, seed: 20_261_122, endOnFailure: true },
    );
    expect(compared).toBeGreaterThan(5);
  },
);

test('one field more fills few templates', async () => {
  const render = renderer();
  const description = sample('bookstore') as {
    components: { schemas: { Genre: { properties: Record<string, unknown> } } };
  };
  const first = await render(description);
  description.components.schemas.Genre.properties['note'] = { type: 'string' };
  const second = await render(description);
  expect(second?.learned).toBeGreaterThan(0);
  expect(second?.learned).toBeLessThan((first?.learned ?? 0) / 3);
});
