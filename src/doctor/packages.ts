import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { servicePackages } from '../sandbox/service-packages.ts';
import { type Check, error, ok, warning } from './check.ts';

/** Whether a service has the packages that it names. */
export function checkPackages(out: string, cwd: string): Check {
  const folder = relative(cwd, out).split(sep).join('/') || '.';
  const name = `packages of ${folder}`;
  const manifest = join(out, 'package.json');
  if (!existsSync(manifest)) return warning(name, 'not generated yet', 'Run specwright generate.');
  const text = readFileSync(manifest, 'utf8');
  let wanted: readonly string[];
  try {
    wanted = servicePackages(new Map([['package.json', text]]));
  } catch {
    return error(name, 'package.json is no JSON', `Mend ${folder}/package.json.`);
  }
  const folders = modulesAbove(out);
  const missing = wanted.filter(
    (one) => !folders.some((modules) => existsSync(join(modules, one, 'package.json'))),
  );
  return missing.length === 0
    ? ok(name, `${wanted.length} installed`)
    : warning(
        name,
        `${missing.length} of ${wanted.length} not installed: ${missing.slice(0, 3).join(', ')}${missing.length > 3 ? ' …' : ''}`,
        `Run npm install in ${folder}. Generating and testing do without: they use Specwright's own.`,
      );
}

/** Where Node would look, from the service upwards. */
function modulesAbove(folder: string): readonly string[] {
  const parent = dirname(folder);
  const own = join(folder, 'node_modules');
  return parent === folder ? [own] : [own, ...modulesAbove(parent)];
}
