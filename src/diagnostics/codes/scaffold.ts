/** What may be wrong with a pack: SW3xxx. */
export const scaffoldCodes = {
  SW3001: 'A template cannot be rendered',
  SW3002: 'A template makes text that cannot be formatted',
  SW3003: 'A pack cannot be found',
  SW3004: 'The manifest of a pack is not valid',
  SW3005: 'A template cannot be parsed',
  SW3006: 'A template prints text without an encoder',
  SW3007: 'A template uses a partial that its pack does not have',
  SW3008: 'A pack lacks what the pack that it extends needs',
  SW3009: 'Packs extend each other in a circle',
  SW3010: 'A template has no place in a service',
  SW3011: 'The helpers of a pack cannot be used',
  SW3012: 'A template does not come to an end',
  SW3013: 'A template calls a helper that its pack does not have',
  SW3014: 'A template of the project is there already',
  SW3015: 'A template of the project and its pack do not agree',
  SW3016: 'A pack cannot serve an operation',
} as const;
