import type { Findings } from '../findings.ts';
import { isObject } from '../json.ts';
import type { OpenApi } from '../openapi.ts';
import type { Place } from '../read/place.ts';
import { type Source, sourcePointer } from '../read/source.ts';
import { calledFaults, referenceFaults } from './check-references.ts';
import { inputsAt } from './inputs.ts';
import { LeftOut } from './left-out.ts';
import type { SourceDescriptions } from './source-descriptions.ts';
import { stepsOf } from './steps.ts';
import type { Workflow, WorkflowFile, WorkflowReference } from './types.ts';
import { listAt, outputsAt, textAt } from './values.ts';

/** An Arazzo file with what it is about. */
export interface ArazzoFile {
  readonly source: Source;
  readonly descriptions: SourceDescriptions;
  readonly isTested: boolean;
}

/** Reads the workflows of all files; what keeps one from being a test is a finding. */
export function readWorkflowFiles(
  files: readonly ArazzoFile[],
  api: OpenApi,
  findings: Findings,
): WorkflowFile[] {
  const byAddress = new Map(files.map((file) => [file.source.address, file.source]));
  const read = files.map((file) => {
    const { source, descriptions, isTested } = file;
    const context = {
      api,
      descriptions,
      workflowOf: (written: string, place: Place) => workflowOf(written, place, file, byAddress),
    };
    const list = source.root.child('workflows');
    if (list.children.length === 0)
      findings.error('SW1401', list, 'An Arazzo description needs a list of workflows.');
    const ids = new Set<unknown>();
    const workflows = list.children.flatMap((place) => {
      const id = place.child('workflowId');
      if (ids.has(id.value)) findings.error('SW1401', id, 'Two workflows have this id.');
      ids.add(id.value);
      const found = leaveOut(findings, () => workflowAt(place, context));
      return found ? [{ place, workflow: found }] : [];
    });
    return {
      file: source.file,
      isTested,
      workflows,
    };
  });
  return withoutLost(read, findings);
}

function leaveOut<Result>(findings: Findings, work: () => Result): Result | undefined {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof LeftOut)) throw error;
    const { code, place, message } = error;
    if (code === 'SW1405') findings.warning(code, place, message);
    else findings.error(code, place, message);
    return undefined;
  }
}

function workflowAt(place: Place, context: Parameters<typeof stepsOf>[1]): Workflow {
  const id = textAt(place.child('workflowId'));
  if (!isObject(place.value) || place.child('steps').children.length === 0)
    throw new LeftOut('SW1401', place, `The workflow ${id} needs a list of steps.`);
  const summary = place.child('summary').value;
  const inputs = inputsAt(place.child('inputs'));
  const workflow: Workflow = {
    id,
    ...(typeof summary === 'string' && { summary }),
    ...(inputs && { inputs }),
    steps: stepsOf(place, context),
    outputs: outputsAt(place.child('outputs')),
    after: listAt(place.child('dependsOn')).map((one) =>
      context.workflowOf(String(one.value), one),
    ),
    source: sourcePointer(place),
  };
  for (const fault of referenceFaults(workflow)) throw new LeftOut('SW1402', place, fault);
  return workflow;
}

/** A workflow of the same file by its id, or one of another as `$sourceDescriptions.name.workflows.id`. */
function workflowOf(
  written: string,
  place: Place,
  { source, descriptions }: ArazzoFile,
  files: ReadonlyMap<string, Source>,
): WorkflowReference {
  const other = /^\$sourceDescriptions\.(.+?)\.(?:workflows\.)?([^.]+)$/.exec(written);
  const [, name = '', id = written] = other ?? [];
  const target = other ? files.get(descriptions.arazzo.get(name) ?? '') : source;
  const isThere = target?.root
    .child('workflows')
    .children.some((one) => one.child('workflowId').value === id);
  if (target !== undefined && isThere === true) return { file: target.file, id };
  throw new LeftOut('SW1402', place, `There is no workflow ${written}. Correct the name.`);
}

interface ReadFile extends Omit<WorkflowFile, 'workflows'> {
  readonly workflows: readonly { readonly place: Place; readonly workflow: Workflow }[];
}

/** Leaves out what needs a workflow that is left out, or itself. */
function withoutLost(files: readonly ReadFile[], findings: Findings): WorkflowFile[] {
  const key = ({ file, id }: WorkflowReference) => `${file}#${id}`;
  const needs = new Map(
    files.flatMap(({ file, workflows }) =>
      workflows.map(({ workflow }) => [key({ file, id: workflow.id }), needsOf(workflow).map(key)]),
    ),
  );
  const known = new Map(
    files.flatMap(({ file, workflows }) =>
      workflows.map(({ workflow }) => [key({ file, id: workflow.id }), workflow] as const),
    ),
  );
  for (const { place, workflow } of files.flatMap(({ workflows }) => workflows)) {
    for (const fault of calledFaults(workflow, (reference) => known.get(key(reference))))
      findings.error('SW1402', place, fault);
  }
  const sound = new Set<string>();
  for (let size = -1; size !== sound.size;) {
    size = sound.size;
    for (const [one, others] of needs)
      if (others.every((other) => sound.has(other))) sound.add(one);
  }
  return files.map((file) => ({
    ...file,
    workflows: file.workflows.flatMap(({ place, workflow }) => {
      if (sound.has(key({ file: file.file, id: workflow.id }))) return [workflow];
      findings.warning(
        'SW1405',
        place,
        `The workflow ${workflow.id} needs itself, or a workflow that is left out. It is left out, too.`,
      );
      return [];
    }),
  }));
}

const needsOf = ({ steps, after }: Workflow): WorkflowReference[] => [
  ...after,
  ...steps.flatMap((step) => (step.kind === 'workflow' ? [step.workflow] : [])),
];
