const NAME = /^(?:@[a-z0-9~-][a-z0-9._~-]*\/)?[a-z0-9~-][a-z0-9._~-]*$/;

/**
 * The packages that a service's `package.json` names, and vitest, which runs its tests. Names that
 * npm would refuse are left out: they end up in paths.
 */
export function servicePackages(texts: ReadonlyMap<string, string>): string[] {
  const names = new Set(['vitest']);
  const manifest: unknown = JSON.parse(texts.get('package.json') ?? '{}');
  for (const key of ['dependencies', 'devDependencies', 'optionalDependencies']) {
    for (const name of Object.keys(member(manifest, key) ?? {})) {
      if (NAME.test(name)) names.add(name);
    }
  }
  return [...names].sort();
}

function member(value: unknown, key: string): object | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const found: unknown = Reflect.get(value, key);
  return typeof found === 'object' && found !== null ? found : undefined;
}
