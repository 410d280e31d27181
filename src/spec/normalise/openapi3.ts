import type { Members } from '../json.ts';
import type { Place } from '../read/place.ts';
import { quoted } from '../references/sources.ts';
import { isComponentName } from './component-schemas.ts';
import type { Dialect } from './dialect.ts';
import { externalDocs, servers, tags } from './info.ts';
import { header } from './media.ts';
import { link, requestBody, response, responsesOf } from './messages.ts';
import { object } from './object.ts';
import type { OperationIds } from './operation.ts';
import { parameter } from './parameters.ts';
import { pathItem } from './path-item.ts';
import { paths } from './paths.ts';
import { anything, flag, mapOf, type Reader, referable, softListOf, text } from './readers.ts';
import type { Reading } from './reading.ts';
import { requirements, securityScheme } from './security.ts';

/** OpenAPI 3.0, 3.1 and 3.2: everything but `info` and schemas, which all versions share. */
export function openapi3(document: Place, ids: OperationIds, reading: Reading): Members {
  const declared = document.child('components').child('securitySchemes');
  const security = requirements(declared);
  const responses = responsesOf(response);
  const callback: Reader<Members> = referable('callback', (place, inner) =>
    mapOf(pathItem(dialect, ids, undefined), { extensible: true })(place, inner),
  );
  const dialect: Dialect = {
    operation: object(
      'An operation',
      {
        tags: softListOf(text),
        summary: text,
        description: text,
        externalDocs,
        operationId: text,
        requestBody,
        responses,
        callbacks: mapOf(callback, { extensible: true }),
        deprecated: flag,
        security,
        servers,
      },
      { elsewhere: ['parameters'] },
    ),
    parameter,
    complete: () => {},
  };
  const item = (path: string | undefined) => pathItem(dialect, ids, path);
  const read = object(
    'The description',
    {
      servers,
      tags,
      security,
      externalDocs,
      paths: paths(item),
      webhooks: mapOf(item(undefined), { extensible: true }),
    },
    { elsewhere: ['openapi', 'info', 'components', 'jsonSchemaDialect', '$self'] },
  );
  const result = read(document, reading) ?? {};
  checkComponents(document.child('components'), item(undefined), callback, reading);
  const schemes =
    declared.value === undefined ? undefined : mapOf(securityScheme)(declared, reading);
  if (schemes && Object.keys(schemes).length > 0) result.components = { securitySchemes: schemes };
  return result;
}

/** Reads what nothing refers to as well, so that what is wrong there is found. */
function checkComponents(
  components: Place,
  item: Reader,
  callback: Reader,
  reading: Reading,
): void {
  const kinds: Readonly<Record<string, Reader>> = {
    responses: response,
    parameters: parameter,
    examples: anything,
    requestBodies: requestBody,
    headers: header,
    links: link,
    callbacks: callback,
    pathItems: item,
    mediaTypes: anything,
    schemas: anything,
    securitySchemes: anything,
  };
  if (components.value === undefined || components.value === null) return;
  object(
    'The components',
    Object.fromEntries(Object.entries(kinds).map(([kind, read]) => [kind, named(read)])),
  )(components, reading);
}

const named =
  (read: Reader): Reader =>
  (from, reading) =>
    mapOf(
      (place) => {
        if (!isComponentName(place.token)) {
          const message = `The component name ${quoted(place.token)} may have letters, digits, dots, dashes and underscores only. Rename it.`;
          reading.findings.repaired('SW1211', place, message);
        }
        return read(place, reading);
      },
      { extensible: true },
    )(from, reading);
