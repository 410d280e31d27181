import { type AgentRecord, type AgentTable, toAgentRecord } from '../entities/agent.ts';
import { type Records, type Storage } from '../records.ts';

/** How agent records are kept. */
export const agentStorage: Storage<AgentRecord, string> = {
  label: 'agent',
  table: 'agents',
  keyOf: (key) => ({ handle: key }),
  columns: {
    handle: 'handle',
    name: 'name',
    role: 'role',
    active: 'active',
    pin: 'pin',
    avatar: 'avatar',
  },
  json: [],
  initial: () => ({ role: 'agent', active: true, pin: null, avatar: null }),
  touched: () => ({}),
  decode: (row) => toAgentRecord(row as unknown as AgentTable),
};

export type AgentRecords = Records<AgentRecord, string, 'handle' | 'name'>;
