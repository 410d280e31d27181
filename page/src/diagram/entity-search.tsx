import { useState } from 'preact/hooks';
import type { EntityView } from '../../../src/view/model-types.ts';
import { Icon } from '../icon.tsx';
import { go } from '../place.ts';

const MOST = 8;

/** Finds an entity by a part of its name, its table or a field. */
export function EntitySearch({ entities }: { readonly entities: readonly EntityView[] }) {
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const found = text === '' ? [] : search(entities, text).slice(0, MOST);
  const choose = (name: string | undefined): void => {
    if (name === undefined) return;
    go('diagram', name);
    setText('');
  };
  const onKeyDown = (event: KeyboardEvent & { readonly currentTarget: HTMLInputElement }): void => {
    if (event.key === 'ArrowDown') setAt((before) => Math.min(before + 1, found.length - 1));
    else if (event.key === 'ArrowUp') setAt((before) => Math.max(before - 1, 0));
    else if (event.key === 'Enter') {
      choose(found[at]?.name);
      event.currentTarget.closest('.diagram')?.querySelector<SVGElement>('.canvas')?.focus();
    } else if (event.key === 'Escape') {
      setText('');
      event.currentTarget.blur();
    } else return;
    event.preventDefault();
  };
  return (
    <div class="entity-search">
      <Icon name="search" />
      <input
        type="text"
        data-search
        placeholder="Find an entity  /"
        aria-label="Find an entity"
        role="combobox"
        aria-expanded={found.length > 0}
        aria-controls="entities-found"
        aria-activedescendant={found[at] ? `found-${found[at].name}` : undefined}
        value={text}
        onInput={(event) => {
          setText(event.currentTarget.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
      />
      {text !== '' && (
        <ul id="entities-found" role="listbox">
          {found.map(({ name, table }, index) => (
            <li
              key={name}
              id={`found-${name}`}
              role="option"
              aria-selected={index === at}
              onMouseDown={(event) => {
                event.preventDefault();
                choose(name);
              }}
            >
              {name} <span class="muted">{table}</span>
            </li>
          ))}
          {found.length === 0 && <li class="muted">No entity has that in its name.</li>}
        </ul>
      )}
    </div>
  );
}

/** Names that begin so come first, then names that hold it, then fields. */
function search(entities: readonly EntityView[], text: string): EntityView[] {
  const wanted = text.toLowerCase();
  const rank = ({ name, table, fields }: EntityView): number => {
    const lower = name.toLowerCase();
    if (lower.startsWith(wanted)) return 0;
    if (lower.includes(wanted) || table.includes(wanted)) return 1;
    return fields.some((field) => field.name.toLowerCase().includes(wanted)) ? 2 : 3;
  };
  return entities
    .map((entity) => ({ entity, rank: rank(entity) }))
    .filter(({ rank: found }) => found < 3)
    .toSorted((one, other) => one.rank - other.rank)
    .map(({ entity }) => entity);
}
