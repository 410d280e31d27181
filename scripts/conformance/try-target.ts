import { explain } from './judge.ts';
import { type Bounds, type Failure, runTool } from './run-tool.ts';
import { startService } from './service.ts';
import type { Target } from './targets.ts';

export interface Tried {
  readonly name: string;
  readonly cases: number;
  /** Faults of the service. */
  readonly faults: readonly Failure[];
  /** How many failures each explanation has. */
  readonly explained: ReadonlyMap<string, number>;
}

/** Generates a service, by default with the pack that is the default, starts it, and has Schemathesis try it. */
export async function tryTarget(
  command: string,
  target: Target,
  bounds: Bounds,
  pack?: string,
): Promise<Tried> {
  const { spec, existing } = target;
  const service = await startService(spec, { existing, pack });
  try {
    const { cases, failures } = await runTool(command, target.spec, service, bounds);
    const faults: Failure[] = [];
    const explained = new Map<string, number>();
    for (const failure of failures) {
      const reason = explain(failure, service.described);
      if (reason === undefined) faults.push(failure);
      else explained.set(reason, (explained.get(reason) ?? 0) + 1);
    }
    return { name: target.name, cases, faults, explained };
  } finally {
    await service.stop();
  }
}

export const toldOf = ({ check, request, status, message, answer }: Failure): string =>
  [`${check}: ${message.split('\n')[0]}`, `  ${request}`, `  ${status} ${answer}`].join('\n');
