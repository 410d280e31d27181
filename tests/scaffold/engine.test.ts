import { beforeEach, expect, test, vi } from 'vitest';

/** A process of its own, as far as compiled templates go. */
async function freshEngine() {
  vi.resetModules();
  return await import('../../src/scaffold/engine.ts');
}

let cache = new Map<string, string>();
beforeEach(() => void (cache = new Map()));

async function render(text: string, view: object, partials: readonly string[] = []) {
  const { openEngine } = await freshEngine();
  const shared = partials.map((name) => [name, { file: `${name}.hbs`, text: 'part' }] as const);
  const compile = await openEngine({ partials: new Map(shared), cache });
  const fill = await compile({ file: 'greeting.hbs', text });
  return fill(view);
}

test('a template is compiled once, and taken from the cache by the next process', async () => {
  expect(await render('Hello {{md name}}', { name: 'Ada' })).toBe('Hello Ada');
  const [[key, text] = ['', '']] = cache;
  cache.set(key, text.replace('Hello', 'Welcome'));
  expect(await render('Hello {{md name}}', { name: 'Ada' })).toBe('Welcome Ada');
});

test('a template that has changed is compiled again', async () => {
  await render('Hello {{md name}}', { name: 'Ada' });
  expect(await render('Bye {{md name}}', { name: 'Ada' })).toBe('Bye Ada');
});

test('a template without the partial that it names is refused, though another pack has it', async () => {
  expect(await render('{{> part}}', {}, ['part'])).toBe('part');
  await expect(render('{{> part}}', {})).rejects.toThrow('The pack has no partial part');
});

test('a fault of a remembered template is told in its own line', async () => {
  const text = 'first\n{{str (concat missing)}}';
  await render(text, { missing: 'here' });
  await expect(render(text, {})).rejects.toMatchObject({
    place: { file: 'greeting.hbs', line: 2, column: 7 },
  });
});
