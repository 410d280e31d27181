import { expect, test } from 'vitest';
import { findDescriptions } from '../../src/init/find-descriptions.ts';
import { isDescription } from '../../src/init/is-description.ts';
import { GitRepository } from '../workspace/git-repository.ts';
import { temporaryFolder, writeFiles } from '../workspace/temporary-folder.ts';

test.each([
  ['a.yaml', 'openapi: 3.1.0\n', true],
  ['a.yml', '# licence\ninfo: {}\n"swagger": "2.0"\n', true],
  ['a.yaml', 'tools:\n  openapi: 3.1.0\n', false],
  ['a.yaml', 'openapi: latest\n', false],
  ['a.json', '{"info": {"openapi": "no"}, "tags": [{"a": 1}], "openapi": "3.0.0"}', true],
  ['a.json', '{"dependencies": {"openapi": "3.0.0"}}', false],
  ['a.json', '{"text": "{\\"openapi\\": \\"3.0.0\\"", "b": "\\\\"}', false],
  ['a.json', '[{"openapi": "3.0.0"}]', false],
  ['a.json', 'not json at all', false],
])('%s that holds %s is a description: %s', (name, text, wanted) => {
  expect(isDescription(name, text)).toBe(wanted);
});

const files = {
  'api.yaml': 'openapi: 3.1.0\n',
  'deep/in/here/spec.json': '{"openapi":"3.0.0"}',
  'ignored/api.yaml': 'openapi: 3.1.0\n',
  'node_modules/x/openapi.yaml': 'openapi: 3.1.0\n',
  'service/openapi.json': '{"openapi":"3.1.0"}',
  'service/.specwright/lock.json': '{}',
  'package.json': '{"name":"x"}',
};

test('descriptions are found by content, and not in generated services or packages', () => {
  const root = temporaryFolder();
  writeFiles(root, files);
  expect(findDescriptions(root)).toEqual({
    paths: ['api.yaml', 'deep/in/here/spec.json', 'ignored/api.yaml'],
    isCut: false,
  });
});

test('what git ignores is not looked at, and a folder of a repository is a folder', () => {
  const top = temporaryFolder();
  new GitRepository(top).run('status');
  writeFiles(top, { ...files, '.gitignore': 'ignored/\n' });
  expect(findDescriptions(top).paths).toEqual(['api.yaml', 'deep/in/here/spec.json']);
  expect(findDescriptions(`${top}/deep`).paths).toEqual(['in/here/spec.json']);
});
