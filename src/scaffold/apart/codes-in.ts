import { Code } from '../code.ts';

/** Every {@link Code} in a value, however deep. */
export function codesIn(root: unknown): Code[] {
  const found: Code[] = [];
  const seen = new Set<object>();
  const open: unknown[] = [root];
  while (open.length > 0) {
    const value = open.pop();
    if (typeof value !== 'object' || value === null || seen.has(value)) continue;
    seen.add(value);
    if (value instanceof Code) found.push(value);
    else for (const member of Object.values(value)) open.push(member);
  }
  return found;
}
