/** What may come of filling holes: SW8xxx. */
export const holesCodes = {
  SW8001: 'No model is named',
  SW8002: 'No key for the model server',
  SW8003: 'The address of the model server is not valid',
  SW8004: 'The key would travel in the clear',
} as const;
