import { Dialog } from './dialog.tsx';

const KEYS: readonly (readonly [keys: string, what: string])[] = [
  ['1 … 6', 'entities, operations, plan, holes, runs, conflicts'],
  ['/', 'search'],
  ['j k ↓ ↑', 'next, previous in a list'],
  ['Escape', 'close what is open'],
  ['r', 'read everything again'],
  ['g', 'in the plan: generate'],
  ['← → ↑ ↓', 'in the diagram: the next entity in that direction'],
  ['Shift + arrows', 'in the diagram: move it'],
  ['+ − 0', 'in the diagram: nearer, farther, all of it'],
  ['?', 'this list'],
];

/** Which keys do what. */
export const Help = ({ onClose }: { readonly onClose: () => void }) => (
  <Dialog title="Keys" onClose={onClose}>
    <dl class="keys">
      {KEYS.map(([keys, what]) => (
        <div key={keys}>
          <dt>
            {keys.split(' ').map((key) => (
              <kbd key={key}>{key}</kbd>
            ))}
          </dt>
          <dd>{what}</dd>
        </div>
      ))}
    </dl>
  </Dialog>
);
