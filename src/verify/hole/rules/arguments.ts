import { ts } from 'ts-morph';
import { bare, type HoleBody } from '../hole-body.ts';
import { isKnownFunction } from './calls.ts';

/**
 * Whether a function or a service object may be handed to this call. A function goes to a
 * parameter that is declared as a function by the library or the service; a service object goes to
 * one that is declared with exactly its type.
 */
export function mayTakeArgument(
  argument: ts.Expression,
  call: ts.CallExpression | ts.NewExpression,
  sort: 'function' | 'capability',
  hole: HoleBody,
): boolean {
  const { checker } = hole;
  const declaration = checker.getResolvedSignature(call)?.declaration;
  const index = call.arguments?.indexOf(argument) ?? -1;
  if (!declaration || ts.isJSDocSignature(declaration)) return false;
  const parameter = declaration.parameters[index];
  if (!parameter?.type || parameter.dotDotDotToken) return false;
  const asked = checker.getNonNullableType(checker.getTypeFromTypeNode(parameter.type));
  if (sort === 'capability') {
    const given = checker.getNonNullableType(checker.getTypeAtLocation(argument));
    return asked === given && hole.ownerOf(declaration) !== 'library' && !isOfPackage(given, hole);
  }
  return (
    hole.ownerOf(declaration) !== 'body' &&
    isFunctionOnly(asked) &&
    isFunctionByForm(argument, hole)
  );
}

/** The handle of a database, say: what a package declares is not for bodies. */
const isOfPackage = ({ symbol }: ts.Type, { ownerOf }: HoleBody): boolean =>
  symbol?.declarations?.some((it) => ownerOf(it) === 'package') ?? false;

/** A type that shows nothing of a function but that it can be called. */
function isFunctionOnly(type: ts.Type): boolean {
  const parts = type.isUnion() ? type.types : [type];
  return parts.every(
    (part) => part.getCallSignatures().length > 0 && part.getProperties().length === 0,
  );
}

function isFunctionByForm(argument: ts.Expression, hole: HoleBody): boolean {
  const value = bare(argument);
  if (ts.isArrowFunction(value) || ts.isFunctionExpression(value)) return true;
  return ts.isIdentifier(value) && isKnownFunction(value, hole);
}
