import { Node, Project, type Type, type Symbol as TypeSymbol } from 'ts-morph';

/** A JSON Schema 2020-12. */
export type Schema = Readonly<Record<string, unknown>>;

/** What templates print with `{{code}}`: our printers and the encoders make it, and nothing else. */
const CODE: Schema = {
  description: 'Text that is TypeScript (or SQL, or Markdown) already. Print it with {{code}}.',
  type: 'object',
  properties: { text: { type: 'string' } },
  required: ['text'],
  additionalProperties: false,
};

/**
 * Makes schemas of the types that views have in the code: members, what may be missing, and what
 * their comments say.
 */
export class TemplateTypes {
  readonly #project: Project;
  readonly #definitions = new Map<string, Schema>([['Code', CODE]]);

  constructor(tsConfigFilePath: string, files: readonly string[]) {
    this.#project = new Project({ tsConfigFilePath, skipAddingFilesFromTsConfig: true });
    this.#project.addSourceFilesAtPaths([...files]);
    this.#project.resolveSourceFileDependencies();
  }

  get definitions(): Readonly<Record<string, Schema>> {
    return Object.fromEntries(
      [...this.#definitions].sort(([one], [other]) => (one < other ? -1 : 1)),
    );
  }

  /** The type of a constant in a function. */
  constant(file: string, functionName: string, name: string): Schema {
    const body = this.#project.getSourceFileOrThrow(file).getFunctionOrThrow(functionName);
    return this.#object(body.getVariableDeclarationOrThrow(name).getType());
  }

  /** What an exported function answers, or one of a list of these, or the member `view` of it. */
  answer(file: string, functionName: string): Schema {
    const answered = this.#project
      .getSourceFileOrThrow(file)
      .getFunctionOrThrow(functionName)
      .getReturnType()
      .getNonNullableType();
    const one = answered.getArrayElementType() ?? answered;
    const view = one.getProperty('view');
    return this.#object(view ? this.#typeOf(view) : one);
  }

  #object(type: Type): Schema {
    const members = type.getProperties().filter((member) => !this.#isHidden(member));
    const schemas = members.map((member) => {
      const about = this.#aboutOf(member);
      const schema = this.#schema(this.#typeOf(member).getNonNullableType());
      const nullable =
        this.#typeOf(member).isUnion() &&
        this.#typeOf(member)
          .getUnionTypes()
          .some((one) => one.isNull());
      const whole = nullable ? { anyOf: [schema, { type: 'null' }] } : schema;
      return [member.getName(), { ...(about !== '' && { description: about }), ...whole }] as const;
    });
    const index = type.getStringIndexType();
    return {
      type: 'object',
      properties: Object.fromEntries(schemas),
      required: members
        .filter((member) => !this.#mayLack(member))
        .map((member) => member.getName()),
      additionalProperties: index === undefined ? false : this.#schema(index),
    };
  }

  #schema(type: Type): Schema {
    if (type.isNever()) return { not: {} };
    if (type.isAny() || type.isUnknown()) return {};
    if (type.isBoolean()) return { type: 'boolean' };
    if (type.isStringLiteral() || type.isNumberLiteral()) return { const: type.getLiteralValue() };
    if (type.isBooleanLiteral()) return { const: type.getText() === 'true' };
    if (type.isString() || type.isTemplateLiteral()) return { type: 'string' };
    if (type.isNumber()) return { type: 'number' };
    if (type.isNull()) return { type: 'null' };
    if (type.isUnion())
      return this.#union(type.getUnionTypes().filter((one) => !one.isUndefined()));
    if (type.isTuple())
      return {
        type: 'array',
        prefixItems: type.getTupleElements().map((one) => this.#schema(one)),
      };
    const item = type.isArray() || type.isReadonlyArray() ? type.getArrayElementType() : undefined;
    if (item) return { type: 'array', items: this.#schema(item) };
    if (type.isObject() || type.isIntersection()) return this.#named(type);
    throw new Error(`Templates have no use for the type ${type.getText()}.`);
  }

  #union(types: readonly Type[]): Schema {
    const [only] = types;
    if (only !== undefined && types.length === 1) return this.#schema(only);
    if (types.every((one) => one.isStringLiteral()))
      return { enum: types.map((one) => one.getLiteralValue()).sort() };
    const isTruth = (one: Type) => one.isBooleanLiteral();
    const others = types.filter((one) => !isTruth(one)).map((one) => this.#schema(one));
    const both = types.filter(isTruth).length === 2;
    const truth = both
      ? [{ type: 'boolean' }]
      : types.filter(isTruth).map((one) => this.#schema(one));
    const all = [...others, ...truth];
    return all.length === 1 ? (all[0] ?? {}) : { anyOf: all };
  }

  /** Types with a name are defined once, since they may be in themselves. */
  #named(type: Type): Schema {
    const symbol = type.getAliasSymbol() ?? type.getSymbol();
    const name = symbol?.getName() ?? '__type';
    const isGeneric = type.getAliasTypeArguments().length + type.getTypeArguments().length > 0;
    if (name.startsWith('__') || isGeneric) return this.#object(type);
    if (!this.#definitions.has(name)) {
      this.#definitions.set(name, {});
      const about = symbol === undefined ? '' : this.#aboutOf(symbol);
      this.#definitions.set(name, {
        ...(about !== '' && { description: about }),
        ...this.#object(type),
      });
    }
    return { $ref: `#/$defs/${name}` };
  }

  #typeOf(member: TypeSymbol): Type {
    return member.getTypeAtLocation(
      this.#project.getSourceFiles()[0] ?? member.getDeclarations()[0] ?? neverMissing(),
    );
  }

  #mayLack(member: TypeSymbol): boolean {
    const type = this.#typeOf(member);
    return (
      member.isOptional() ||
      type.isUndefined() ||
      (type.isUnion() && type.getUnionTypes().some((one) => one.isUndefined()))
    );
  }

  /** What a class keeps for itself, and methods. */
  #isHidden(member: TypeSymbol): boolean {
    return member.getName().startsWith('#') || this.#typeOf(member).getCallSignatures().length > 0;
  }

  /** The comment of a member, or of the value that it is made of. */
  #aboutOf(symbol: TypeSymbol): string {
    const comments = symbol
      .getDeclarations()
      .flatMap((declaration) =>
        Node.isJSDocable(declaration)
          ? declaration.getJsDocs().map((doc) => doc.getDescription())
          : (declaration.compilerNode.kind !== undefined
              ? declaration.getLeadingCommentRanges()
              : []
            ).map((range) => range.getText().replace(/^\/\*\*|\*\/$|^\s*\* ?/gm, '')),
      );
    return comments
      .join(' ')
      .replace(/\s+/g, ' ')
      .replace(/\{@link (\w+)\}/g, '$1')
      .trim();
  }
}

function neverMissing(): never {
  throw new Error('A project without files has no types.');
}
