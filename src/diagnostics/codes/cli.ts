/** SW7xxx */
export const cliCodes = {
  SW7001: 'Reserved',
} as const;
