import { entityNamed } from '../../../model/by-entity.ts';
import { checkedEntity, hasOwnLogic, holesOf } from '../../../model/holes.ts';
import { fileName, identifier, Namespace } from '../../../model/names.ts';
import type { JsonValue, Operation, ServiceModel } from '../../../model/types.ts';
import type {
  RequestStep,
  Workflow,
  WorkflowFile,
  WorkflowReference,
  WorkflowStep,
} from '../../../spec/arazzo/types.ts';
import { type Code, code } from '../../code.ts';
import { literal } from '../../encode.ts';
import { sampleOf } from '../../sample.ts';
import { type ImportView, Imports } from '../imports.ts';
import { memberCode } from './expression-code.ts';
import { workflowLines } from './workflow-lines.ts';

/** What `tests/workflows/[workflow].test.ts.hbs` needs. */
export interface WorkflowTestView {
  readonly path: string;
  readonly imports: readonly ImportView[];
  /** Workflows that others have as a step. */
  readonly functions: readonly {
    name: string;
    title: string;
    inputs: Code;
    lines: readonly Code[];
  }[];
  readonly tests: readonly {
    name: string;
    /** Functions of business logic, without which the workflow cannot be done. */
    holes: readonly string[];
    inputs: Code | undefined;
    lines: readonly Code[];
  }[];
}

/** What the file declares or imports by itself. */
const OWN_NAMES =
  'afterAll afterEach app beforeAll call database emptyTables expect fold isOpen Json retry select startService test walk'.split(
    ' ',
  );

/** A test file for each Arazzo file. */
export function workflowTestViews(
  files: readonly WorkflowFile[],
  model: ServiceModel,
): WorkflowTestView[] {
  const names = new Namespace();
  return files
    .filter(({ isTested, workflows }) => isTested && workflows.length > 0)
    .map((file) => {
      const base =
        file.file
          .split('/')
          .at(-1)
          ?.replace(/(?:\.arazzo)?\.\w+$/, '') ?? '';
      const path = `tests/workflows/${names.take(fileName(base, 'workflows'))}.test.ts`;
      return new FilePrinter(files, file, model, path).view();
    });
}

class FilePrinter {
  readonly #file: WorkflowFile;
  readonly #model: ServiceModel;
  readonly #path: string;
  readonly #imports: Imports;
  readonly #operations: ReadonlyMap<string, Operation>;
  readonly #known: ReadonlyMap<string, Workflow>;
  /** Names of functions, by the workflow. */
  readonly #functions = new Map<string, string>();

