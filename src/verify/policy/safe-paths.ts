import type { Finding } from '../finding.ts';
import type { TreePolicy } from './policy.ts';

/** Every path stays inside the service, and names one file on every file system. */
export const safePaths: TreePolicy = ({ paths }) => {
  const found: Finding[] = [];
  const folded = new Map<string, string>();
  const report = (code: 'SW4301' | 'SW4302', path: string, message: string): void => {
    found.push({ code, path, message, at: 0 });
  };
  for (const path of paths) {
    if (!staysInside(path)) {
      report(
        'SW4301',
        path,
        `The path ${JSON.stringify(path)} leads out of the service, or is not a plain path.`,
      );
      continue;
    }
    const key = fold(path);
    const other = folded.get(key);
    if (other === undefined) folded.set(key, path);
    else
      report(
        'SW4302',
        path,
        `${path} and ${other} are one file where case does not count; name one of them otherwise.`,
      );
  }
  for (const [key, path] of folded) {
    for (let at = key.indexOf('/'); at >= 0; at = key.indexOf('/', at + 1)) {
      const file = folded.get(key.slice(0, at));
      if (file !== undefined)
        report('SW4302', path, `${file} is a file, so ${path} cannot lie below it.`);
    }
  }
  return found;
};

/** Names that Windows keeps for devices, whatever their extension. */
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;
const CONTROL_OR_RESERVED = /[\p{Cc}\\<>:"|?*]/u;

function staysInside(path: string): boolean {
  return path
    .split('/')
    .every(
      (name) =>
        name !== '' &&
        !name.endsWith('.') &&
        !name.endsWith(' ') &&
        !DEVICE.test(name) &&
        !CONTROL_OR_RESERVED.test(name),
    );
}

/** macOS folds case and composes accents; Windows folds case. */
const fold = (path: string): string => path.normalize('NFC').toLowerCase();
