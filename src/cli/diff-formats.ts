/** How a difference is printed. */
export const diffFormats = ['diff', 'markdown'] as const;

export type DiffFormat = (typeof diffFormats)[number];
