import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.ts';
import type { SpecDocument } from '../spec/document.ts';
import { holesOf } from './holes.ts';
import { testableExample } from './rule-example.ts';
import type { ServiceModel } from './types.ts';

/** Examples that are data and of which no test can be made all the same, as warnings. */
export function ruleFindings(model: ServiceModel, document: SpecDocument): Diagnostic[] {
  return holesOf(model).flatMap((hole) => {
    const source = hole.operation?.source ?? hole.entity?.source;
    return hole.rules.flatMap(({ rule, examples }) =>
      examples.flatMap((example, index) => {
        const found = testableExample(example, rule, hole, model);
        if (typeof found !== 'string') return [];
        const location = source && document.locate(source);
        return [
          diagnostic(
            'SW2004',
            'warning',
            `Example ${index + 1} of the rule «${rule}» cannot be tested: ${found}.`,
            location,
            location && document.frame(location),
          ),
        ];
      }),
    );
  });
}
