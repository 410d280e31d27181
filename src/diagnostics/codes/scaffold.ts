/** What may be wrong with a pack: SW3xxx. */
export const scaffoldCodes = {
  SW3001: 'A template cannot be rendered',
  SW3002: 'A template makes text that cannot be formatted',
} as const;
