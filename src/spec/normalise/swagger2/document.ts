import type { Members } from '../../json.ts';
import type { Place } from '../../read/place.ts';
import type { Dialect } from '../dialect.ts';
import { externalDocs, tags } from '../info.ts';
import { responsesOf } from '../messages.ts';
import { object } from '../object.ts';
import type { OperationIds } from '../operation.ts';
import { pathItem } from '../path-item.ts';
import { paths } from '../paths.ts';
import { flag, mapOf, softListOf, text } from '../readers.ts';
import type { Reading } from '../reading.ts';
import { requirements } from '../security.ts';
import { requestBody } from './body.ts';
import { parameter } from './parameters.ts';
import { response } from './responses.ts';
import { securityScheme } from './security.ts';
import { mediaTypesOf, serversOf } from './servers.ts';

/** Swagger 2.0: everything but `info` and definitions, in the forms of OpenAPI 3. */
export function swagger2(document: Place, ids: OperationIds, reading: Reading): Members {
  const declared = document.child('securityDefinitions');
  const security = requirements(declared);
  const dialect: Dialect = {
    operation: object(
      'An operation',
      {
        tags: softListOf(text),
        summary: text,
        description: text,
        externalDocs,
        operationId: text,
        deprecated: flag,
        security,
      },
      { elsewhere: ['parameters', 'consumes', 'produces', 'schemes', 'responses'] },
    ),
    parameter,
    complete: (operation, place, parameters, inner) => {
      const consumes = mediaTypesOf(place.child('consumes'), document.child('consumes'), inner);
      const produces = mediaTypesOf(place.child('produces'), document.child('produces'), inner);
      const body = requestBody(parameters, consumes, place, inner);
      if (body) operation.requestBody = body;
      const responses = place.child('responses');
      const read =
        responses.value === undefined || responses.value === null
          ? undefined
          : responsesOf(response(produces))(responses, inner);
      if (read) operation.responses = read;
    },
  };
  const read = object(
    'The description',
    { tags, security, externalDocs, paths: paths((path) => pathItem(dialect, ids, path)) },
    {
      elsewhere: [
        'swagger',
        'info',
        'host',
        'basePath',
        'schemes',
        'consumes',
        'produces',
        'definitions',
        'parameters',
        'responses',
        'securityDefinitions',
      ],
    },
  );
  const { ...rest } = read(document, reading) ?? {};
  checkShared(document, reading);
  const servers = serversOf(document, reading);
  const schemes =
    declared.value === undefined ? undefined : mapOf(securityScheme)(declared, reading);
  return {
    ...(servers.length > 0 && { servers }),
    ...rest,
    ...(schemes && Object.keys(schemes).length > 0 && { components: { securitySchemes: schemes } }),
  };
}

/** Reads what nothing refers to as well, so that what is wrong there is found. */
function checkShared(document: Place, reading: Reading): void {
  for (const [name, read] of [
    ['parameters', parameter],
    ['responses', response(['application/json'])],
  ] as const) {
    const place = document.child(name);
    if (place.value !== undefined && place.value !== null)
      mapOf<unknown>(read, { extensible: true })(place, reading);
  }
}
