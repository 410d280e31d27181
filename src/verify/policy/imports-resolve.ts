import { isBuiltin } from 'node:module';
import type { Finding } from '../finding.ts';
import type { ImportFact } from '../module-facts.ts';
import { isRelative, type ServiceTree } from '../service-tree.ts';
import type { TreePolicy } from './policy.ts';

/** Every import leads to a file of the service, to Node, or to a package that the service names. */
export const importsResolve: TreePolicy = (tree) => {
  const found: Finding[] = [];
  for (const [path, { imports }] of tree.modules) {
    for (const fact of imports) {
      const { specifier, at } = fact;
      const report = isRelative(specifier)
        ? missingFile(tree, path, specifier)
        : missingPackage(tree, path, fact);
      if (report) found.push({ ...report, path, at });
    }
  }
  return found;
};

type Report = Pick<Finding, 'code' | 'message'>;

function missingFile(tree: ServiceTree, path: string, specifier: string): Report | undefined {
  const target = tree.resolve(path, specifier);
  if (tree.paths.has(target)) return undefined;
  const intended = tree.paths.has(`${target}.ts`) || tree.paths.has(target.replace(/\.js$/, '.ts'));
  const advice = intended ? 'Write its extension, .ts.' : `The service has no file ${target}.`;
  return { code: 'SW4201', message: `The import ${specifier} leads nowhere. ${advice}` };
}

/** Code under `src/` must run with the runtime dependencies alone. */
function missingPackage(tree: ServiceTree, path: string, fact: ImportFact): Report | undefined {
  const { specifier, typeOnly } = fact;
  if (specifier.startsWith('node:') && isBuiltin(specifier)) return undefined;
  if (isBuiltin(specifier)) {
    return { code: 'SW4202', message: `Import Node's own ${specifier} as node:${specifier}.` };
  }
  const { runtime, development } = tree.dependencies;
  const name = packageOf(specifier);
  if (runtime.has(name)) return undefined;
  if (!development.has(name)) {
    return {
      code: 'SW4202',
      message: `The service's package.json does not name ${name}; add it to dependencies.`,
    };
  }
  return path.startsWith('src/') && !typeOnly
    ? {
        code: 'SW4202',
        message: `${name} is a development dependency, and src/ needs it to run; move it to dependencies.`,
      }
    : undefined;
}

function packageOf(specifier: string): string {
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}
