import { ts } from 'ts-morph';
import type { Breach, HoleRule } from '../hole-body.ts';

const { SyntaxKind: Kind } = ts;

/** All that a body may be made of. What is not here is refused, whatever it is. */
const allowed: ReadonlySet<ts.SyntaxKind> = new Set([
  // Statements.
  Kind.Block,
  Kind.VariableStatement,
  Kind.VariableDeclarationList,
  Kind.VariableDeclaration,
  Kind.EmptyStatement,
  Kind.ExpressionStatement,
  Kind.IfStatement,
  Kind.DoStatement,
  Kind.WhileStatement,
  Kind.ForStatement,
  Kind.ForOfStatement,
  Kind.ContinueStatement,
  Kind.BreakStatement,
  Kind.ReturnStatement,
  Kind.SwitchStatement,
  Kind.CaseBlock,
  Kind.CaseClause,
  Kind.DefaultClause,
  Kind.ThrowStatement,
  Kind.TryStatement,
  Kind.CatchClause,
  Kind.FunctionDeclaration,
  Kind.TypeAliasDeclaration,
  Kind.InterfaceDeclaration,
  // Expressions.
  Kind.Identifier,
  Kind.NumericLiteral,
  Kind.BigIntLiteral,
  Kind.StringLiteral,
  Kind.NoSubstitutionTemplateLiteral,
  Kind.TemplateExpression,
  Kind.TemplateHead,
  Kind.TemplateSpan,
  Kind.TemplateMiddle,
  Kind.TemplateTail,
  Kind.RegularExpressionLiteral,
  Kind.TrueKeyword,
  Kind.FalseKeyword,
  Kind.NullKeyword,
  Kind.ArrayLiteralExpression,
  Kind.ObjectLiteralExpression,
  Kind.PropertyAssignment,
  Kind.ShorthandPropertyAssignment,
  Kind.SpreadAssignment,
  Kind.SpreadElement,
  Kind.ComputedPropertyName,
  Kind.PropertyAccessExpression,
  Kind.ElementAccessExpression,
  Kind.CallExpression,
  Kind.NewExpression,
  Kind.ParenthesizedExpression,
  Kind.ArrowFunction,
  Kind.FunctionExpression,
  Kind.DeleteExpression,
  Kind.TypeOfExpression,
  Kind.AwaitExpression,
  Kind.PrefixUnaryExpression,
  Kind.PostfixUnaryExpression,
  Kind.BinaryExpression,
  Kind.ConditionalExpression,
  Kind.OmittedExpression,
  Kind.SatisfiesExpression,
  Kind.ObjectBindingPattern,
  Kind.ArrayBindingPattern,
  Kind.BindingElement,
  Kind.Parameter,
  // Types.
  Kind.StringKeyword,
  Kind.NumberKeyword,
  Kind.BooleanKeyword,
  Kind.BigIntKeyword,
  Kind.UndefinedKeyword,
  Kind.VoidKeyword,
  Kind.NeverKeyword,
  Kind.UnknownKeyword,
  Kind.ObjectKeyword,
  Kind.TypeReference,
  Kind.TypeLiteral,
  Kind.PropertySignature,
  Kind.IndexSignature,
  Kind.ArrayType,
  Kind.TupleType,
  Kind.NamedTupleMember,
  Kind.OptionalType,
  Kind.RestType,
  Kind.UnionType,
  Kind.IntersectionType,
  Kind.LiteralType,
  Kind.ParenthesizedType,
  Kind.TypeOperator,
  Kind.IndexedAccessType,
  Kind.FunctionType,
  Kind.TypeQuery,
  Kind.TypeParameter,
  Kind.HeritageClause,
  Kind.ExpressionWithTypeArguments,
  // Marks between them.
  Kind.AsyncKeyword,
  Kind.ReadonlyKeyword,
  Kind.QuestionToken,
  Kind.QuestionDotToken,
  Kind.ColonToken,
  Kind.DotDotDotToken,
  Kind.EqualsGreaterThanToken,
]);

/** Operators as they are written; the comma is none of them. */
const operators: ReadonlySet<string> = new Set(
  `+ - * / % ** & | ^ << >> >>> < <= > >= == != === !== && || ?? in instanceof
  = += -= *= /= %= **= &= |= ^= <<= >>= >>>= &&= ||= ??=`.split(/\s+/),
);

