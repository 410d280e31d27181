import { dirname } from 'node:path';
import type { Findings } from '../findings.ts';
import { isObject } from '../json.ts';
import type { OpenApi } from '../openapi.ts';
import { type ReadLimits, readSource } from '../read/read-source.ts';
import type { Source } from '../read/source.ts';
import { readReference } from '../references/reference.ts';
import { real } from '../root-folder.ts';
import { arazzoBeside } from './find-arazzo.ts';
import { sourceDescriptions } from './source-descriptions.ts';
import type { WorkflowFile } from './types.ts';
import type { ArazzoFile } from './workflows.ts';

export interface Workflows {
  readonly workflows: readonly WorkflowFile[];
  /** Every Arazzo file that was used. */
  readonly sources: readonly Source[];
}

/**
 * Reads the Arazzo files (1.0) of a description: those that are named, those beside it that speak of
 * it, and those that these refer to.
 *
 * @param named absolute paths
 * @param description the address of the description
 */
export async function readArazzo(
  named: readonly string[],
  description: string,
  api: OpenApi,
  limits: ReadLimits,
  findings: Findings,
): Promise<Workflows> {
  const files = new Map<string, ArazzoFile>();
  const wanted = new Set(named);
  const referred = new Set<string>();
  const read = async (path: string, isTested: boolean): Promise<void> => {
    if (files.has(path)) return;
    const isNamed = wanted.has(path) || !isTested;
    const folder = dirname(await real(path));
    const loaded = await readSource(path, { ...limits, root: isTested ? folder : limits.root });
    if ('problem' in loaded) {
      // What lies beside the description may be about another one.
      findings.located(isNamed ? loaded.problem : { ...loaded.problem, severity: 'warning' });
      return;
    }
    const { source, warnings } = loaded;
    const speaksOf = isNamed || hasReference(source, description);
    if (!speaksOf) return;
    warnings.forEach((found) => findings.located(found));
    if (!isArazzo(source, findings)) return;
    const descriptions = sourceDescriptions(source, description, isNamed, findings);
    files.set(path, { source, descriptions, isTested });
    for (const other of descriptions.arazzo.values()) referred.add(other);
  };
  for (const path of wanted) await read(path, true);
  for (const path of arazzoBeside(description)) await read(path, true);
  // The set grows while it is gone through.
  for (const path of referred) await read(path, false);
  if (files.size === 0) return { workflows: [], sources: [] };
  const { readWorkflowFiles } = await import('./workflows.ts');
  return {
    workflows: readWorkflowFiles([...files.values()], api, findings),
    sources: [...files.values()].map(({ source }) => source),
  };
}

/** Whether a file says of itself that it is about the description. */
function hasReference({ value, address }: Source, description: string): boolean {
  const list = isObject(value) ? value.sourceDescriptions : undefined;
  if (!Array.isArray(list)) return false;
  return list.some((one: unknown) => {
    if (!isObject(one) || typeof one.url !== 'string') return false;
    const reference = readReference(one.url, address);
    return reference.to === 'file' && reference.address === description;
  });
}

function isArazzo({ root }: Source, findings: Findings): boolean {
  const version = root.child('arazzo');
  if (/^1\.0(?:\.\d+)?(?:-[\w.]+)?$/.test(String(version.value))) return true;
  const what =
    version.value === undefined
      ? 'This is no Arazzo description: it should start with arazzo: 1.0.1.'
      : 'This version of Arazzo is not known. Specwright reads Arazzo 1.0.';
  findings.error('SW1401', version, what);
  return false;
}
