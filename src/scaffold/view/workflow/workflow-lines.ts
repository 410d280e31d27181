import type { Operation } from '../../../model/types.ts';
import type {
  Move,
  RequestStep,
  Step,
  Workflow,
  WorkflowStep,
} from '../../../spec/arazzo/types.ts';
import { identifier, Namespace } from '../../../model/names.ts';
import { commentText, propertyName, stringLiteral } from '../../encode.ts';
import { areMet, assertions, isMet } from './criterion-code.ts';
import {
  type Answer,
  expressionCode,
  memberCode,
  type Sight,
  templateCode,
} from './expression-code.ts';
import { callCode } from './request-code.ts';
import { usedOutputs } from './used-outputs.ts';

/** What the lines of a workflow are written with. */
export interface WorkflowContext {
  readonly operationOf: (step: RequestStep) => Operation;
  /** The call of a workflow as a function, given the code of its inputs by their names. */
  readonly callOf: (step: WorkflowStep, inputs: ReadonlyMap<string, string>) => string;
  /** Names that the file uses already. */
  readonly taken: readonly string[];
  /** Whether somebody waits for the outputs of the workflow. */
  readonly isCalled: boolean;
}

/**
 * The body of a workflow: one step after the other, or, where steps lead to others than the next, a
 * function for each, which tells the one to go on with.
 */
export function workflowLines(workflow: Workflow, context: WorkflowContext): string[] {
  return new WorkflowPrinter(workflow, context).lines();
}

class WorkflowPrinter {
  readonly #workflow: Workflow;
  readonly #context: WorkflowContext;
  readonly #names = new Namespace();
  readonly #outputs = new Map<string, Map<string, string>>();
  readonly #used: ReadonlySet<string>;
  readonly #walks: boolean;

