import pluralize from 'pluralize';
import { isObject, type Members } from '../json.ts';
import type { Schema } from '../openapi.ts';
import type { Reading } from './reading.ts';
import { contentsOf, schemaNodes } from './schema-nodes.ts';
import { schemaName } from '../schema-reference.ts';
import { XML_TYPE } from '../xml-type.ts';

type Schemas = ReadonlyMap<string, Schema | boolean>;

/**
 * Says what the descriptions leave open of XML, so that one rule names all elements: by `xml.name`,
 * else by the property, else by the component. A description that offers no XML keeps no `xml`.
 */
export function nameXml(document: Members, schemas: Schemas, reading: Reading): void {
  const media = contentsOf(document).flatMap((content) =>
    Object.entries(content).flatMap(([type, one]) =>
      XML_TYPE.test(type) && isObject(one) ? [one] : [],
    ),
  );
  if (media.length === 0) {
    if (!reading.tellsXml) return;
    for (const node of schemaNodes(document, schemas)) if (isXml(node.xml)) delete node.xml;
    return;
  }
  if (reading.version === '3.2')
    for (const node of schemaNodes(document, schemas)) nameProperties(node, schemas);
  for (const one of media)
    if (isObject(one.schema)) one.schema = namedRoot(one.schema, schemas, reading);
}

/** Properties may be called `xml`, and have a schema. */
const isXml = (value: unknown): value is Members =>
  isObject(value) && Object.keys(value).every((name) => XML_MEMBERS.has(name));

const XML_MEMBERS = new Set(['name', 'namespace', 'prefix', 'attribute', 'wrapped', 'nodeType']);

const named = (schema: Members, name: string): Members => ({
  ...schema,
  xml: { ...(isObject(schema.xml) && schema.xml), name },
});

/** The name that a schema has, wherever it stands: its own, or that of the component it refers to. */
function nameOf(schema: unknown, schemas: Schemas): string | undefined {
  if (!isObject(schema)) return undefined;
  if (isObject(schema.xml) && typeof schema.xml.name === 'string') return schema.xml.name;
  const component = schemaName(schema.$ref);
  return component === undefined
    ? undefined
    : (nameOf(schemas.get(component), schemas) ?? component);
}

/** A document has one root, and so has a list: what no name is given is called by its items. */
function namedRoot(schema: Members, schemas: Schemas, reading: Reading): Members {
  const component = schemaName(schema.$ref);
  if (component !== undefined) {
    const target = schemas.get(component);
    if (isObject(target) && target.items !== undefined) target.items = namedItems(target, schemas);
    return schema;
  }
  if (schema.items === undefined && schema.properties === undefined) return schema;
  const root =
    schema.items === undefined ? schema : { ...schema, items: namedItems(schema, schemas) };
  const item = nameOf(root.items, schemas);
  const result = named(
    root,
    nameOf(schema, schemas) ?? (item === undefined ? 'root' : pluralize.plural(item)),
  );
  const place = reading.placeOf(schema);
  return place ? reading.note(result, place) : result;
}

const namedItems = ({ items }: Members, schemas: Schemas): unknown =>
  isObject(items) ? named(items, nameOf(items, schemas) ?? 'item') : items;

/**
 * OpenAPI 3.2 names what refers to a component by the component, and the items of a property's list
 * by the property (section 4.26.2); before, the property's name came first.
 */
function nameProperties(node: Members, schemas: Schemas): void {
  if (!isObject(node.properties)) return;
  for (const [property, schema] of Object.entries(node.properties)) {
    if (!isObject(schema)) continue;
    const { xml, items } = schema;
    const own = isObject(xml) ? xml : {};
    if (schema.$ref !== undefined && own.wrapped !== true && own.name === undefined)
      node.properties[property] = named(schema, nameOf(schema, schemas) ?? property);
    else if (isObject(items)) {
      schema.items = named(items, nameOf(items, schemas) ?? property);
      if (own.wrapped !== true) delete own.name;
    }
  }
}
