import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { node, type Tool } from '../tool.ts';

/** The latest version of which the registry has all plugins; the command itself is at 5 there. */
const VERSION = '4.39.3';

/** Types and functions on axios, by the plugins that its documentation begins with. */
export const kubb: Tool = {
  name: 'kubb',
  version: VERSION,
  makes: 'client',
  packages: {
    '@kubb/cli': VERSION,
    '@kubb/core': VERSION,
    '@kubb/plugin-client': VERSION,
    '@kubb/plugin-oas': VERSION,
    '@kubb/plugin-ts': VERSION,
    '@types/node': '24.19.2',
    axios: '1.13.0',
    typescript: '5.9.3',
  },
  generate: (place) => {
    const config = join(place.home, 'kubb.config.mjs');
    writeFileSync(
      config,
      `import { defineConfig } from '@kubb/core';
import { pluginClient } from '@kubb/plugin-client';
import { pluginOas } from '@kubb/plugin-oas';
import { pluginTs } from '@kubb/plugin-ts';

export default defineConfig({
  input: { path: ${JSON.stringify(place.spec)} },
  output: { path: ${JSON.stringify(place.out)}, clean: true },
  plugins: [pluginOas(), pluginTs(), pluginClient()],
});
`,
    );
    return [node(place, '@kubb/cli/bin/kubb.cjs', ['generate', '--config', config])];
  },
};
