import { isObject, type Members } from '../json.ts';
import type { Schema } from '../openapi.ts';
import { quoted } from '../references/sources.ts';
import type { Reading } from './reading.ts';
import { SCHEMA_PREFIX } from '../schema-reference.ts';

/** One schema applies another to the same value. */
interface Step {
  readonly to: string;
  readonly node: Members;
  /** Whether the step is one of a choice, which may be left out. */
  readonly cut?: () => void;
}

/**
 * A schema that applies itself to the same value is one that no validator can finish (JSON Schema
 * 2020-12, section 9.4.1). A common mistake has a way out: a base that lists its subtypes in `oneOf`
 * while they extend it with `allOf`. There the list goes.
 */
export function cutEndlessSchemas(
  schemas: ReadonlyMap<string, Schema | boolean>,
  reading: Reading,
): void {
  const done = new Set<string>();
  for (const start of schemas.keys()) {
    const stack = [{ name: start, steps: stepsOf(schemas.get(start)), next: 0 }];
    const open = new Map([[start, 0]]);
    if (done.has(start)) continue;
    for (let frame = stack.at(-1); frame; frame = stack.at(-1)) {
      const step = frame.steps[frame.next];
      frame.next += 1;
      if (!step) {
        stack.pop();
        open.delete(frame.name);
        done.add(frame.name);
      } else if (open.has(step.to)) {
        const circle = stack.slice(open.get(step.to)).map(({ steps, next }) => steps[next - 1]);
        report(
          circle.filter((one) => one !== undefined),
          reading,
        );
      } else if (!done.has(step.to) && schemas.has(step.to)) {
        open.set(step.to, stack.length);
        stack.push({ name: step.to, steps: stepsOf(schemas.get(step.to)), next: 0 });
      }
    }
  }
}

function report(circle: readonly Step[], reading: Reading): void {
  const way = circle
    .slice(0, 6)
    .map(({ to }) => quoted(to))
    .join(' → ');
  const loose = circle.find(({ cut }) => cut !== undefined);
  const step = loose ?? circle.at(-1);
  const place = step && reading.placeOf(step.node);
  if (!step || !place) return;
  if (loose?.cut) {
    loose.cut();
    const message = `${quoted(loose.to)} extends the schema that lists it as a choice (${way}), which never ends. It is left out of the list.`;
    reading.findings.repaired('SW1105', place, message);
  } else {
    reading.findings.error(
      'SW1105',
      place,
      `This schema applies itself to the same value (${way}), which never ends. Break the circle.`,
    );
  }
}

function stepsOf(root: Schema | boolean | undefined): Step[] {
  const steps: Step[] = [];
  visit(root, undefined);
  return steps;

  function visit(node: unknown, cut: (() => void) | undefined): void {
    if (!isObject(node)) return;
    if (typeof node.$ref === 'string')
      steps.push({ to: node.$ref.slice(SCHEMA_PREFIX.length), node, ...(cut && { cut }) });
    for (const keyword of ['allOf', 'not', 'if', 'then', 'else']) {
      for (const part of [node[keyword]].flat()) visit(part, cut);
    }
    for (const keyword of ['anyOf', 'oneOf']) {
      const parts = node[keyword];
      if (Array.isArray(parts))
        for (const part of parts as unknown[]) visit(part, () => leaveOut(node, keyword, part));
    }
  }
}

function leaveOut(node: Members, keyword: string, part: unknown): void {
  const parts = node[keyword];
  if (!Array.isArray(parts)) return;
  const rest = (parts as unknown[]).filter((one) => one !== part);
  if (rest.length > 0) node[keyword] = rest;
  else delete node[keyword];
}
