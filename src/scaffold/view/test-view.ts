import type { Operation, Resource, ServiceModel } from '../../model/types.ts';

export interface TestView {
  readonly path: string;
}

export function testView(
  _resource: Resource,
  _model: ServiceModel,
  _liveOf: (entity: string) => { operations: readonly Operation[] },
): TestView | undefined {
  return undefined;
}
