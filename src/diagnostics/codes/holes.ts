/** What may come of filling holes: SW80xx of the holes, SW81xx of the models that are asked. */
export const holesCodes = {
  SW8001: 'The service is not up to date with its description',
  SW8003: 'There is no such hole',
  SW8004: 'A hole stays open',
  SW8005: 'A body was written for a contract that has changed',
  SW8006: 'A hole waits for approval',
  SW8007: 'A remark on a change',
  SW8008: 'A change cannot be reviewed',
  SW8009: 'No tests are proposed for a hole',
  SW8010: 'A hole has approved tests already',
  SW8011: 'Tests that are to be approved fail',
  SW8101: 'No model is named',
  SW8102: 'No key for the model server',
  SW8103: 'The address of the model server is not valid',
  SW8104: 'The key would travel in the clear',
} as const;
