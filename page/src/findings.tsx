import type { Finding } from '../../src/view/model-types.ts';

/** What Specwright has to say, the worst first. */
export function Findings({
  of,
  title,
}: {
  readonly of: readonly Finding[];
  readonly title?: string;
}) {
  if (of.length === 0) return null;
  const order = ['error', 'warning', 'info'];
  const sorted = of.toSorted(
    (one, other) => order.indexOf(one.severity) - order.indexOf(other.severity),
  );
  return (
    <section class="findings" aria-label={title ?? 'Findings'}>
      {title !== undefined && <h2 class="minor">{title}</h2>}
      <ul>
        {sorted.map(({ code, severity, message, file, line }, index) => (
          <li key={index} class={`finding ${severity}`}>
            <span class="code">{code}</span>
            <span>
              {message}
              {file !== undefined && (
                <span class="at">
                  {' '}
                  {file}
                  {line === undefined ? '' : `:${line}`}
                </span>
              )}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
