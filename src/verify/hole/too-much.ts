import { ts } from 'ts-morph';

/** A person would not read more in one function. */
const MOST_CHARACTERS = 20_000;
const MOST_LEVELS = 200;

/** Why a body is too long or too deep to be judged, before anything walks down into it. */
export function whyTooMuch(body: string): string | undefined {
  if (body.length > MOST_CHARACTERS) {
    return `The body has ${body.length} characters; write at most ${MOST_CHARACTERS}.`;
  }
  return isTooDeep(body)
    ? `The body is nested more than ${MOST_LEVELS} levels deep; name parts of it, and use functions.`
    : undefined;
}

/** The parser itself walks down: what it has no room for is too deep as well. */
function isTooDeep(body: string): boolean {
  try {
    return levelsOf(ts.createSourceFile('body.ts', body, ts.ScriptTarget.Latest)) > MOST_LEVELS;
  } catch (error) {
    if (error instanceof RangeError) return true;
    throw error;
  }
}

/** Level by level and not by recursion, so that depth itself costs nothing. */
function levelsOf(root: ts.Node): number {
  let levels = 0;
  let level: ts.Node[] = [root];
  while (level.length > 0 && levels <= MOST_LEVELS) {
    const below: ts.Node[] = [];
    for (const node of level) {
      ts.forEachChild(node, (child) => {
        below.push(child);
      });
    }
    level = below;
    levels += 1;
  }
  return levels;
}
