import { oneOf } from '../../bench/merge/random.ts';
import { PAYLOADS } from '../../tests/hostile/payloads.ts';
import { mutateDescription } from '../mutate-description.ts';

type Random = () => number;

/** A member of an object or an element of a list. */
interface Spot {
  readonly holder: object;
  readonly key: string;
}

const TEXTS = Object.values(PAYLOADS);

/** Values that stand where another kind of value should. */
const STRANGE: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1.5,
  1e308,
  2 ** 53,
  '',
  [],
  {},
  [null],
  '#',
  '#/paths',
  '#/components/schemas/Missing',
  '../x.yaml',
  'file:///etc/passwd',
  { $ref: '#' },
  { $ref: '#/components' },
  { type: [] },
  { type: 'null' },
  { allOf: [] },
  { oneOf: [] },
  { enum: [] },
  { not: {} },
  { items: false },
  { properties: null },
  { minLength: 9, maxLength: 1 },
  { minimum: 9, maximum: 1 },
  { pattern: '^(a+)+$' },
];

const KEYWORDS =
  '$ref type format enum const default allOf oneOf anyOf not if items prefixItems properties additionalProperties patternProperties required readOnly writeOnly nullable discriminator minimum pattern parameters requestBody responses content schema security x-specwright __proto__'.split(
    ' ',
  );

function spotsOf(root: object): Spot[] {
  const spots: Spot[] = [];
  const open: object[] = [root];
  for (let holder = open.pop(); holder; holder = open.pop()) {
    for (const [key, value] of Object.entries(holder) as [string, unknown][]) {
      spots.push({ holder, key });
      if (typeof value === 'object' && value !== null) open.push(value);
    }
  }
  return spots;
}

const set = ({ holder, key }: Spot, value: unknown): void => {
  Object.defineProperty(holder, key, {
    value,
    enumerable: true,
    configurable: true,
    writable: true,
  });
};

const get = ({ holder, key }: Spot): unknown =>
  Object.entries(holder).find(([name]) => name === key)?.[1];

const copy = (value: unknown): unknown =>
  value === undefined ? undefined : structuredClone(value);

type Mutation = (spots: readonly Spot[], random: Random) => void;

const withSpot =
  (change: (spot: Spot, random: Random) => void): Mutation =>
  (spots, random) => {
    const spot = oneOf(spots, random);
    if (spot) change(spot, random);
  };

const mutations: readonly Mutation[] = [
  withSpot((spot, random) => set(spot, copy(oneOf(STRANGE, random)))),
  withSpot((spot, random) => set(spot, oneOf(TEXTS, random))),
  withSpot((spot) => Reflect.deleteProperty(spot.holder, spot.key)),
  // A member goes by another name.
  withSpot((spot, random) => {
    const value = get(spot);
    Reflect.deleteProperty(spot.holder, spot.key);
    const key = oneOf(random() < 0.5 ? KEYWORDS : TEXTS, random) ?? '';
    if (!Array.isArray(spot.holder)) set({ holder: spot.holder, key }, value);
  }),
  // What stands somewhere stands elsewhere too.
  (spots, random) => {
    const [from, to] = [oneOf(spots, random), oneOf(spots, random)];
    if (from && to) set(to, copy(get(from)));
  },
  // A keyword is added.
  withSpot((spot, random) => {
    const target = get(spot);
    const holder = typeof target === 'object' && target !== null ? target : spot.holder;
    const key = oneOf(KEYWORDS, random) ?? '';
    if (!Array.isArray(holder)) set({ holder, key }, copy(oneOf(STRANGE, random)));
  }),
  // A value stands in a list, or a list's element by itself.
  withSpot((spot) => {
    const value = get(spot);
    set(spot, Array.isArray(value) ? value[0] : [value, copy(value)]);
  }),
  // A reference leads to another component.
  (spots, random) => {
    const references = spots.filter(({ key }) => key === '$ref');
    const [from, to] = [oneOf(references, random), oneOf(references, random)];
    if (from && to) set(from, copy(get(to)));
  },
];

/** Changes a description in place, once or a few times, as no person would. */
export function mutate(description: object, random: Random): void {
  const count = 1 + Math.floor(random() * 3);
  for (let index = 0; index < count; index++) {
    if (random() < 0.15) mutateDescription(description, random);
    else oneOf(mutations, random)?.(spotsOf(description), random);
  }
}
