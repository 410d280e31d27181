export type BookFormat = 'hardcover' | 'paperback' | 'ebook' | 'audiobook';
