import { describe, expect, test } from 'vitest';
import { chooseSandbox } from '../../src/sandbox/choose.ts';
import type { SandboxName, SandboxProvider } from '../../src/sandbox/provider.ts';

const provider = (name: SandboxName, ready: boolean, closesNetwork = true): SandboxProvider => ({
  name,
  closesNetwork,
  readiness: async () => (ready ? { ready } : { ready, reason: `Install ${name}.` }),
  run: () => Promise.reject(new Error('nothing is run here')),
});

/** The name that is chosen among these, or what is said. */
const chosen = async (
  choice: 'auto' | SandboxName,
  ...among: readonly SandboxProvider[]
): Promise<string> => {
  const result = await chooseSandbox(choice, among);
  return result.ok
    ? result.provider.name
    : `${result.diagnostic.code} ${result.diagnostic.message}`;
};

describe('chooseSandbox', () => {
  test('takes the kernel’s confinement where it works', async () => {
    expect(
      await chosen(
        'auto',
        provider('sandbox-runtime', true),
        provider('docker', true),
        provider('node-permission', true),
      ),
    ).toBe('sandbox-runtime');
  });

  test('starts no container where Node closes the network', async () => {
    expect(
      await chosen(
        'auto',
        provider('sandbox-runtime', false),
        provider('docker', true),
        provider('node-permission', true),
      ),
    ).toBe('node-permission');
  });

  test('starts a container where nothing else closes the network', async () => {
    const older = provider('node-permission', true, false);
    const rest = [provider('sandbox-runtime', false), older];
    expect(await chosen('auto', provider('docker', true), ...rest)).toBe('docker');
    expect(await chosen('auto', provider('docker', false), ...rest)).toBe('node-permission');
  });

  test('takes the one that is named, and no other in its place', async () => {
    const among = [provider('sandbox-runtime', true), provider('docker', false)];
    expect(await chosen('sandbox-runtime', ...among)).toBe('sandbox-runtime');
    expect(await chosen('docker', ...among)).toBe(
      'SW5004 The sandbox docker does not work here. Install docker. Or let --sandbox auto choose.',
    );
  });

  test('says of each why it does not work, when none does', async () => {
    const none = [provider('sandbox-runtime', false), provider('node-permission', false)];
    expect(await chosen('auto', ...none)).toMatch(
      /^SW5002 .*sandbox-runtime: Install sandbox-runtime. node-permission: Install node-permission./,
    );
  });
});
