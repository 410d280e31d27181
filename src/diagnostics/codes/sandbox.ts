/** SW5xxx */
export const sandboxCodes = {
  SW5001: 'Reserved',
} as const;
