/** An agent, as the service stores it. */
export interface AgentRecord {
  handle: string;
  name: string;
  role: 'agent' | 'admin';
  active: boolean;
  /** For the phone menu. Never shown. */
  pin?: string;
  /** A small PNG. */
  avatar?: string;
}

/** An agent: as a client is shown it. */
export interface Agent {
  handle: string;
  name: string;
  role: 'agent' | 'admin';
  active: boolean;
  avatar?: string;
}

/** An agent: what a client sends to create one. */
export interface AgentCreate {
  handle: string;
  name: string;
  role: 'agent' | 'admin';
  active: boolean;
  pin?: string;
  avatar?: string;
}

/** A row of `agents`, as either database gives it. */
export interface AgentTable {
  handle: string;
  name: string;
  role: 'agent' | 'admin';
  active: boolean | number;
  pin: string | null;
  avatar: string | null;
}

/** The columns that are read. What a migration adds while this runs is left to who knows it. */
export const agentColumns = ['handle', 'name', 'role', 'active', 'pin', 'avatar'] as const;

export function toAgentRecord(row: AgentTable): AgentRecord {
  return {
    handle: row.handle,
    name: row.name,
    role: row.role,
    active: Boolean(row.active),
    ...(row.pin !== null && { pin: row.pin }),
    ...(row.avatar !== null && { avatar: row.avatar }),
  };
}

/** An agent: as a client is shown it. */
export function toAgent(agent: AgentRecord): Agent {
  return {
    handle: agent.handle,
    name: agent.name,
    role: agent.role,
    active: agent.active,
    ...(agent.avatar !== undefined && { avatar: agent.avatar }),
  };
}
