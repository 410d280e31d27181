import { arazzoCodes } from '../../src/diagnostics/codes/arazzo.ts';
import { cliCodes } from '../../src/diagnostics/codes/cli.ts';
import { codes } from '../../src/diagnostics/codes.ts';
import { holesCodes } from '../../src/diagnostics/codes/holes.ts';
import { internalCodes } from '../../src/diagnostics/codes/internal.ts';
import { migrateCodes } from '../../src/diagnostics/codes/migrate.ts';
import { modelCodes } from '../../src/diagnostics/codes/model.ts';
import { sandboxCodes } from '../../src/diagnostics/codes/sandbox.ts';
import { scaffoldCodes } from '../../src/diagnostics/codes/scaffold.ts';
import { specCodes } from '../../src/diagnostics/codes/spec.ts';
import { verifyCodes } from '../../src/diagnostics/codes/verify.ts';
import { viewCodes } from '../../src/diagnostics/codes/view.ts';
import { workspaceCodes } from '../../src/diagnostics/codes/workspace.ts';
import { code, plain, table } from './markdown.ts';

const GROUPS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'The description': specCodes,
  'Arazzo descriptions': arazzoCodes,
  Inference: modelCodes,
  Packs: scaffoldCodes,
  'Syntax and policy': verifyCodes,
  'Types and tests': sandboxCodes,
  Migrations: migrateCodes,
  'The service on disk': workspaceCodes,
  'Arguments and configuration': cliCodes,
  'The page': viewCodes,
  'Business logic': holesCodes,
  'Specwright itself': internalCodes,
};

/** The page of all codes of diagnostics. */
export function diagnosticsPage(): string {
  const grouped = new Set(Object.values(GROUPS).flatMap((group) => Object.keys(group)));
  const missing = Object.keys(codes).filter((one) => !grouped.has(one));
  if (missing.length > 0) throw new Error(`No group has ${missing.join(', ')}.`);
  return [
    '# Diagnostics',
    'Made from `src/diagnostics/codes` by `npm run reference`. A code is stable: it keeps its meaning, and is retired rather than used again. Each diagnostic has a sentence that says what to do, and a place.',
    ...Object.entries(GROUPS).flatMap(([title, group]) => [
      `## ${title}`,
      table(
        ['code', 'what it says'],
        Object.entries(group).map(([name, text]) => [code(name), plain(text)]),
      ),
    ]),
  ].join('\n\n');
}
