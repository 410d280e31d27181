import { isExtension, isObject, type Members } from '../json.ts';
import type { Place } from '../read/place.ts';
import { quoted } from '../references/sources.ts';
import { flag, nounOf, type Reader, since32, text } from './readers.ts';

const NODES = ['element', 'attribute', 'text', 'cdata', 'none'];

/** The name of an element or attribute without a prefix (XML Namespaces 1.0, production 4). */
const NAME = /^[\p{L}_][\p{L}\p{M}\p{N}_.·-]*$/u;

/**
 * How XML shows a schema (OpenAPI 3.1, section 4.8.26), in the words that all versions know:
 * `nodeType` (3.2) is kept only for texts.
 */
export const xml: Reader<Members> = (place, reading) => {
  if (!isObject(place.value)) {
    const message = `"xml" should be an object, not ${nounOf(place.value)}, and is left out. Correct it.`;
    reading.findings.repaired('SW1202', place, message);
    return undefined;
  }
  reading.tellsXml = true;
  const read: Members = {};
  for (const child of place.children) {
    const reader = FIELDS.get(child.token);
    if (reader) read[child.token] = reader(child, reading);
    else if (!isExtension(child.token))
      reading.findings.repaired(
        'SW1214',
        child,
        `An XML object has no member ${quoted(child.token)}, which is left out. Delete it.`,
      );
  }
  const { name, namespace, nodeType } = read;
  const isText = nodeType === 'text' || nodeType === 'cdata';
  const isAttribute = nodeType === undefined ? read.attribute === true : nodeType === 'attribute';
  const isWrapped =
    nodeType === undefined ? read.wrapped === true : nodeType === 'element' && mayBeList(place);
  const result: Members = {
    ...(name !== undefined && { name }),
    ...(namespace !== undefined && { namespace }),
    ...(namespace !== undefined && read.prefix !== undefined && { prefix: read.prefix }),
    ...(isAttribute && { attribute: true }),
    ...(isWrapped && { wrapped: true }),
    ...(isText && { nodeType }),
  };
  if (read.prefix !== undefined && namespace === undefined)
    reading.findings.repaired(
      'SW1215',
      place.child('prefix'),
      'A prefix stands for a namespace, and none is named: it is left out. Add the namespace.',
    );
  return Object.keys(result).length > 0 ? result : undefined;
};

/** A text of which XML can make something. */
const textOf =
  (isFit: (value: string) => boolean, wanted: string): Reader<string> =>
  (place, reading) => {
    const value = text(place, reading);
    if (value === undefined || isFit(value)) return value;
    const message = `${quoted(place.token)} should be ${wanted}, not "${quoted(value)}", and is left out. Correct it.`;
    reading.findings.repaired('SW1202', place, message);
    return undefined;
  };

const FIELDS: ReadonlyMap<string, Reader> = new Map(
  Object.entries({
    name: textOf((value) => NAME.test(value), 'the name of an XML element without a prefix'),
    // These two namespaces are XML's own, and nobody may declare them.
    namespace: textOf(
      (value) =>
        value !== '' &&
        !/^http:\/\/www\.w3\.org\/(?:2000\/xmlns\/|XML\/1998\/namespace)$/.test(value),
      'the address of a namespace',
    ),
    prefix: textOf(
      (value) => NAME.test(value) && !/^xml/i.test(value),
      'the prefix of a namespace',
    ),
    attribute: flag,
    wrapped: flag,
    nodeType: since32(
      textOf((value) => NODES.includes(value), 'element, attribute, text, cdata or none'),
    ),
  }),
);

/** Whether a schema may be that of a list; only that of a list is wrapped. */
function mayBeList({ parent }: Place): boolean {
  const type = parent?.child('type').value;
  return type === undefined || [type].flat().includes('array');
}
