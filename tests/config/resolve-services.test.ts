import { join } from 'node:path';
import { expect, test } from 'vitest';
import { resolvePack } from '../../src/config/resolve-pack.ts';
import { resolveServices } from '../../src/config/resolve-services.ts';
import { temporaryFolder, writeFiles } from '../workspace/temporary-folder.ts';

const config = `
type Folder = string;
const out: Folder = 'services/shop';
export default { services: [{ spec: 'shop.yaml', out, overlays: ['overlay.yaml'], name: 'shop' }, { spec: 'desk.yaml', out: 'services/desk' }], strict: true, allowRemote: ['a.example'] };
`;

test('defaults hold without a configuration', async () => {
  const cwd = temporaryFolder();
  expect(await resolveServices({ cwd, specs: ['api/shop.yaml'], out: 'shop' })).toEqual([
    {
      cwd,
      spec: join(cwd, 'api/shop.yaml'),
      out: join(cwd, 'shop'),
      overlays: [],
      arazzo: [],
      name: undefined,
      hooks: [],
      config: undefined,
      pack: 'fastify',
      packsFrom: cwd,
      templates: undefined,
      allowRemote: [],
      root: undefined,
      maxBytes: 52_428_800,
      maxOperations: 5000,
      strict: false,
      formatter: 'prettier',
      unknownQuery: 'refuse',
      readOnlyInput: 'ignore',
      test: true,
      sandbox: 'auto',
      fill: {},
      check: {},
    },
  ]);
});

test('several descriptions get a folder each', async () => {
  const cwd = temporaryFolder();
  const services = await resolveServices({
    cwd,
    specs: ['My Shop.yaml', 'desk.v2.json'],
    out: 'services',
  });
  expect(services.map(({ out }) => out)).toEqual([
    join(cwd, 'services/my-shop'),
    join(cwd, 'services/desk-v2'),
  ]);
});

test('descriptions that would share a folder are refused', async () => {
  const cwd = temporaryFolder();
  await expect(
    resolveServices({ cwd, specs: ['a/api.yaml', 'b/api.yaml'], out: 'services' }),
  ).rejects.toMatchObject({ diagnostics: [{ code: 'SW7006' }] });
});

test('a TypeScript configuration is loaded by its name, its paths relative to it', async () => {
  const cwd = temporaryFolder();
  writeFiles(cwd, { 'specwright.config.ts': config });
  const services = await resolveServices({ cwd, specs: [] });
  expect(services).toMatchObject([
    {
      spec: join(cwd, 'shop.yaml'),
      out: join(cwd, 'services/shop'),
      overlays: [join(cwd, 'overlay.yaml')],
      name: 'shop',
      strict: true,
    },
    {
      spec: join(cwd, 'desk.yaml'),
      out: join(cwd, 'services/desk'),
      overlays: [],
      arazzo: [],
      name: undefined,
      hooks: [],
    },
  ]);
});

test.each([
  ['specwright.config.json', '{ "services": [{ "spec": "a.yaml", "out": "a" }] }'],
  ['specwright.config.js', 'export default { services: [{ spec: "a.yaml", out: "a" }] };'],
])('%s is loaded too', async (name, text) => {
  const cwd = temporaryFolder();
  writeFiles(cwd, { [name]: text });
  expect(await resolveServices({ cwd, specs: [] })).toMatchObject([
    { spec: join(cwd, 'a.yaml'), out: join(cwd, 'a') },
  ]);
});

test('a description that the configuration knows needs no folder, and another folder keeps its overlays', async () => {
  const cwd = temporaryFolder();
  writeFiles(cwd, { 'project/specwright.config.ts': config });
  const given = { cwd, config: 'project/specwright.config.ts', specs: ['project/shop.yaml'] };
  expect(await resolveServices(given)).toMatchObject([{ out: join(cwd, 'project/services/shop') }]);
  expect(await resolveServices({ ...given, out: 'elsewhere' })).toMatchObject([
    { out: join(cwd, 'elsewhere'), overlays: [join(cwd, 'project/overlay.yaml')] },
  ]);
});

