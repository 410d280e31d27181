import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { docker } from './docker.ts';
import { nodePermission } from './node-permission.ts';
import type { Readiness, SandboxChoice, SandboxName, SandboxProvider } from './provider.ts';
import { sandboxRuntime } from './sandbox-runtime.ts';

export type ChosenSandbox =
  | { readonly ok: true; readonly provider: SandboxProvider }
  | { readonly ok: false; readonly diagnostic: Diagnostic };

/** All of them, the strongest first. */
export const providers: readonly SandboxProvider[] = [sandboxRuntime, docker, nodePermission];

/**
 * The sandbox that was asked for, if it works on this machine. `auto` starts a container only
 * where nothing lighter closes the network: it asks an engine that runs with more rights.
 */
export async function chooseSandbox(
  choice: SandboxChoice,
  among: readonly SandboxProvider[] = providers,
): Promise<ChosenSandbox> {
  if (choice !== 'auto') return named(choice, among);
  const light = among.filter(({ name, closesNetwork }) => name !== 'docker' && closesNetwork);
  for (const provider of [...light, ...among]) {
    const { ready } = await provider.readiness();
    if (ready) return { ok: true, provider };
  }
  return {
    ok: false,
    diagnostic: diagnostic(
      'SW5002',
      'error',
      `The tests were not run: no sandbox works here. ${await reasons(among)} Or say --no-test.`,
    ),
  };
}

async function named(
  choice: SandboxName,
  among: readonly SandboxProvider[],
): Promise<ChosenSandbox> {
  const provider = among.find(({ name }) => name === choice);
  const readiness: Readiness | undefined = await provider?.readiness();
  if (provider !== undefined && readiness?.ready === true) return { ok: true, provider };
  const reason = readiness?.ready === false ? ` ${readiness.reason}` : '';
  return {
    ok: false,
    diagnostic: diagnostic(
      'SW5004',
      'error',
      `The sandbox ${choice} does not work here.${reason} Or let --sandbox auto choose.`,
    ),
  };
}

async function reasons(among: readonly SandboxProvider[]): Promise<string> {
  const all = await Promise.all(
    among.map(async ({ name, readiness }) => ({ name, readiness: await readiness() })),
  );
  return all
    .flatMap(({ name, readiness }) => (readiness.ready ? [] : [`${name}: ${readiness.reason}`]))
    .join(' ');
}
