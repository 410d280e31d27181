/** Faults of Specwright itself: SW9xxx. */
export const internalCodes = {
  SW9001: 'Specwright met a fault of its own',
} as const;