  constructor(workflow: Workflow, context: WorkflowContext) {
    this.#workflow = workflow;
    this.#context = context;
    for (const name of [...context.taken, 'inputs', 'answer']) this.#names.take(name);
    this.#used = usedOutputs(workflow, context.isCalled);
    this.#walks = workflow.steps.some((step, index) => {
      const next = workflow.steps[index + 1]?.id;
      const isPlain = ({ to, when }: Move) =>
        to === undefined || (to === next && when.length === 0);
      return !step.moves.every(isPlain) || (step.kind === 'request' && step.detours.length > 0);
    });
  }

  lines(): string[] {
    const { steps } = this.#workflow;
    if (!this.#walks) {
      const end = steps.findIndex(isLast);
      const done = end < 0 ? steps : steps.slice(0, end + 1);
      const lines = done.flatMap((step, index) => [
        ...(index === 0 ? [] : ['']),
        ...this.#step(step, steps[index + 1]?.id),
      ]);
      return [...lines, ...(end < 0 ? this.#results() : [])];
    }
    for (const step of steps) this.#nameOutputs(step);
    const variables = [...this.#outputs.values()].flatMap((named) => [...named.values()]);
    const functions = steps.map((step, index) => {
      const next = steps[index + 1]?.id;
      const always = step.moves.find(isAlways);
      const last =
        always !== undefined && always.to !== next
          ? []
          : [`return ${next === undefined ? 'undefined' : stringLiteral(next)};`];
      return `async ${propertyName(step.id)}() {\n${[...this.#step(step, next), ...last].join('\n')}\n},`;
    });
    return [
      ...variables.map((name) => `let ${name}: Json;`),
      `await walk(${stringLiteral(steps[0]?.id ?? '')}, {`,
      ...functions,
      '});',
      ...this.#results(),
    ];
  }

  #step(step: Step, next: string | undefined): string[] {
    const comment =
      step.description === undefined || commentText(step.description) === ''
        ? []
        : [`// ${commentText(step.description)}`];
    const variable = this.#variableOf(step);
    const lines =
      step.kind === 'request' ? this.#request(step, variable) : this.#call(step, variable);
    const sight = this.#sightOf(step, variable);
    const checks = this.#checks(step, sight);
    const outputs = this.#outputLines(step, sight);
    return [...comment, ...lines, ...checks, ...outputs, ...this.#moves(step, sight, next)];
  }

  /** After the step; what it got where the name is taken, as by the workflow that it calls. */
  #variableOf({ id, kind }: Step): string {
    const name = identifier(id, 'step');
    const isTaken = this.#context.taken.includes(name);
    const other = `${name}${kind === 'request' ? 'Answer' : 'Result'}`;
    return this.#names.take(isTaken ? other : name);
  }

  #sightOf(step: Step, variable: string): Sight {
    if (step.kind === 'workflow') return { outputs: this.#outputs, given: variable };
    const { responses } = this.#context.operationOf(step);
    const types = responses.flatMap(({ contents }) => contents.map(({ mediaType }) => mediaType));
    const isJson = types.length === 0 || types.some((type) => /[/+]json\b|\*/i.test(type));
    const answer: Answer = { variable, step, isJson };
    return { outputs: this.#outputs, answer };
  }

  #request(step: RequestStep, variable: string): string[] {
    const send = callCode(step, this.#context.operationOf(step), { outputs: this.#outputs });
    if (step.retry === undefined) return [`const ${variable} = await ${send};`];
    const sight = this.#sightOf(step, 'answer');
    const { limit, when } = step.retry;
    const fails = `!(${this.#success(step, sight)})`;
    const again = when.length === 0 ? fails : `${fails} && ${areMet(when, sight)}`;
    return [`const ${variable} = await retry(${limit}, () => ${send}, (answer) => ${again});`];
  }

  #call(step: WorkflowStep, variable: string): string[] {
    const given = new Map(
      Object.entries(step.inputs).map(([name, value]) => [
        name,
        templateCode(value, { outputs: this.#outputs }),
      ]),
    );
    const call = `await ${this.#context.callOf(step, given)};`;
    const isRead =
      step.criteria.length > 0 ||
      step.moves.some(({ when }) => when.length > 0) ||
      Object.keys(step.outputs).some((name) => this.#used.has(`${step.id} ${name}`));
    return [isRead ? `const ${variable} = ${call}` : call];
  }

  #checks(step: Step, sight: Sight): string[] {
    const detours =
      step.kind === 'request'
        ? step.detours.map(
            ({ when, to }) =>
              `if (!(${this.#success(step, sight)})${when.length === 0 ? '' : ` && ${areMet(when, sight)}`}) return ${stringLiteral(to ?? '')};`,
          )
        : [];
    const held = step.criteria.flatMap((criterion) => assertions(criterion, sight));
    if (step.kind === 'request' && step.detours.some(isAlways)) return detours;
    const isSaid = step.criteria.length > 0 || step.kind === 'workflow';
    return [...detours, ...(isSaid ? held : [this.#declared(step, sight)])];
  }

  /** Without criteria a step succeeds as the description says. */
  #declared(step: RequestStep, { answer }: Sight): string {
    const successes = this.#context
      .operationOf(step)
      .responses.flatMap(({ status }) => (/^2\d\d$/.test(status) ? [Number(status)] : []));
    const { variable = '' } = answer ?? {};
    const expected = successes.length === 1 ? `toBe(${successes[0] ?? 200})` : 'toBeLessThan(300)';
    return `expect(${variable}.statusCode, ${variable}.body).${expected};`;
  }

  #success(step: RequestStep, sight: Sight): string {
    if (step.criteria.length === 0) return `${sight.answer?.variable ?? ''}.statusCode < 300`;
    return step.criteria.map((criterion) => isMet(criterion, sight)).join(' && ');
  }

  #nameOutputs({ id, outputs }: Step): Map<string, string> {
    const named = this.#outputs.get(id) ?? new Map<string, string>();
    for (const name of Object.keys(outputs)) {
      if (this.#used.has(`${id} ${name}`) && !named.has(name))
        named.set(name, this.#names.take(identifier(name, 'output')));
    }
    this.#outputs.set(id, named);
    return named;
  }

  #outputLines(step: Step, sight: Sight): string[] {
    const named = this.#nameOutputs(step);
    const keyword = this.#walks ? '' : 'const ';
    return Object.entries(step.outputs).flatMap(([name, expression]) => {
      const variable = named.get(name);
      if (variable === undefined) return [];
      return [`${keyword}${variable} = ${expressionCode(expression, sight)};`];
    });
  }

  #moves({ moves }: Step, sight: Sight, next: string | undefined): string[] {
    const end = moves.findIndex(isAlways);
    const reached = end < 0 ? moves : moves.slice(0, end + 1);
    return reached.flatMap((move) => {
      const leave = this.#leave(move);
      if (move.to !== undefined && move.to === next && move.when.length === 0) return [];
      return [move.when.length === 0 ? leave : `if (${areMet(move.when, sight)}) ${leave}`];
    });
  }

  #leave({ to }: Move): string {
    if (this.#walks) return to === undefined ? 'return undefined;' : `return ${stringLiteral(to)};`;
    return this.#results()[0] ?? 'return;';
  }

  /** What the workflow gives back; of outputs that are not known yet, nothing. */
  #results(): string[] {
    const { outputs } = this.#workflow;
    if (!this.#context.isCalled) return [];
    const members = Object.entries(outputs).map(([name, expression]) =>
      memberCode(name, expressionCode(expression, { outputs: this.#outputs })),
    );
    return [`return { ${members.join(', ')} };`];
  }
}

/** Whether nothing has to hold for a move. */
const isAlways = ({ when }: Move): boolean => when.length === 0;

/** Whether a workflow always ends after a step. */
function isLast({ moves }: Step): boolean {
  const always = moves.find(isAlways);
  return always !== undefined && always.to === undefined;
}
