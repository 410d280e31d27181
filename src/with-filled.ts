import type { OperationSummary } from './generate-result.ts';
import { isOpenIn } from './holes/is-open.ts';
import { checkedEntity, checkNames, holesOf } from './model/holes.ts';
import type { ServiceModel } from './model/types.ts';
import type { SourceFile } from './scaffold/source-file.ts';

/** Operations with those holes told as filled whose functions are written, in the code as it would be. */
export function withFilled(
  operations: readonly OperationSummary[],
  model: ServiceModel,
  tree: readonly SourceFile[],
): OperationSummary[] {
  const texts = new Map(tree.map(({ path, text }) => [path, text]));
  const open = new Set(
    holesOf(model)
      .filter(({ file, id }) => isOpenIn(texts.get(file) ?? '', id))
      .map(({ id }) => id),
  );
  const checks = checkNames(model);
  const entityOf = (name: string | undefined) =>
    model.entities.find((entity) => entity.name === name);
  const filled = new Set(
    model.resources
      .flatMap((resource) => resource.operations)
      .filter((operation) => {
        const checked = checkedEntity(operation, entityOf);
        const isChecked = !checked || !open.has(checks.get(checked.name) ?? '');
        return operation.status === 'hole' && !open.has(operation.id) && isChecked;
      })
      .map(({ id }) => id),
  );
  return operations.map(({ reason, ...operation }) =>
    filled.has(operation.id)
      ? { ...operation, status: 'filled' }
      : { ...operation, ...(reason !== undefined && { reason }) },
  );
}
