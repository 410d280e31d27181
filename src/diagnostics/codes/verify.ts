/** SW4xxx */
export const verifyCodes = {
  SW4001: 'Reserved',
} as const;
