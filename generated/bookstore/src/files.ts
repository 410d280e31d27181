/** A file that the service comes with, by its path in the service's folder; `src` and `dist` stand there. */
export const fileOf = (path: string): URL => new URL(`../${path}`, import.meta.url);
