import type { FillConfig } from '../config/project.ts';
import { conflictAction } from './conflict-action.ts';
import { generateAction } from './generate-action.ts';
import { holeActions } from './hole-actions.ts';
import { readRoutes } from './read-routes.ts';
import type { Route } from './route.ts';
import type { ServiceView } from './service-view.ts';
import { testsAction } from './tests-action.ts';

/**
 * Every address of the page: what it reads, and what it does.
 *
 * @param settings of runs that ask a model
 */
export const routes = (view: ServiceView, settings: FillConfig): Route[] => [
  ...readRoutes(view),
  generateAction(view),
  ...holeActions(view, settings),
  testsAction(view),
  conflictAction(view),
];
