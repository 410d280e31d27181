import type { DecidedTests, DecideOptions, TestsDecision } from '../decide-tests.ts';
import type { HolesRequest } from './holes.ts';
import { type Refusal, refusalOf } from './refusal.ts';

export interface TestsRequest extends HolesRequest, TestsDecision, DecideOptions {}

export type TestsResult = ({ readonly outcome: 'done' } & DecidedTests) | Refusal;

/**
 * Approves or rejects the tests that a model proposed for a hole: `specwright tests`.
 *
 * @throws ConfigError when the configuration cannot be understood
 * @throws the reason of the signal when that is aborted; nothing is written then
 */
export async function decideTests(request: TestsRequest): Promise<TestsResult> {
  const { cwd = process.cwd(), out, config, signal, onProgress, ...decision } = request;
  const [{ generatedService }, decide] = await Promise.all([
    import('../generated-service.ts'),
    import('../decide-tests.ts'),
  ]);
  try {
    const { project, lock } = await generatedService(cwd, out, config);
    return {
      outcome: 'done',
      ...(await decide.decideTests(project, lock, decision, { signal, onProgress })),
    };
  } catch (error) {
    return refusalOf(error);
  }
}
