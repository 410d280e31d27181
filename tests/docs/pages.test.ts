import { FIRST_PAGES, testPages } from './samples/test-pages.ts';

testPages((page) => !FIRST_PAGES.has(page));
