/** Where the helpers of generated code live. */
export const FILES = {
  access: 'src/http/access.ts',
  database: 'src/database.ts',
  listing: 'src/listing.ts',
  seek: 'src/seek.ts',
  queries: 'src/queries.ts',
  json: 'src/http/json.ts',
  problem: 'src/http/problem.ts',
  contract: 'src/http/contract.ts',
  links: 'src/http/links.ts',
  conditional: 'src/http/conditional.ts',
  patch: 'src/http/merge-patch.ts',
  random: 'src/random.ts',
  blobs: 'src/blobs.ts',
  uploads: 'src/http/uploads.ts',
  sendFile: 'src/http/send-file.ts',
} as const;
