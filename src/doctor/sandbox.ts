import { chooseSandbox, providers } from '../sandbox/choose.ts';
import type { SandboxChoice, SandboxProvider } from '../sandbox/provider.ts';
import { type Check, error, ok, warning } from './check.ts';

/** Whether tests of services can run, and what each sandbox lacks. Really tries each. */
export async function checkSandboxes(
  choice: SandboxChoice,
  among: readonly SandboxProvider[] = providers,
): Promise<readonly Check[]> {
  const chosen = await chooseSandbox(choice, among);
  const each = await Promise.all(among.map(checkOne));
  if (!chosen.ok) return [error('sandbox', choice, chosen.diagnostic.message), ...each];
  const { name, closesNetwork } = chosen.provider;
  const found = `${name} runs the tests`;
  return [
    closesNetwork
      ? ok('sandbox', found)
      : warning('sandbox', `${found}, with the network open`, 'Use Node 25 or a sandbox below.'),
    ...each,
  ];
}

/** One that does not work is no fault while another does: the first check tells of that. */
async function checkOne({ name, readiness }: SandboxProvider): Promise<Check> {
  const found = await readiness();
  return found.ready
    ? ok(`sandbox ${name}`, 'works')
    : { name: `sandbox ${name}`, status: 'ok', found: 'not usable here', advice: found.reason };
}
