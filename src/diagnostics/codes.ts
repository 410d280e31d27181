import { arazzoCodes } from './codes/arazzo.ts';
import { cliCodes } from './codes/cli.ts';
import { holesCodes } from './codes/holes.ts';
import { internalCodes } from './codes/internal.ts';
import { migrateCodes } from './codes/migrate.ts';
import { modelCodes } from './codes/model.ts';
import { sandboxCodes } from './codes/sandbox.ts';
import { scaffoldCodes } from './codes/scaffold.ts';
import { specCodes } from './codes/spec.ts';
import { verifyCodes } from './codes/verify.ts';
import { viewCodes } from './codes/view.ts';
import { workspaceCodes } from './codes/workspace.ts';

/** Every diagnostic code with its title. Codes are stable: one is retired, never reused. */
export const codes = {
  ...specCodes,
  ...arazzoCodes,
  ...modelCodes,
  ...scaffoldCodes,
  ...verifyCodes,
  ...sandboxCodes,
  ...migrateCodes,
  ...workspaceCodes,
  ...cliCodes,
  ...viewCodes,
  ...holesCodes,
  ...internalCodes,
} as const;

export type DiagnosticCode = keyof typeof codes;
