import { defineConfig } from 'vitepress';
import { navigation } from './pages.ts';

/** The site is made of the pages that GitHub shows too. Nothing in it is loaded from elsewhere. */
export default defineConfig({
  title: 'Specwright',
  description: 'OpenAPI descriptions to complete, tested, database-backed TypeScript services',
  lang: 'en',
  cleanUrls: false,
  srcExclude: ['**/node_modules/**'],
  markdown: {
    // Pages are Markdown and no Vue: what looks like a mustache is text, as on GitHub.
    config: (markdown) => {
      for (const rule of ['text', 'code_inline'] as const) {
        const render = markdown.renderer.rules[rule];
        if (render === undefined) continue;
        markdown.renderer.rules[rule] = (...given) =>
          render(...given).replaceAll('{{', '&#123;&#123;');
      }
    },
  },
  themeConfig: {
    nav: [
      { text: 'Guide', link: '/guide' },
      { text: 'Recipes', link: '/recipes' },
      { text: 'Reference', link: '/reference/commands' },
    ],
    sidebar: navigation().map(({ text, items }) => ({ text, items: [...items] })),
    outline: [2, 3],
    search: { provider: 'local' },
  },
});
