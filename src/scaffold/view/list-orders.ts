import type { Entity, Operation, Parameter, SortStyle } from '../../model/types.ts';
import { type Code, code } from '../code.ts';
import { isNullable } from './handler-values.ts';
import type { Imports } from './imports.ts';
import { noPages, orderEntry, orderLiteral } from './paging.ts';
import type { Reader } from './route-parameters.ts';
import { FILES } from './values.ts';

/** An order that lists have by themselves, as a constant. */
export interface OrderView {
  readonly name: string;
  readonly value: Code;
}

/** What the values of a parameter sort by, as a constant. */
export interface SortsView {
  readonly name: string;
  readonly parameter: string;
  readonly values: readonly { readonly value: string; readonly order: Code }[];
  /** Values that no order is known for. */
  readonly unknown: readonly string[];
}

/** The orders of the lists of one resource: what several of them share stands once. */
export class ListOrders {
  readonly orders: OrderView[] = [];
  readonly sorts: SortsView[] = [];
  readonly #imports: Imports;
  readonly #read: Reader;

  constructor(imports: Imports, read: Reader) {
    this.#imports = imports;
    this.#read = read;
  }

  /** The order of a list: what the request asks for first, then one that leaves nothing open. */
  order(operation: Operation, entity: Entity): string {
    const otherwise = this.#own(operation, entity).name;
    const sort = operation.parameters.find(({ role }) => role === 'sort');
    if (!sort?.sort) return otherwise;
    this.#imports.add(FILES.listing, 'orderBy');
    const direction = operation.parameters.find(({ role }) => role === 'order');
    const args = [
      this.#sorts(operation, entity, sort).name,
      this.#asked(sort),
      otherwise,
      ...(direction ? [this.#asked(direction)] : []),
    ];
    return `orderBy(${args.join(', ')})`;
  }

  #asked(parameter: Parameter): string {
    const value = this.#read(parameter);
    return isNullable(parameter.schema) ? `${value} ?? undefined` : value;
  }

  #own({ id, page = noPages }: Operation, entity: Entity): OrderView {
    const value = orderLiteral(entity, page.order, this.#imports);
    this.#imports.addType(FILES.listing, 'SortKey');
    const known = this.orders.find((order) => order.value.text === value);
    if (known) return known;
    const name = this.orders.length === 0 ? 'defaultOrder' : `${id}Order`;
    const order = { name, value: code(value) };
    this.orders.push(order);
    return order;
  }

  #sorts({ id }: Operation, entity: Entity, parameter: Parameter): SortsView {
    const values = namedOrders(parameter).flatMap(({ value, field, direction }) => {
      const entry = orderEntry(entity, field, direction, this.#imports);
      return entry === undefined ? [] : [{ value, order: code(entry) }];
    });
    const unknown = parameter.sort?.unknown ?? [];
    const print = JSON.stringify([values, unknown]);
    const known = this.sorts.find((one) => JSON.stringify([one.values, one.unknown]) === print);
    if (known) return known;
    const name = this.sorts.length === 0 ? 'sortOrders' : `${id}Sorts`;
    const sorts = { name, parameter: parameter.name, values, unknown };
    this.sorts.push(sorts);
    return sorts;
  }
}

/** Where no values are declared, `-name`, `name:desc` and the like are read as what they say of `name`. */
function namedOrders({ schema, sort }: Parameter): SortStyle['values'] {
  const items = typeof schema.items === 'object' && 'enum' in schema.items ? schema.items : {};
  const values = sort?.values ?? [];
  if (schema.enum || items.enum) return values;
  const names = new Set(values.map(({ value }) => value));
  return values.filter(({ value }) => {
    const name = value.replace(/^-|:(?:asc|desc)$/g, '');
    return name === value || !names.has(name);
  });
}
