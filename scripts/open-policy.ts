import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const POLICY = `import { type Authorize } from './http/access.ts';

export const authorize: Authorize = () => true;
`;

/** Lets who is known do everything, in a service that is to be tried: as generated, it denies. */
export function openPolicy(service: string): void {
  const file = join(service, 'src/authorization.ts');
  if (existsSync(file)) writeFileSync(file, POLICY);
}
