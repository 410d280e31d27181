import type { DiagnosticCodeOf } from '../../../../src/diagnostics/diagnostic.ts';
import type { BodyCase } from './case.ts';

/** A body that must not be kept, and the code that says why. */
export interface AttackCase extends BodyCase {
  readonly code: DiagnosticCodeOf<'SW44'>;
}

/** Attacks that one rule has to find, by name. An end is added, so that nothing else is wrong. */
export const attacks = (
  code: DiagnosticCodeOf<'SW44'>,
  named: Readonly<Record<string, string>>,
  { hole = 'summarise', imports = ['rates', 'holidays', 'limits'], end = END }: Options = {},
): AttackCase[] =>
  Object.entries(named).map(([name, body]) => ({ name, hole, body: body + end, imports, code }));

interface Options {
  readonly hole?: BodyCase['hole'];
  readonly imports?: readonly string[];
  readonly end?: string;
}

const END = "\nthrow context.fail.notFound('all of it');";
