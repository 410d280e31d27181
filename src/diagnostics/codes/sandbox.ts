/** What may come of checking a service: SW5xxx. */
export const sandboxCodes = {
  SW5001: 'A package is not installed',
  SW5002: 'No sandbox is available',
  SW5003: 'The sandbox does not restrict the network',
  SW5004: 'The sandbox that was asked for does not work here',
  SW5101: 'A type error',
  SW5102: 'The type check did not complete',
  SW5201: 'A test fails',
  SW5202: 'A test file cannot be run',
  SW5203: 'There are no tests',
  SW5204: 'The tests took too long',
  SW5205: 'The tests used too much memory',
  SW5206: 'The tests printed too much',
  SW5207: 'The tests ended early',
} as const;
