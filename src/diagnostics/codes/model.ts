/** What inference has to say: SW2xxx. */
export const modelCodes = {
  SW2001: 'A value of the service’s own starts neutral',
  SW2002: 'An extension is not understood',
  SW2003: 'A choice of the description cannot be followed',
  SW2004: 'An example of a rule cannot be tested',
  SW2005: 'A method never gets to a service',
} as const;
