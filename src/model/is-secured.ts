import type { ServiceModel } from './types.ts';

/** Whether the description protects anything: then each operation asks who may do what. */
export const isSecured = (model: ServiceModel): boolean =>
  model.resources.some(({ operations }) => operations.some(({ security }) => security.length > 0));
