import { ts } from 'ts-morph';

/**
 * Two sorts of values meet in a body. **Data** (texts, numbers, entities, lists and maps of them)
 * may flow wherever TypeScript lets it: should its type be wrong, nothing but wrong data comes of
 * it. **Capabilities** can do something: functions, and objects with functions in them, such as
 * the context and its repositories. TypeScript's types are not sound, so a value can be given a
 * type that shows more than its own does. That is why a capability keeps its type: it is used
 * where it stands, and never becomes a part of data.
 */
export type Sort = 'data' | 'function' | 'capability';

/** Whose a declaration is, as seen from the body. */
export type Owner = 'body' | 'library' | 'service' | 'package';

/** Namespaces of the library: objects that hold functions. */
const NAMESPACES: ReadonlySet<string> = new Set(['Math', 'JSON']);

/** Tells the sort of a type. */
export class Capabilities {
  readonly #checker: ts.TypeChecker;
  readonly #at: ts.Node;
  readonly #ownerOf: (declaration: ts.Node) => Owner;
  readonly #known = new Map<ts.Type, Sort>();

  constructor(checker: ts.TypeChecker, at: ts.Node, ownerOf: (declaration: ts.Node) => Owner) {
    this.#checker = checker;
    this.#at = at;
    this.#ownerOf = ownerOf;
  }

  of(type: ts.Type): Sort {
    const known = this.#known.get(type);
    if (known) return known;
    const plain = this.#checker.getNonNullableType(type);
    const parts = plain.isUnion() ? plain.types : [plain];
    const isFunction = parts.some(isCallable);
    const sort = isFunction
      ? 'function'
      : this.#isCapable(plain, new Set())
        ? 'capability'
        : 'data';
    this.#known.set(type, sort);
    return sort;
  }

  /** Whether a function is found in it, however deep; each type is looked at once. */
  #isCapable(type: ts.Type, seen: Set<ts.Type>): boolean {
    if (seen.has(type)) return false;
    seen.add(type);
    const search = (types: readonly ts.Type[]) => types.some((part) => this.#isCapable(part, seen));
    if (type.isUnionOrIntersection()) return search(type.types);
    if (!(type.flags & ts.TypeFlags.Object)) return false;
    if (isCallable(type) || search(this.#typeArguments(type))) return true;
    const declarations = type.symbol?.declarations ?? [];
    const owners = new Set(declarations.map(this.#ownerOf));
    if (owners.has('library') && !declarations.some(ts.isMappedTypeNode)) {
      return NAMESPACES.has(type.symbol.name);
    }
    return owners.has('package') || search(this.#memberTypes(type));
  }

  #typeArguments(type: ts.Type): readonly ts.Type[] {
    const { objectFlags } = type as ts.ObjectType;
    return objectFlags & ts.ObjectFlags.Reference
      ? this.#checker.getTypeArguments(type as ts.TypeReference)
      : [];
  }

  #memberTypes(type: ts.Type): ts.Type[] {
    const indexed = [type.getStringIndexType(), type.getNumberIndexType()];
    const members = type
      .getProperties()
      // What a class takes from `Error` is no part of what it can do.
      .filter(({ declarations }) => !declarations?.some((it) => this.#ownerOf(it) === 'library'))
      .map((member) => this.#checker.getTypeOfSymbolAtLocation(member, this.#at));
    return [...members, ...indexed.filter((found) => found !== undefined)];
  }
}

const isCallable = (type: ts.Type): boolean =>
  type.getCallSignatures().length > 0 || type.getConstructSignatures().length > 0;
