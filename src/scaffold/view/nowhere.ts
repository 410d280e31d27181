import type { ServiceModel } from '../../model/types.ts';

/** A path that no description has: longer than those that its parameters could make of it. */
export function nowhereIn({ resources }: ServiceModel): string {
  const paths = resources.flatMap(({ operations }) => operations.map(({ path }) => path));
  let nowhere = '/surely/not/here';
  while (paths.some((path) => mayBe(path, nowhere))) nowhere += '/either';
  return nowhere;
}

function mayBe(template: string, path: string): boolean {
  const segments = template.split('/');
  const asked = path.split('/');
  return (
    segments.length === asked.length &&
    segments.every((segment, index) => segment.includes('{') || segment === asked[index])
  );
}
