import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { navigation, pageNames } from '../../docs/.vitepress/pages.ts';

test('every page of docs stands in the navigation once', () => {
  const linked = navigation().flatMap(({ items }) => items.map(({ link }) => link.slice(1)));
  expect(linked.length).toBeGreaterThan(10);
  expect([...linked].sort()).toEqual(pageNames());
});

test('what the navigation leads to is there, and is named by its heading', () => {
  for (const { text, link } of navigation().flatMap(({ items }) => items)) {
    expect(existsSync(new URL(`../../docs${link}.md`, import.meta.url)), link).toBe(true);
    expect(text).not.toBe(link.slice(1));
  }
});
