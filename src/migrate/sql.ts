/** A double-quoted SQL identifier, where it is no plain one. */
export const sqlIdentifier = (text: string): string =>
  /^[a-z_][a-z0-9_]*$/.test(text) ? text : `"${text.replace(/\0/g, '').replace(/"/g, '""')}"`;

/** A single-quoted SQL string. */
export const sqlString = (text: string): string => `'${text.replace(/\0/g, '').replace(/'/g, "''")}'`;
