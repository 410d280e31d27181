/** SW9xxx */
export const internalCodes = {
  SW9001: 'Reserved',
} as const;
