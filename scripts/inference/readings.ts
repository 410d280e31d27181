import { readFileSync } from 'node:fs';

/** What a careful reader says of one operation; a dash leaves a column open. */
export interface Reading {
  /** `live` where the description says all that a service needs to know, `hole` where it does not. */
  readonly status: string;
  readonly kind: string;
  /** The name of what is stored. */
  readonly entity: string;
  /** Field names, joined by `+`. */
  readonly key: string;
  /** How a list is cut into pages. */
  readonly page: string;
  /** `GET /pets/{id}` */
  readonly operation: string;
}

/** The descriptions that have been read, by the name of their list. */
export const DESCRIPTIONS: Readonly<Record<string, string>> = {
  crapi: 'crapi.json',
  gotify: 'gotify.json',
  memos: 'memos.yaml',
  microcks: 'microcks.yaml',
  nakadi: 'nakadi.yaml',
  netlify: 'netlify.yml',
  openfga: 'openfga.json',
  'paypal-products': 'paypal-products.json',
  'paypal-subscriptions': 'paypal-subscriptions.json',
  'redocly-cafe': 'redocly-cafe.yaml',
  'redocly-cafe-split': 'redocly-cafe-split/resources/cafe-split/cafe.yaml',
  'redocly-museum': 'redocly-museum.yaml',
  semaphore: 'semaphore.yml',
  'swagger-petstore': 'swagger-petstore.yaml',
  'tmf620-product-catalog-v5': 'tmf620-product-catalog-v5.yaml',
  traccar: 'traccar.yaml',
  'twilio-video-v1': 'twilio-video-v1.yaml',
  'xero-assets': 'xero-assets.yaml',
  'xero-files': 'xero-files.yaml',
  'xero-projects': 'xero-projects.yaml',
};

const LISTS = new URL('../../tests/inference/lists/', import.meta.url);

/** The list of one description: a line an operation, its columns apart by blanks. */
export function readingsOf(name: string): Reading[] {
  return readFileSync(new URL(`${name}.txt`, LISTS), 'utf8')
    .trim()
    .split('\n')
    .map((line) => {
      const [status, kind, entity, key, page, method, path, ...rest] = line.trim().split(/\s+/);
      if (!status || !kind || !entity || !key || !page || !method || !path || rest.length > 0)
        throw new Error(`${name}.txt: "${line}" does not have seven columns`);
      return { status, kind, entity, key, page, operation: `${method} ${path}` };
    });
}
