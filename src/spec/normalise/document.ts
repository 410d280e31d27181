import { define, isObject, type Members } from '../json.ts';
import type { OpenApi, Schema } from '../openapi.ts';
import { METHODS } from '../openapi.ts';
import { measure } from '../read/expansion.ts';
import type { Place } from '../read/place.ts';
import { openClosedParts } from './closed-parts.ts';
import { isPlainReference } from './component-schemas.ts';
import { info } from './info.ts';
import { dropForeignDefaults } from './own-defaults.ts';
import { openapi3 } from './openapi3.ts';
import { OperationIds } from './operation.ts';
import { splitPageRequests } from './page-requests.ts';
import { followMap } from './readers.ts';
import type { Reading } from './reading.ts';
import { schema } from './schema.ts';
import { cutEndlessSchemas } from './endless-schemas.ts';
import { refuseVastSchemas } from './vast-schemas.ts';
import { swagger2 } from './swagger2/document.ts';
import { nameXml } from './xml-names.ts';

/** Turns a whole description into the one dialect. What is wrong with it becomes findings. */
export function normaliseDocument(document: Place, reading: Reading): OpenApi {
  declareSchemas(document, reading);
  checkContent(document, reading);
  const ids = new OperationIds(declaredIds(document));
  const read = reading.version === '2.0' ? swagger2 : openapi3;
  const { components, ...rest } = read(document, ids, reading);
  const schemas = reading.schemas.readAll((place) => schema(place, reading) ?? true);
  cutEndlessSchemas(schemas, reading);
  const result: Members = reading.note(
    {
      openapi: reading.usesVersion32 ? '3.2.0' : '3.1.1',
      info: info(document, reading),
      ...rest,
      ...withSchemas(schemas, components),
    },
    document,
  );
  if (refuseVastSchemas(schemas, reading)) {
    dropForeignDefaults(result, schemas, reading);
    openClosedParts(result, schemas, reading);
  }
  splitPageRequests(result, schemas, reading);
  nameXml(result, schemas, reading);
  if (result.paths === undefined && result.webhooks === undefined) result.paths = {};
  const { fault } = measure(result);
  if (fault) {
    const message =
      'With its references resolved, the description would be too large or too deep. Let parts refer to fewer others.';
    reading.findings.error('SW1006', document, message);
  }
  return result as unknown as OpenApi;
}

/** Declared schemas have their own names, and take them before anything else may. */
function declareSchemas(document: Place, reading: Reading): void {
  const folder =
    reading.version === '2.0'
      ? document.child('definitions')
      : document.child('components').child('schemas');
  const place =
    folder.value === undefined || folder.value === null ? undefined : followMap(folder, reading);
  if (!place) return;
  const aliases: [Place, Place][] = [];
  for (const child of place.children) {
    const target = isPlainReference(child.value)
      ? reading.sources.find(child.value.$ref, child)
      : undefined;
    if (target && target.source !== child.source) aliases.push([child, target]);
    else reading.schemas.declare(child);
  }
  for (const [alias, target] of aliases) reading.schemas.declareAs(alias, target);
}

/** A description describes something: paths up to 3.0, anything since. */
function checkContent(document: Place, reading: Reading): void {
  const parts = ['paths', 'webhooks', 'components', 'definitions'];
  if (parts.every((name) => !document.has(name))) {
    reading.findings.error(
      'SW1201',
      document,
      'The description has no paths. Add them, or at least an empty object.',
    );
  } else if ((reading.version === '2.0' || reading.version === '3.0') && !document.has('paths')) {
    reading.findings.repaired(
      'SW1201',
      document,
      'The description has no paths. Add at least an empty object.',
    );
  }
}

function declaredIds(document: Place): Set<string> {
  const ids = new Set<string>();
  for (const item of document.child('paths').children) {
    const named = METHODS.map((method) => item.child(method));
    for (const operation of [...named, ...item.child('additionalOperations').children]) {
      const { value } = operation.child('operationId');
      if (typeof value === 'string') ids.add(value);
    }
  }
  return ids;
}

function withSchemas(schemas: ReadonlyMap<string, Schema | boolean>, components: unknown): Members {
  const result: Members = isObject(components) ? { ...components } : {};
  if (schemas.size > 0) {
    const named: Members = {};
    for (const [name, one] of schemas) define(named, name, one);
    result.schemas = named;
  }
  return Object.keys(result).length > 0 ? { components: result } : {};
}
