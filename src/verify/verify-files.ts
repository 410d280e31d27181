import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { SourceFile } from '../scaffold/source-file.ts';
import type { TextCache } from '../workspace/run-cache.ts';
import { toDiagnostic, type Finding } from './finding.ts';
import type { ModuleFacts } from './module-facts.ts';
import { importsResolve } from './policy/imports-resolve.ts';
import { namesExported } from './policy/names-exported.ts';
import type { TreePolicy } from './policy/policy.ts';
import { safePaths } from './policy/safe-paths.ts';
import { isRead, readFiles } from './read-files.ts';
import { readDependencies, ServiceTree } from './service-tree.ts';

export interface VerifyOptions {
  /** Files that a person has edited: they must parse and fit, but their style is their author's. */
  readonly edited?: ReadonlySet<string>;
  /** Files of the user's own beside the generated ones: imports may lead there; nothing else is asked. */
  readonly own?: readonly SourceFile[];
  /** Where is remembered what files by themselves have in them; by default nowhere. */
  readonly cache?: TextCache | undefined;
}

const treePolicies: readonly TreePolicy[] = [safePaths, importsResolve, namesExported];

/**
 * Whether a service's files parse, keep to the policy for generated code, and fit together, in
 * memory and in time linear in their size. Each finding is located in the file as generated.
 */
export async function verifyFiles(
  files: readonly SourceFile[],
  { edited = new Set(), own = [], cache }: VerifyOptions = {},
): Promise<Diagnostic[]> {
  const parsed = files.filter(isRead);
  const findings: Finding[] = [];
  const modules = new Map<string, ModuleFacts>();
  for (const { path, findings: found, facts } of await readFiles(parsed, edited, cache)) {
    findings.push(...found);
    if (facts) modules.set(path, facts);
  }

  const texts = new Map([...own, ...files].map(({ path, text }) => [path, text]));
  findings.push(...repeatedPaths(files));
  const tree = new ServiceTree(
    new Set(texts.keys()),
    modules,
    readDependencies(texts.get('package.json')),
  );
  findings.push(...treePolicies.flatMap((policy) => policy(tree)));
  return findings
    .sort((a, b) => compare(a.path, b.path) || a.at - b.at || compare(a.code, b.code))
    .map((finding) => toDiagnostic(finding, texts.get(finding.path) ?? ''));
}

/** Two files of one path: the second would overwrite the first. */
function repeatedPaths(files: readonly SourceFile[]): Finding[] {
  const seen = new Set<string>();
  const found: Finding[] = [];
  for (const { path } of files) {
    if (seen.has(path)) {
      found.push({ code: 'SW4302', path, message: `${path} is generated twice.`, at: 0 });
    }
    seen.add(path);
  }
  return found;
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
