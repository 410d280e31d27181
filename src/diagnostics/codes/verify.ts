/** What may be wrong with generated files: SW4xxx. Each is a fault of a template. */
export const verifyCodes = {
  SW4001: 'A TypeScript file does not parse',
  SW4002: 'A JSON file does not parse',
  SW4101: 'The type any is used',
  SW4102: 'A check is switched off by a comment',
  SW4103: 'Code is made from text at run time',
  SW4104: 'A default export is used',
  SW4105: 'An import is never used',
  SW4201: 'An import leads to no file of the service',
  SW4202: 'An import names no dependency of the service',
  SW4203: 'An imported name is not exported',
  SW4301: 'A path leads out of the service',
  SW4302: 'Two paths are the same on some file systems',
} as const;
