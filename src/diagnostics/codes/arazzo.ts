/** What may be wrong with an Arazzo description: SW14xx. */
export const arazzoCodes = {
  SW1401: 'An Arazzo description is not valid',
  SW1402: 'A workflow refers to something that is not there',
  SW1403: 'A runtime expression is not valid',
  SW1404: 'A success criterion is not valid',
  SW1405: 'A workflow cannot be made a test',
} as const;
