/** A path whose last part is what one looks for. */
export function PathName({ path }: { readonly path: string }) {
  const at = path.lastIndexOf('/') + 1;
  return (
    <span class="path-name" title={path}>
      <span class="muted">{path.slice(0, at)}</span>
      {path.slice(at)}
    </span>
  );
}
