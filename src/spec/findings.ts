import {
  type Diagnostic,
  type DiagnosticCodeOf,
  diagnostic,
  type Severity,
} from '../diagnostics/diagnostic.ts';
import { sortDiagnostics } from '../diagnostics/sort.ts';
import { visible } from '../diagnostics/visible.ts';
import type { Place } from './read/place.ts';
import { writtenAt } from './read/source.ts';

/** As many as a person reads; more come from one cause. */
const MOST = 50;

interface Finding {
  readonly code: DiagnosticCodeOf<'SW1'>;
  readonly severity: Severity;
  readonly place: Place;
  readonly message: string;
}

/** Collects what is wrong with a description; lines and columns are looked up at the end. */
export class Findings {
  readonly #strict: boolean;
  readonly #found: Record<'error' | 'warning', Map<string, Finding>> = {
    error: new Map(),
    warning: new Map(),
  };
  readonly #others: Diagnostic[] = [];
  #left = 0;

  constructor(strict: boolean) {
    this.#strict = strict;
  }

  /** What keeps a description from being understood. */
  error(code: DiagnosticCodeOf<'SW1'>, place: Place, message: string): void {
    this.#add({ code, severity: 'error', place, message });
  }

  /** What is wrong though its meaning is beyond doubt: an error only when asked to be strict. */
  repaired(code: DiagnosticCodeOf<'SW1'>, place: Place, message: string): void {
    this.#add({ code, severity: this.#strict ? 'error' : 'warning', place, message });
  }

  /** What has no effect, and stops nothing however strict one is. */
  warning(code: DiagnosticCodeOf<'SW1'>, place: Place, message: string): void {
    this.#add({ code, severity: 'warning', place, message });
  }

  /** A finding that has its location already. */
  located(finding: Diagnostic): void {
    this.#others.push(finding);
  }

  get hasErrors(): boolean {
    return this.#found.error.size > 0 || this.#others.some(({ severity }) => severity === 'error');
  }

  /** Errors before warnings where there are too many; in the order of the files. */
  diagnostics(): readonly Diagnostic[] {
    const found = [...this.#found.error.values(), ...this.#found.warning.values()].map(
      toDiagnostic,
    );
    const all = [
      ...this.#others.filter(isError),
      ...found.filter(isError),
      ...this.#others,
      ...found,
    ];
    const shown = [...new Set(all)].slice(0, MOST);
    const left = this.#left + new Set(all).size - shown.length;
    const rest =
      left > 0
        ? [
            diagnostic(
              'SW1008',
              'info',
              `${left} further findings are not shown. Correct these first.`,
            ),
          ]
        : [];
    return [...sortDiagnostics(shown), ...rest];
  }

  #add(finding: Finding): void {
    const found = this.#found[finding.severity === 'error' ? 'error' : 'warning'];
    if (found.size >= MOST) {
      this.#left += 1;
      return;
    }
    const { source, pointer } = writtenAt(finding.place);
    const key = `${finding.code} ${source.file}#${pointer} ${finding.message}`;
    if (!found.has(key)) found.set(key, finding);
  }
}

const isError = ({ severity }: Diagnostic): boolean => severity === 'error';

function toDiagnostic({ code, severity, place, message }: Finding): Diagnostic {
  const { source, pointer } = writtenAt(place);
  const location = source.locate(pointer);
  // Names of the description stand in it.
  return diagnostic(code, severity, visible(message), location, source.frame(location));
}
