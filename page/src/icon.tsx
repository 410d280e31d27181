const PATHS = {
  diagram: 'M3 4h6v5H3zM15 4h6v5h-6zM9 15h6v5H9zM6 9v3h12V9M12 12v3',
  operations: 'M4 6h16M4 12h16M4 18h10',
  plan: 'M5 3h9l5 5v13H5zM14 3v5h5M9 13h6M12 10v6M9 18h6',
  holes: 'M8 4c-3 0-1 7-4 8 3 1 1 8 4 8M16 4c3 0 1 7 4 8-3 1-1 8-4 8',
  runs: 'M12 7v5l3 2M21 12a9 9 0 1 1-9-9 9 9 0 0 1 9 9z',
  conflicts:
    'M7 5v14M7 5a2 2 0 1 0 0 .1M7 12c6 0 10-1 10-5M17 5a2 2 0 1 0 0 .1M7 19a2 2 0 1 0 0 .1',
  logo: 'M7 8h7v4h5M14 12v5',
  reload: 'M20 11a8 8 0 1 0-1 5M20 5v6h-6',
  busy: 'M12 3a9 9 0 1 0 9 9',
  sun: 'M12 8a4 4 0 1 0 .1 0M12 2v2M12 20v2M2 12h2M20 12h2M5 5l1.5 1.5M17.500 17.500 19 19M19 5l-1.500 1.500M6.500 17.500 5 19',
  moon: 'M20 14.500A8.500 8.500 0 1 1 9.500 4a7 7 0 0 0 10.500 10.500z',
  system: 'M3 5h18v11H3zM9 20h6M12 16v4',
  keys: 'M3 7h18v11H3zM7 11h.01M11 11h.01M15 11h.01M8 15h8',
  close: 'M6 6l12 12M18 6 6 18',
  key: 'M15 7a4 4 0 1 0 .1 0M12 13l-7 7M7 18l2 2',
  plus: 'M12 5v14M5 12h14',
  minus: 'M5 12h14',
  fit: 'M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5',
  search: 'M11 4a7 7 0 1 0 .1 0M16 16l5 5',
  right: 'M9 6l6 6-6 6',
  check: 'M5 12.500l4.500 4.500L19 7.500',
  source: 'M9 8l-5 4 5 4M15 8l5 4-5 4',
} as const;

export type IconName = keyof typeof PATHS;

/** A small drawing that says nothing which the text beside it does not say. */
export const Icon = ({ name }: { readonly name: IconName }) => (
  <svg class={`icon icon-${name}`} viewBox="0 0 24 24" aria-hidden="true">
    <path d={PATHS[name]} />
  </svg>
);
