import type { Template } from './pack/compose.ts';
import { isMet } from './pack/conditions.ts';
import type { Views } from './views.ts';

/** A file that a template is to make. */
export interface Wanted {
  readonly template: Template;
  readonly path: string;
  /** What the template sees besides what all of them see. */
  readonly own: object;
}

/** All that the template of a file sees. */
export const seenBy = (own: object, { service }: Pick<Views, 'service'>): object => ({
  ...service,
  ...own,
});

/** The files that a template makes. */
export function filesOf(template: Template, views: Views): Wanted[] {
  return candidates(template, views)
    .map((file) => ({ template, ...file }))
    .filter(({ own }) => isWanted(own, views, template.when));
}

/** What a condition names is looked up where it stands: putting both together takes longer. */
function isWanted(own: object, { service }: Views, condition: string | undefined): boolean {
  const [name = ''] = condition?.split('.') ?? [];
  return isMet(Object.hasOwn(own, name) ? own : service, condition);
}

function candidates({ each, path: place }: Template, views: Views): Pick<Wanted, 'path' | 'own'>[] {
  if (each === 'service') return [{ path: place, own: {} }];
  if (each === 'operation')
    return views.operations.map(({ file, folder, view }) => ({
      path: place.replaceAll('[operation]', file).replaceAll('[resource]', folder),
      own: view,
    }));
  const pattern = pathPattern(place);
  return Array.from(views.each, ([path, own]) => ({ path, own })).filter(({ path }) =>
    pattern.test(path),
  );
}

const pathPattern = (path: string): RegExp =>
  new RegExp(
    `^${path.replace(/[.*+?^${}()|\\]/g, '\\$&').replace(/\[(?:entity|resource|workflow)\]/g, '[^/]+')}$`,
  );
