/** SW6xxx */
export const workspaceCodes = {
  SW6001: 'Reserved',
} as const;
