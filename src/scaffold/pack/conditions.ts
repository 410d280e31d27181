import type { Pack, PackDependency } from './compose.ts';

/** Whether a view meets a condition: the name of a member of it, or of a member's member. */
export const isMet = (view: object, condition: string | undefined): boolean =>
  condition === undefined || Boolean(lookUp(view, condition));

const lookUp = (view: object, path: string): unknown =>
  path
    .split('.')
    .reduce<unknown>(
      (value, name) =>
        value instanceof Object && Object.hasOwn(value, name)
          ? Reflect.get(value, name)
          : undefined,
      view,
    );

/** What templates see of their pack: the packages that this service needs. */
export function packView({ dependencies, devDependencies }: Pack, view: object) {
  const needed = (all: readonly PackDependency[]) => all.filter(({ when }) => isMet(view, when));
  return { dependencies: needed(dependencies), devDependencies: needed(devDependencies) };
}
