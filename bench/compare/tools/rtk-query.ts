import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { node, type Tool } from '../tool.ts';

const VERSION = '2.2.0';

/** The empty API that its documentation has a person write first. */
const EMPTY_API = `import { createApi, fetchBaseQuery } from '@reduxjs/toolkit/query/react';

export const emptyApi = createApi({
  baseQuery: fetchBaseQuery({ baseUrl: '/' }),
  endpoints: () => ({}),
});
`;

/** Endpoints and hooks for Redux Toolkit. */
export const rtkQuery: Tool = {
  name: 'rtk-query',
  version: VERSION,
  makes: 'client',
  packages: {
    '@rtk-query/codegen-openapi': VERSION,
    '@reduxjs/toolkit': '2.14.0',
    '@types/node': '24.19.2',
    '@types/react': '19.3.0',
    react: '19.3.1',
    'react-redux': '9.3.1',
    typescript: '5.9.3',
  },
  generate: (place) => {
    mkdirSync(place.out, { recursive: true });
    writeFileSync(join(place.out, 'emptyApi.ts'), EMPTY_API);
    const config = join(place.home, 'codegen.json');
    const options = {
      schemaFile: place.spec,
      apiFile: join(place.out, 'emptyApi.ts'),
      apiImport: 'emptyApi',
      outputFile: join(place.out, 'api.ts'),
      hooks: true,
    };
    writeFileSync(config, JSON.stringify(options));
    return [node(place, '@rtk-query/codegen-openapi/lib/bin/cli.mjs', [config])];
  },
};
