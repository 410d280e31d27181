/** Free labels. */
export type Labels = Record<string, string>;
