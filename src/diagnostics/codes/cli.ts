/** What may be wrong with arguments and configuration: SW7xxx. */
export const cliCodes = {
  SW7001: 'The command line is not valid',
  SW7002: 'The configuration cannot be read',
  SW7003: 'The configuration has an unknown option',
  SW7004: 'The configuration has an option of the wrong type',
  SW7005: 'The configuration names no service',
  SW7006: 'Two services have the same output folder',
  SW7007: 'The configuration file exists already',
  SW7008: 'No description was found',
  SW7009: 'A keyword of the description is ignored',
  SW7010: 'The overlay cannot be written',
  SW7011: 'There is nothing to write an overlay of',
  SW7012: 'A generated file has changes that are not staged',
  SW7013: 'A commit lacks what its description generates',
  SW7014: 'There is no git repository',
  SW7015: 'The hook cannot be installed',
  SW7016: 'A path is not in the working folder',
} as const;