/** What to write instead of what is refused most. */
const advice: ReadonlyMap<ts.SyntaxKind, string> = new Map([
  [Kind.ThisKeyword, 'Name the value; functions of a body have no this.'],
  [Kind.ClassDeclaration, 'Use functions and plain objects.'],
  [Kind.ClassExpression, 'Use functions and plain objects.'],
  [Kind.MethodDeclaration, 'Declare a function beside the object and call it by its name.'],
  [Kind.GetAccessor, 'Compute the value and store it.'],
  [Kind.SetAccessor, 'Assign the value where it is known.'],
  [Kind.ForInStatement, 'Use for…of over Object.keys or Object.entries.'],
  [Kind.LabeledStatement, 'Move the inner loop into a function and return from it.'],
  [Kind.TaggedTemplateExpression, 'Use a plain template or a call.'],
  [Kind.YieldExpression, 'Collect the values in an array.'],
  [Kind.AnyKeyword, 'Use unknown and test the value.'],
  [Kind.ImportKeyword, 'Only what the contract imports can be used.'],
  [Kind.DebuggerStatement, 'Remove it.'],
  [Kind.AwaitKeyword, 'Use for…of with await inside.'],
  [Kind.ImportType, 'Use the types that the file imports.'],
  [Kind.CommaToken, 'Write two statements.'],
]);

/** Only constructs of which the other rules know what they do. */
export const constructs: HoleRule = (node) => {
  if (isOperator(node))
    return operators.has(node.getText()) || isCountingComma(node) ? undefined : refuse(node);
  if (isAsConst(node) || isConstMark(node)) return undefined;
  if (ts.isAsExpression(node) || ts.isTypeAssertionExpression(node)) {
    return claim(node, 'A cast only claims a type. Test the value instead, or give it its type.');
  }
  if (ts.isNonNullExpression(node) || node.kind === Kind.ExclamationToken) {
    return claim(node, 'The mark ! only claims that a value is there. Test it, and fail if not.');
  }
  if (ts.isTypePredicateNode(node)) {
    return claim(
      node,
      'A type predicate only claims what a function shows. Leave it out: TypeScript infers it.',
    );
  }
  return allowed.has(node.kind) && !isSpecialForm(node) ? undefined : refuse(node);
};

const isOperator = (node: ts.Node): boolean =>
  ts.isBinaryExpression(node.parent) && node.parent.operatorToken === node;

/** `for (…; …; low++, high--)`: nobody takes what the comma gives. */
const isCountingComma = ({ kind, parent }: ts.Node): boolean =>
  kind === Kind.CommaToken &&
  ts.isForStatement(parent.parent) &&
  parent.parent.incrementor === parent;

const isAsConst = (node: ts.Node): boolean =>
  ts.isAsExpression(node) && ts.isConstTypeReference(node.type);

const isConstMark = (node: ts.Node): boolean =>
  ts.isTypeReferenceNode(node) && isAsConst(node.parent);

/** Forms that look like allowed ones: `using`, `var`, overloads and generators. */
function isSpecialForm(node: ts.Node): boolean {
  if (ts.isVariableDeclarationList(node)) {
    const form = node.flags & ts.NodeFlags.BlockScoped;
    return form !== ts.NodeFlags.Let && form !== ts.NodeFlags.Const;
  }
  if (ts.isFunctionDeclaration(node) || ts.isFunctionExpression(node)) {
    return node.body === undefined || node.asteriskToken !== undefined;
  }
  if (ts.isTypeOperatorNode(node)) return node.operator === Kind.UniqueKeyword;
  return (ts.isBreakStatement(node) || ts.isContinueStatement(node)) && node.label !== undefined;
}

function refuse(node: ts.Node): Breach {
  const what = node.getText().split('\n', 1)[0]?.slice(0, 40) ?? '';
  const instead = advice.get(node.kind) ?? 'Say it with plain statements and expressions.';
  return {
    code: 'SW4405',
    message: `«${what}» is a construct that a body must not use. ${instead}`,
    node,
  };
}

const claim = (node: ts.Node, message: string): Breach => ({ code: 'SW4412', message, node });
