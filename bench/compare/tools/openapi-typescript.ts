import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { node, type Tool } from '../tool.ts';

const VERSION = '7.13.0';

/** Types alone, which openapi-fetch and others are typed by. */
export const openapiTypescript: Tool = {
  name: 'openapi-typescript',
  version: VERSION,
  makes: 'types',
  packages: { 'openapi-typescript': VERSION, typescript: '5.9.3' },
  generate: (place) => {
    mkdirSync(place.out, { recursive: true });
    const args = [place.spec, '-o', join(place.out, 'schema.d.ts')];
    return [node(place, 'openapi-typescript/bin/cli.js', args)];
  },
};
