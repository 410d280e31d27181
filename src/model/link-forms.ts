import type { EnvelopeMember } from './types.ts';
import { engineFor } from '../spec/regex/engine.ts';

interface Links {
  readonly envelope: readonly EnvelopeMember[];
  /** Why an answer cannot be given: a link that it must have can have no form that is accepted. */
  readonly obstacle?: string;
}

/** Links in the form that their patterns accept: with the origin as usual, or the path alone. */
export function linkForms(envelope: readonly EnvelopeMember[], path: string): Links {
  const own = path.replace(/\{[^}]*\}/g, 'x');
  const found = envelope.flatMap((member): EnvelopeMember[] => {
    if (member.pattern === undefined || accepts(member.pattern, `https://localhost${own}`))
      return [member];
    return accepts(member.pattern, own) ? [{ ...member, isPath: true }] : [];
  });
  const lost = envelope.find(
    ({ path: name, required }) => required && !found.some((member) => member.path === name),
  );
  return {
    envelope: found,
    ...(lost && {
      obstacle: `what address ${lost.path.join('.')} of its answer tells is not known`,
    }),
  };
}

/** Whether an address is accepted, also with a query. */
function accepts(pattern: string, address: string): boolean {
  const expression = engineFor(pattern)?.expression;
  return (
    expression !== undefined && expression.test(address) && expression.test(`${address}?limit=1`)
  );
}
