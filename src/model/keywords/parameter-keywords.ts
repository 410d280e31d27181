import type { Schema } from '../../spec/openapi.ts';
import { isOfHttp, isSent } from '../sent-headers.ts';
import type { Operation, Parameter } from '../types.ts';
import { each, plainly, type Rule, type Table, type Verdict, type Visit } from './types.ts';

/** A parameter that no operation is about has no effect; where several share it, the best counts. */
function effect({ holder, facts }: Visit): Verdict {
  // Swagger 2.0
  if (holder.child('in').value === 'body' || holder.child('in').value === 'formData')
    return ['enforced', 'it is of the body, which is checked'];
  const verdicts = facts.parametersAt(holder).map(effectIn);
  return (
    verdicts.find(([status]) => status === 'ignored') ??
    verdicts[0] ?? ['typed', 'no operation has this parameter']
  );
}

/** HTTP gives these a meaning of its own (OpenAPI 3.1, section 4.8.12.1). */
const RESERVED = /^(?:accept|content-type|authorization)$/i;

function effectIn(read: { parameter: Parameter; operation: Operation }): Verdict {
  const { name, in: place, role, field, schema, sort, style, explode, encoded } = read.parameter;
  if (place === 'querystring') return ['ignored', 'the service reads parameters one by one'];
  if (place === 'header' && RESERVED.test(name))
    return ['ignored', 'HTTP says what this header means, and no parameter does'];
  if (place === 'cookie' && style === 'form' && explode && !encoded && isObject(schema))
    return ['ignored', 'its members are not told apart in this style: say style: cookie'];
  if (read.operation.status === 'hole')
    return ['enforced', 'it is checked, and the business logic of the operation gets it'];
  if (role === 'unknown')
    return ['ignored', 'what it does is not known: a request that sends it is answered 501'];
  if (role === 'inert') return ['enforced', 'it is checked, and has no effect on the answer'];
  if (role === 'idempotency-key')
    return [
      'enforced',
      'a request that is repeated with the same key is answered as the first time',
    ];
  if (sort?.unknown)
    return ['enforced', `it tells the sort; ${sort.unknown.join(', ')} is answered 501`];
  return ['enforced', `it tells the ${role}${field === undefined ? '' : `, ${field}`}`];
}

const isObject = ({ type, properties }: Schema): boolean =>
  [type].flat().includes('object') || properties !== undefined;

export const parameterTable: Table = {
  area: 'parameters',
  rules: {
    name: { verdict: effect },
    in: plainly('enforced', 'it is looked for there'),
    required: plainly('enforced', 'a request without it is answered 400'),
    schema: { verdict: ['enforced', 'Ajv checks it'], below: { kind: 'schema', use: 'request' } },
    content: {
      verdict: ['enforced', 'its text is read as JSON'],
      below: { kind: 'content', use: 'request' },
    },
    ...each('style explode', plainly('enforced', 'values are read so')),
    allowReserved: plainly('typed', 'reserved characters are always taken'),
    allowEmptyValue: plainly('ignored', 'an empty value is held to the schema'),
    ...each('description deprecated', plainly('typed', 'it is documentation')),
    ...each('example examples', plainly('typed', 'it is documentation')),
  },
};

/** The parts of an answer's headers that the generated code sends. */
function sent({ node, operation }: Visit): Verdict {
  const name = node.token;
  const found = operation?.responses
    .flatMap(({ headers }) => headers)
    .find((header) => header.name === name);
  if (!operation || operation.status === 'hole')
    return ['typed', 'the business logic of the operation may send it'];
  if (found && isSent(found, operation.kind)) return ['enforced', 'answers have it'];
  return isOfHttp(name)
    ? ['typed', 'HTTP asks for it where it belongs']
    : ['ignored', 'no answer has it'];
}

const headerRule: Rule = { verdict: sent, below: { kind: 'header', use: 'type' } };

export const headersTable: Table = { area: 'bodies', rules: {}, named: headerRule };

export const headerTable: Table = {
  area: 'bodies',
  rules: {
    schema: { verdict: ['typed', 'it is documentation'], below: { kind: 'schema', use: 'type' } },
    content: plainly('typed', 'it is documentation'),
    ...each(
      'description required deprecated style explode example examples',
      plainly('typed', 'it is documentation'),
    ),
  },
};
