import { expect, test } from 'vitest';
import { isNear, providerSettings } from '../../src/holes/providers/environment.ts';

const codesOf = (env: Record<string, string>, config = {}) =>
  providerSettings(env, config).diagnostics.map(({ code }) => code);

test('a key and a model are enough for OpenAI', () => {
  expect(providerSettings({ OPENAI_API_KEY: 'sk-1', OPENAI_MODEL: 'small' }, {})).toEqual({
    settings: { baseURL: 'https://api.openai.com/v1', model: 'small', apiKey: 'sk-1' },
    diagnostics: [],
  });
});

test('the environment wins over the configuration, and an empty variable is none', () => {
  const config = { baseURL: 'http://localhost:11434/v1', model: 'from-config' };
  expect(
    providerSettings({ OPENAI_MODEL: 'from-env', OPENAI_BASE_URL: '' }, config).settings,
  ).toEqual({ baseURL: 'http://localhost:11434/v1', model: 'from-env' });
  expect(providerSettings({ OPENAI_MODEL: '' }, config).settings?.model).toBe('from-config');
});

test('a key from a file is taken without its line break, and one of blanks is none', () => {
  const env = { OPENAI_API_KEY: 'sk-1\r\n', OPENAI_MODEL: 'small' };
  expect(providerSettings(env, {}).settings?.apiKey).toBe('sk-1');
  expect(codesOf({ ...env, OPENAI_API_KEY: ' \n' })).toEqual(['SW8102']);
});

test('the organization goes along', () => {
  const env = { OPENAI_API_KEY: 'sk-1', OPENAI_MODEL: 'small', OPENAI_ORG_ID: 'org-1' };
  expect(providerSettings(env, {}).settings?.organization).toBe('org-1');
});

test('all that is missing is said at once', () => {
  const { settings, diagnostics } = providerSettings({}, {});
  expect(settings).toBeUndefined();
  expect(diagnostics.map(({ code }) => code)).toEqual(['SW8101', 'SW8102']);
  expect(diagnostics[0]?.message).toContain('OPENAI_MODEL');
  expect(diagnostics[1]?.message).toContain('OPENAI_API_KEY');
});

test('a server in reach needs no key, any other does', () => {
  const env = (host: string) => ({ OPENAI_MODEL: 'm', OPENAI_BASE_URL: `http://${host}/v1` });
  for (const host of [
    'localhost:11434',
    '127.0.0.1:8080',
    '[::1]:8000',
    'ollama:11434',
    'gpu.local',
    '192.168.1.4:8000',
    '172.20.0.2',
    '10.0.0.7',
    'host.docker.internal:11434',
  ]) {
    expect(codesOf(env(host)), host).toEqual([]);
  }
  for (const host of ['example.com', '172.32.0.2', '8.8.8.8', 'localhost.example.com']) {
    expect(codesOf(env(host)), host).toEqual(['SW8102']);
  }
});

test('a public address that looks like a private one is not near', () => {
  for (const host of [
    '10.0.0.1.example.com',
    '127.0.0.1.nip.io',
    '[2001:db8::1]',
    'fd00.example.com',
  ]) {
    expect(isNear(host), host).toBe(false);
  }
});

test('a key does not travel unencrypted through the open network', () => {
  const env = { OPENAI_MODEL: 'm', OPENAI_API_KEY: 'sk-secret' };
  expect(codesOf({ ...env, OPENAI_BASE_URL: 'http://models.example.com/v1' })).toEqual(['SW8104']);
  expect(codesOf({ ...env, OPENAI_BASE_URL: 'https://models.example.com/v1' })).toEqual([]);
  expect(codesOf({ ...env, OPENAI_BASE_URL: 'http://localhost:11434/v1' })).toEqual([]);
});

test('an address that cannot be asked, or that holds a password, is refused without showing it', () => {
  const env = { OPENAI_MODEL: 'm', OPENAI_API_KEY: 'sk-secret' };
  for (const address of [
    'localhost:11434',
    'not an address',
    'ftp://a.b/c',
    'https://me:pw@a.b/v1',
  ]) {
    const { diagnostics } = providerSettings({ ...env, OPENAI_BASE_URL: address }, {});
    expect(
      diagnostics.map(({ code }) => code),
      address,
    ).toEqual(['SW8103']);
    expect(JSON.stringify(diagnostics)).not.toMatch(/sk-secret|:pw@/);
  }
});
