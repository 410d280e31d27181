import type { OperationView } from '../../src/view/model-types.ts';
import { Evidence, PlaceLink } from './evidence.tsx';
import { Method } from './method.tsx';
import type { Status } from './operations.tsx';
import { hashOf } from './place.ts';

interface OperationDetailProps {
  readonly operation: OperationView;
  readonly status: Status;
}

/** One operation: what it is, what it takes and answers, and what in the description says so. */
export function OperationDetail({ operation, status }: OperationDetailProps) {
  const { id, method, path, kind, entity, summary, description, place, evidence, page } = operation;
  return (
    <article>
      <header class="detail-head">
        <h2>
          <Method method={method} /> <code class="route">{path}</code>
        </h2>
        <p class="muted">
          <span class={`status ${status}`}>{status}</span> {kind} · <code>{id}</code>{' '}
          <PlaceLink place={place} />
        </p>
      </header>
      {summary !== undefined && <p class="lead">{summary}</p>}
      {description !== undefined && description !== summary && <p class="prose">{description}</p>}
      {status === 'hole' && (
        <p class="note warn">
          It answers 501 until its business logic is written:{' '}
          {operation.reason ?? 'a rule goes round it'}.
        </p>
      )}
      <Evidence of={evidence} />
      <dl class="facts">
        {entity !== undefined && (
          <div>
            <dt>Entity</dt>
            <dd>
              <a href={hashOf('diagram', entity)}>{entity}</a>
            </dd>
          </div>
        )}
        {operation.holes.length > 0 && (
          <div>
            <dt>Business logic</dt>
            <dd>
              {operation.holes.map((hole) => (
                <a key={hole} href={hashOf('holes', hole)}>
                  <code>{hole}</code>
                </a>
              ))}
            </dd>
          </div>
        )}
        {page !== undefined && (
          <div>
            <dt>Pages</dt>
            <dd>{page}</dd>
          </div>
        )}
        {operation.security.length > 0 && (
          <div>
            <dt>Security</dt>
            <dd>{operation.security.join(', or ')}</dd>
          </div>
        )}
      </dl>
      {operation.rules.length > 0 && (
        <>
          <h3>Rules</h3>
          <ul class="prose">
            {operation.rules.map((rule) => (
              <li key={rule}>{rule}</li>
            ))}
          </ul>
        </>
      )}
      <Parameters of={operation.parameters} isLive={operation.status === 'live'} />
      <h3>Responses</h3>
      <table>
        <tbody>
          {operation.responses.map(({ status: code, description: text }) => (
            <tr key={code}>
              <td>
                <code class={`answer s${code.slice(0, 1)}`}>{code}</code>
              </td>
              <td>{text}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </article>
  );
}

interface ParametersProps {
  readonly of: OperationView['parameters'];
  readonly isLive: boolean;
}

function Parameters({ of, isLive }: ParametersProps) {
  if (of.length === 0) return null;
  return (
    <>
      <h3>Parameters</h3>
      <table>
        <thead>
          <tr>
            <th>Name</th>
            <th>In</th>
            <th>Means</th>
          </tr>
        </thead>
        <tbody>
          {of.map(({ name, in: where, role, required, field }) => (
            <tr key={`${where}.${name}`}>
              <td>
                <code>{name}</code>
                {required && <span class="muted"> required</span>}
              </td>
              <td class="muted">{where}</td>
              <td>
                <span class={role === 'unknown' && isLive ? 'tag warn' : 'tag'}>
                  {role === 'unknown' && !isLive ? 'for the business logic' : role}
                </span>
                {field !== undefined && field !== name && <code> {field}</code>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