  constructor(
    files: readonly WorkflowFile[],
    file: WorkflowFile,
    model: ServiceModel,
    path: string,
  ) {
    this.#file = file;
    this.#model = model;
    this.#path = path;
    this.#imports = new Imports(path);
    this.#operations = new Map(
      model.resources
        .flatMap(({ operations }) => operations)
        .map((operation) => [`${operation.method} ${operation.path}`, operation]),
    );
    this.#known = new Map(
      files.flatMap((one) =>
        one.workflows.map((workflow) => [key({ file: one.file, id: workflow.id }), workflow]),
      ),
    );
  }

  view(): WorkflowTestView {
    const tested = this.#file.workflows.map((workflow) => ({
      workflow,
      own: key({ file: this.#file.file, id: workflow.id }),
    }));
    const names = new Namespace();
    const holes = new Map(tested.map(({ own }) => [own, this.#holes(own)]));
    for (const name of [...OWN_NAMES, ...[...holes.values()].flat()]) names.take(name);
    for (const called of tested.flatMap(({ own }) =>
      [...this.#reached(own)].filter((one) => one !== own),
    ))
      if (!this.#functions.has(called))
        this.#functions.set(
          called,
          names.take(identifier(this.#known.get(called)?.id ?? '', 'workflow')),
        );
    const taken = [...OWN_NAMES, ...this.#functions.values(), ...[...holes.values()].flat()];
    return {
      path: this.#path,
      functions: [...this.#functions].flatMap(([called, name]) => {
        const workflow = this.#known.get(called);
        if (!workflow) return [];
        const inputs = this.#inputs(workflow);
        return [
          {
            name,
            title: titleOf(workflow),
            inputs: code(inputs === undefined ? '' : `inputs = ${literal(inputs)}`),
            lines: this.#lines(workflow, taken, true),
          },
        ];
      }),
      tests: tested.map(({ workflow, own }) => {
        const name = this.#functions.get(own);
        const inputs = this.#inputs(workflow);
        return {
          name: titleOf(workflow),
          holes: holes.get(own) ?? [],
          inputs: name === undefined && inputs !== undefined ? code(literal(inputs)) : undefined,
          lines:
            name === undefined
              ? this.#lines(workflow, taken, false)
              : [...this.#before(workflow), `await ${name}();`].map(code),
        };
      }),
      imports: this.#imports.view(),
    };
  }

  #lines(workflow: Workflow, taken: readonly string[], isCalled: boolean): Code[] {
    const lines = workflowLines(workflow, {
      taken,
      isCalled,
      operationOf: (step) => this.#operationOf(step),
      callOf: (step, inputs) => this.#call(step, inputs),
    });
    return [...(isCalled ? [] : this.#before(workflow)), ...lines].map(code);
  }

  /** Workflows that a workflow depends on. */
  #before({ after }: Workflow): string[] {
    return after.map((reference) => `await ${this.#functions.get(key(reference)) ?? ''}();`);
  }

  #call({ workflow }: WorkflowStep, given: ReadonlyMap<string, string>): string {
    const name = this.#functions.get(key(workflow)) ?? '';
    const called = this.#known.get(key(workflow));
    const samples = called && this.#inputs(called);
    if (samples === undefined || given.size === 0) return `${name}()`;
    const members = Object.entries(samples).map(([input, sample]) =>
      memberCode(input, given.get(input) ?? literal(sample)),
    );
    return `${name}({ ${members.join(', ')} })`;
  }

  /** Values for the inputs of a workflow: its own defaults and examples, or made up. */
  #inputs({ inputs }: Workflow): Record<string, JsonValue> | undefined {
    const properties = Object.entries(inputs?.properties ?? {});
    if (properties.length === 0) return undefined;
    return Object.fromEntries(
      properties.map(([name, schema]) => {
        const own =
          typeof schema === 'object' ? (schema.default as JsonValue | undefined) : undefined;
        const options = { usage: 'request', full: true, seed: 0 } as const;
        return [name, own ?? sampleOf(schema, {}, options) ?? null];
      }),
    );
  }

  #operationOf({ method, path }: RequestStep): Operation {
    const operation = this.#operations.get(`${method} ${path}`);
    if (!operation) throw new Error(`The model lacks the operation ${method} ${path}.`);
    return operation;
  }

  /** A workflow and all that it calls, itself last. */
  #reached(own: string): Set<string> {
    const found = new Set<string>();
    const visit = (one: string): void => {
      const workflow = this.#known.get(one);
      if (!workflow || found.has(one)) return;
      for (const { workflow: called } of workflow.steps.filter((step) => step.kind === 'workflow'))
        visit(key(called));
      workflow.after.forEach((reference) => visit(key(reference)));
      found.add(one);
    };
    visit(own);
    return found;
  }

  /** Names of the business logic that a workflow needs. */
  #holes(own: string): string[] {
    const holes = holesOf(this.#model);
    const steps = [...this.#reached(own)]
      .flatMap((one) => this.#known.get(one)?.steps ?? [])
      .filter((step) => step.kind === 'request');
    const needed = holes.filter((hole) =>
      steps.some((step) => {
        const operation = this.#operationOf(step);
        if (hole.kind !== 'check') return hole.operation === operation && hasOwnLogic(operation);
        const entityOf = (name: string | undefined) => entityNamed(this.#model, name);
        return checkedEntity(operation, entityOf)?.name === hole.entity?.name;
      }),
    );
    for (const { file, id } of needed) this.#imports.add(file, id);
    return needed.map(({ id }) => id);
  }
}

const key = ({ file, id }: WorkflowReference): string => `${file}#${id}`;

const titleOf = ({ id, summary }: Workflow): string =>
  summary === undefined || summary.trim() === '' ? id : `${id}: ${summary.trim()}`;
