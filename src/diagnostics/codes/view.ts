/** What may be wrong with the page of `specwright view` and with what it is asked: SW76xx. */
export const viewCodes = {
  SW7601: 'A request has no token of this page',
  SW7602: 'A request comes from elsewhere',
  SW7603: 'The page has no such address',
  SW7604: 'A request is not understood',
  SW7605: 'The page is not built',
  SW7606: 'The report cannot be written',
  SW7607: 'What the page shows has changed since',
  SW7608: 'A text still has conflict markers',
  SW7609: 'The port cannot be used',
} as const;
