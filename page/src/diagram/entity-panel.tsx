import type { EntityView, FieldView } from '../../../src/view/model-types.ts';
import { useModel } from '../app-context.ts';
import { Evidence, PlaceLink } from '../evidence.tsx';
import { Icon } from '../icon.tsx';
import { Method } from '../method.tsx';
import { hashOf } from '../place.ts';

interface EntityPanelProps {
  readonly entity: EntityView;
  readonly onClose: () => void;
}

/** All that is known of one entity. */
export function EntityPanel({ entity, onClose }: EntityPanelProps) {
  const { entities, operations } = useModel();
  const { name, label, table, description, fields, unique, rules, evidence, place } = entity;
  const own = operations.filter((operation) => operation.entity === name);
  const referring = entities.flatMap((other) =>
    other.fields
      .filter(({ reference }) => reference?.entity === name)
      .map((field) => ({ other, field })),
  );
  return (
    <aside class="panel" aria-label={name}>
      <header>
        <div>
          <h2>{name}</h2>
          <p class="muted">
            {label}, table <code>{table}</code>
            {entity.singleton && ', one only'} <PlaceLink place={place} />
          </p>
        </div>
        <button type="button" class="tool" onClick={onClose} aria-label="Close (Escape)">
          <Icon name="close" />
        </button>
      </header>
      {description !== undefined && <p class="prose">{description}</p>}
      <Evidence of={evidence} />
      <h3>Fields</h3>
      <ul class="fields">
        {fields.map((field) => (
          <FieldItem key={field.name} field={field} />
        ))}
      </ul>
      {unique.length > 0 && (
        <p class="muted">Unique together: {unique.map((set) => set.join(' + ')).join('; ')}</p>
      )}
      {referring.length > 0 && (
        <>
          <h3>Referred to by</h3>
          <ul class="plain">
            {referring.map(({ other, field }) => (
              <li key={`${other.name}.${field.name}`}>
                <a href={hashOf('diagram', other.name)}>{other.name}</a>
                <span class="muted">.{field.name}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      {rules.length > 0 && (
        <>
          <h3>Rules</h3>
          <ul class="prose">
            {rules.map((rule) => (
              <li key={rule}>{rule}</li>
            ))}
          </ul>
        </>
      )}
      <h3>Operations</h3>
      <ul class="plain">
        {own.map(({ id, method, path, status }) => (
          <li key={id}>
            <a class="operation-link" href={hashOf('operations', id)}>
              <Method method={method} />
              <span class="path">{path}</span>
              {status === 'hole' && <span class="tag warn">hole</span>}
            </a>
          </li>
        ))}
      </ul>
    </aside>
  );
}

function FieldItem({ field }: { readonly field: FieldView }) {
  const { name, type, reference, values, description, evidence, place } = field;
  return (
    <li>
      <details>
        <summary>
          <span class={field.isKey ? 'field-name key' : 'field-name'}>{name}</span>
          {reference ? (
            <a href={hashOf('diagram', reference.entity)}>
              {reference.entity}
              {reference.many ? '[]' : ''}
            </a>
          ) : (
            <span class="muted">{type}</span>
          )}
          <span class="tags">
            {traits(field).map((trait) => (
              <span key={trait} class="tag">
                {trait}
              </span>
            ))}
          </span>
        </summary>
        <div class="field-more">
          {description !== undefined && <p class="prose">{description}</p>}
          <p class="muted">
            column <code>{field.column}</code> <PlaceLink place={place} />
          </p>
          {values && <p class="muted">one of {values.join(', ')}</p>}
          {field.default !== undefined && (
            <p class="muted">
              default <code>{field.default}</code>
            </p>
          )}
          {reference && <p class="muted">when that is deleted: {reference.onDelete}</p>}
          <Evidence of={evidence} />
        </div>
      </details>
    </li>
  );
}

function traits(field: FieldView): string[] {
  return [
    ...(field.isKey ? ['key'] : []),
    ...(field.required ? [] : ['optional']),
    ...(field.nullable ? ['null'] : []),
    ...(field.readOnly ? ['read only'] : []),
    ...(field.writeOnly ? ['write only'] : []),
    ...(field.hidden ? ['not shown'] : []),
    ...(field.generated === undefined ? [] : [field.generated]),
  ];
}
