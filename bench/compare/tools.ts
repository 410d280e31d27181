import type { Tool } from './tool.ts';
import { heyApiClient, heyApiFastify } from './tools/hey-api.ts';
import { kubb } from './tools/kubb.ts';
import { loopback } from './tools/loopback.ts';
import { express, expressKept, nest, typescriptFetch } from './tools/openapi-generator.ts';
import { openapiGlue } from './tools/openapi-glue.ts';
import { openapiTypescript } from './tools/openapi-typescript.ts';
import { orvalHono, orvalQuery } from './tools/orval.ts';
import { rtkQuery } from './tools/rtk-query.ts';
import { specwright, specwrightHole, specwrightUntested } from './tools/specwright.ts';

/** All that is compared, in the order of the tables. */
export const TOOLS: readonly Tool[] = [
  specwright,
  specwrightUntested,
  specwrightHole,
  openapiGlue,
  express,
  expressKept,
  loopback,
  orvalHono,
  nest,
  heyApiFastify,
  orvalQuery,
  heyApiClient,
  typescriptFetch,
  kubb,
  rtkQuery,
  openapiTypescript,
];
