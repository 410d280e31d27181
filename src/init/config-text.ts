import { posix, type win32 } from 'node:path';

/** The functions of `node:path` of one system. */
type Paths = typeof win32;

/**
 * A folder as a configuration names it, which is read on every system: relative, with forward
 * slashes.
 *
 * @returns undefined for a folder that is not inside the project
 */
export function portableFolder(answer: string, paths: Paths): string | undefined {
  if (answer.trim() === '') return undefined;
  const plain = posix.normalize(answer.trim().split(paths.sep).join('/')).replace(/\/+$/, '');
  const isInside = plain !== '..' && !plain.startsWith('../');
  return isInside && !paths.isAbsolute(answer.trim()) && !/^[a-z]:/i.test(plain)
    ? plain
    : undefined;
}

export interface InitService {
  readonly spec: string;
  readonly out: string;
}

/** A service for each description, each in a folder of its own below `folder`. */
export function servicesOf(specs: readonly string[], folder: string): readonly InitService[] {
  const taken = new Set<string>();
  return specs.map((spec) => {
    const base = serviceFolder(spec);
    let name = base;
    for (let number = 2; taken.has(name); number++) name = `${base}-${number}`;
    taken.add(name);
    return { spec, out: folder === '.' ? name : `${folder}/${name}` };
  });
}

/** The text of `specwright.config.ts`. */
export function configText(services: readonly InitService[]): string {
  const lines = services.map(
    ({ spec, out }) => `    { spec: ${literal(spec)}, out: ${literal(out)} },`,
  );
  return `import { defineConfig } from 'specwright';\n\nexport default defineConfig({\n  services: [\n${lines.join('\n')}\n  ],\n});\n`;
}

/** A TypeScript string with single quotes, which is what most projects write. */
const literal = (text: string): string =>
  `'${JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;

/** The description's file name, or its folder's where the file is called what they all are. */
function serviceFolder(spec: string): string {
  const parts = spec.replace(/\.\w+$/, '').split('/');
  const last = parts.at(-1) ?? '';
  const name = /^(?:openapi|swagger|api|index)$/i.test(last) ? (parts.at(-2) ?? last) : last;
  return (
    name
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '') || 'service'
  );
}