test('the command line is stronger than the configuration, and adds to its lists', async () => {
  const cwd = temporaryFolder();
  writeFiles(cwd, { 'specwright.config.ts': config });
  const [service] = await resolveServices({
    cwd,
    specs: ['shop.yaml'],
    strict: false,
    test: false,
    allowRemote: ['b.example'],
    overlays: ['mine.yaml'],
    arazzo: ['flows.yaml', 'flows.yaml'],
  });
  expect(service).toMatchObject({
    strict: false,
    test: false,
    allowRemote: ['a.example', 'b.example'],
    overlays: [join(cwd, 'overlay.yaml'), join(cwd, 'mine.yaml')],
    arazzo: [join(cwd, 'flows.yaml')],
  });
});

test('a folder chooses a service of the configuration', async () => {
  const cwd = temporaryFolder();
  writeFiles(cwd, { 'specwright.config.ts': config });
  expect(await resolveServices({ cwd, specs: [], out: 'services/desk' })).toHaveLength(1);
  await expect(resolveServices({ cwd, specs: [], out: 'services/none' })).rejects.toMatchObject({
    diagnostics: [{ code: 'SW7005' }],
  });
});

test.each([
  ['no description and no configuration', { specs: [] }, 'SW7005'],
  ['a description and no folder', { specs: ['shop.yaml'] }, 'SW7001'],
  ['a configuration that is not there', { specs: [], config: 'none.ts' }, 'SW7002'],
])('%s is refused', async (_what, given, code) => {
  await expect(resolveServices({ cwd: temporaryFolder(), ...given })).rejects.toMatchObject({
    diagnostics: [{ code }],
  });
});

test.each([
  ['does not parse', 'export default {', 'SW7002'],
  ['throws', 'throw new Error("no luck");', 'SW7002'],
  ['exports nothing', 'export const project = {};', 'SW7004'],
  ['has an unknown option', 'export default { spec: "a.yaml" };', 'SW7003'],
])('a configuration that %s is refused by its name', async (_what, text, code) => {
  const cwd = temporaryFolder();
  writeFiles(cwd, { 'specwright.config.ts': text });
  await expect(resolveServices({ cwd, specs: [] })).rejects.toMatchObject({
    diagnostics: [
      {
        code,
        message: expect.stringContaining(
          code === 'SW7003' ? 'spec' : 'specwright.config.ts',
        ) as string,
      },
    ],
  });
});

test('the root is relative to where it was said, and the command line is stronger', async () => {
  const cwd = temporaryFolder();
  writeFiles(cwd, {
    'specwright.config.json': JSON.stringify({ services: [{ spec: 'a', out: 'b' }], root: '..' }),
  });
  const from = join(cwd, 'deeper');
  const config = '../specwright.config.json';
  const [configured] = await resolveServices({ cwd: from, specs: [], config });
  expect(configured?.root).toBe(join(cwd, '..'));
  const [said] = await resolveServices({ cwd: from, specs: [], config, root: '.' });
  expect(said?.root).toBe(from);
});

test('a service has a pack and templates of its own, or those of the project', async () => {
  const cwd = temporaryFolder();
  const services = [
    { spec: 'a.yaml', out: 'a', pack: './packs/own', templates: 'a-templates' },
    { spec: 'b.yaml', out: 'b', pack: 'fastify' },
    { spec: 'c.yaml', out: 'c' },
  ];
  writeFiles(cwd, {
    'specwright.config.json': JSON.stringify({ services, pack: 'nestjs', templates: 'shared' }),
  });
  const own = { pack: join(cwd, 'packs/own'), templates: join(cwd, 'a-templates') };
  const shared = join(cwd, 'shared');
  expect(await resolveServices({ cwd, specs: [] })).toMatchObject([
    own,
    { pack: 'fastify', templates: shared },
    { pack: 'nestjs', templates: shared },
  ]);
  expect(await resolveServices({ cwd, specs: ['a.yaml'], out: 'elsewhere' })).toMatchObject([own]);
  expect(await resolveServices({ cwd, specs: [], out: 'a', pack: 'acme' })).toMatchObject([
    { pack: 'acme', templates: own.templates },
  ]);
  expect(await resolvePack(cwd, { out: 'a' })).toMatchObject(own);
  expect(await resolvePack(cwd, {})).toMatchObject({ pack: 'nestjs', templates: shared });
});
