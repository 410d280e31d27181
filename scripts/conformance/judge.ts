import type { Failure } from './run-tool.ts';
import type { Described, DescribedOperation } from './service.ts';

/** A failure that is no fault of the service, by a rule that holds for every description. */
interface Explanation {
  /** What `docs/conformance.md` says. */
  readonly reason: string;
  holds(failure: Failure, operation: DescribedOperation, described: Described): boolean;
}

const undeclared = (statuses: readonly number[], { check, status }: Failure): boolean =>
  check === 'status_code_conformance' && statuses.includes(status);

const takesInput = ({ parameters = [], requestBody }: DescribedOperation): boolean =>
  parameters.length > 0 || requestBody !== undefined;

const isRefused = ({ check, status }: Failure): boolean =>
  check === 'positive_data_acceptance' && (status === 400 || status === 422);

/** Whether some schema requires a member and says what it is when it is left out. */
function hasDefault(node: unknown, name: string): boolean {
  if (typeof node !== 'object' || node === null) return false;
  if ('required' in node && Array.isArray(node.required) && node.required.includes(name)) {
    const properties = 'properties' in node ? node.properties : undefined;
    const member: unknown = Object.entries(properties ?? {}).find(([key]) => key === name)?.[1];
    if (typeof member === 'object' && member !== null && 'default' in member) return true;
  }
  return Object.values(node).some((value) => hasDefault(value, name));
}

const missingMember = ({ check, message }: Failure): string | undefined =>
  check === 'negative_data_rejection'
    ? /Missing required property: (.+)/.exec(message)?.[1]
    : undefined;

export const EXPLANATIONS: readonly Explanation[] = [
  {
    reason: 'The operation asks for credentials and declares no answer to who has none (401).',
    holds: (failure, { security }, described) =>
      undeclared([401], failure) && (security ?? described.security ?? []).length > 0,
  },
  {
    reason:
      'The operation takes parameters or a body and declares no answer to invalid ones (400).',
    holds: (failure, operation) => undeclared([400, 422], failure) && takesInput(operation),
  },
  {
    reason:
      'The operation takes no parameters and declares no answer to those that are sent (400).',
    holds: (failure, operation) =>
      undeclared([400, 422], failure) && !takesInput(operation) && failure.request.includes('?'),
  },
  {
    reason: 'The operation has a body and declares no answer to one of another media type (415).',
    holds: (failure, { requestBody }) => undeclared([415], failure) && requestBody !== undefined,
  },
  {
    reason:
      'The operation names a thing by its path and declares no answer where there is none (404).',
    holds: (failure, { parameters = [] }) =>
      undeclared([404], failure) && parameters.some(({ in: place }) => place === 'path'),
  },
  {
    reason: 'The operation writes what is unique or referred to and declares no conflict (409).',
    holds: (failure) => undeclared([409], failure) && failure.method !== 'GET',
  },
  {
    reason: 'The operation is business logic that nobody has written yet: it answers 501.',
    holds: ({ status }) => status === 501,
  },
  {
    reason:
      'A number has more digits than a double keeps. The schema sets no bounds; RFC 8259, section 6, lets a receiver set them.',
    holds: (failure) =>
      isRefused(failure) &&
      (failure.answer.includes('more digits than can be kept') ||
        /must be (?:<= 9007199254740991|>= -9007199254740991)\b/.test(failure.answer) ||
        (/must be integer/.test(failure.answer) && /\d{17}/.test(failure.request))),
  },
  {
    reason:
      'A required member has a default, and both cannot count: the service assumes the default (JSON Schema 2020-12, Validation, section 9.2).',
    holds: (failure, _operation, described) => {
      const name = missingMember(failure);
      return name !== undefined && hasDefault(described, name);
    },
  },
  {
    reason: 'A cursor is text to the schema, and is good only as the list gave it out.',
    holds: (failure) =>
      isRefused(failure) &&
      /cursor is not one|must be the key of an item of this list/.test(failure.answer),
  },
  {
    reason: 'An order is text to the schema, and is good only where it names what rows have.',
    holds: (failure) => isRefused(failure) && /Nothing is sorted by /.test(failure.answer),
  },
  {
    reason:
      'Texts that may be null were sent against their format, which JSON Schema 2020-12 lets a tool take for an annotation (Validation, section 7.2.1). The service asserts it.',
    holds: (failure) => isRefused(failure) && /must match format/.test(failure.answer),
  },
  {
    reason:
      'The description lets a body be left out of an operation that stores it. Nothing would be stored then: the service answers 400.',
    holds: (failure) => isRefused(failure) && failure.answer.includes('A body is required.'),
  },
  {
    reason:
      'One idempotency key was sent with different requests, which is what the key is there to find (IETF draft The Idempotency-Key HTTP Header Field, section 2.7).',
    holds: (failure) =>
      isRefused(failure) &&
      failure.answer.includes('The idempotency key belongs to another request.'),
  },
  {
    reason: 'A number is beyond the 64 bits that its format, int64, has.',
    holds: (failure) =>
      isRefused(failure) && failure.answer.includes('whole number of 64 bits within its limits'),
  },
  {
    reason:
      'A form cannot tell an empty list from none, objects in a list from texts, or a text from a number: OpenAPI leaves open how they are written (Encoding Object).',
    holds: (failure, operation) =>
      ['positive_data_acceptance', 'negative_data_rejection'].includes(failure.check) &&
      failure.status !== 415 &&
      takes(operation, FORM) &&
      FORM_BODY.test(failure.request),
  },
  {
    reason:
      'XML does not tell a number from a text, or an empty list from an empty text: it is what the schema wants (OpenAPI, XML Object).',
    holds: (failure, operation) =>
      failure.check === 'negative_data_rejection' &&
      takes(operation, /[/+]xml$/) &&
      XML_BODY.test(failure.request),
  },
  {
    reason:
      'Swagger 2.0 asks for a media type of each answer of an operation with `produces`, of those without a body too.',
    holds: (failure) =>
      failure.check === 'content_type_conformance' && failure.answer.trim() === '',
  },
  {
    reason:
      'The description says that the operation tells its errors in the media type of its success. The service tells them in JSON.',
    holds: ({ check, status }) => check === 'content_type_conformance' && status >= 400,
  },
];

const FORM = /^(?:application\/x-www-form-urlencoded|multipart\/form-data)$/;
/** The method, the URL, and a body such as `a=1&b=2`. */
const FORM_BODY = /^\S+ \S+ [^\s={<[]*=/;

/** The method, the URL, and a body such as `<a/>`. */
const XML_BODY = /^\S+ \S+ </;

const takes = ({ requestBody }: DescribedOperation, mediaType: RegExp): boolean =>
  Object.keys(requestBody?.content ?? {}).some((type) => mediaType.test(type));

/** Why a failure is no fault of the service, or `undefined` when it is one. */
export function explain(failure: Failure, described: Described): string | undefined {
  const operation = described.paths?.[failure.path]?.[failure.method.toLowerCase()] ?? {};
  return EXPLANATIONS.find(({ holds }) => holds(failure, operation, described))?.reason;
}
