import type { Place, Told } from '../../src/view/model-types.ts';
import { useApp, useModel } from './app-context.ts';

/** The place in the description that something comes from. */
export function PlaceLink({ place }: { readonly place: Place | undefined }) {
  const { showSource } = useApp();
  const { sources } = useModel();
  if (!place) return null;
  const name = sources[place.source]?.split('/').at(-1) ?? '';
  return (
    <button
      type="button"
      class="place"
      onClick={() => showSource(place)}
      title={`${sources[place.source] ?? ''}:${place.line}`}
    >
      {name}:{place.line}
    </button>
  );
}

/** What was chosen, and what in the description led to it. */
export const Evidence = ({ of }: { readonly of: readonly Told[] }) => (
  <ul class="evidence">
    {of.map(({ choice, because, confidence, place }, index) => (
      <li key={index}>
        <span class={`sure ${confidence}`} title={confidence}>
          <span class="visually-hidden">{confidence}</span>
        </span>
        <span>
          <b>{choice}</b> <span class="muted">because {because}</span> <PlaceLink place={place} />
        </span>
      </li>
    ))}
  </ul>
);
