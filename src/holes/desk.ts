import type { Contract } from './contract.ts';
import { missingImports, withImports, withoutNotImplemented } from './imports.ts';
import type { FileText, RunTools } from './run-tools.ts';
import { withBody } from './source.ts';
import type { Provenance } from './state.ts';

/** The service's files as the run changes them. One hole is kept after the other. */
export class Desk {
  readonly #tree: Map<string, string>;
  #last: Promise<unknown> = Promise.resolve();

  constructor(tree: ReadonlyMap<string, string>) {
    this.#tree = new Map(tree);
  }

  text(path: string): string {
    return this.#tree.get(path) ?? '';
  }

  has(path: string): boolean {
    return this.#tree.has(path);
  }

  /** The file of a hole with a body and what it needs to import. */
  candidate({ hole, lent }: Contract, body: string): FileText {
    const text = this.text(hole.file);
    const filled = withBody(text, hole.id, body) ?? text;
    const imported = withImports(filled, hole.file, missingImports(text, body, lent));
    return { path: hole.file, text: withoutNotImplemented(imported) };
  }

  /** One at a time: what is kept is made from what was kept before. */
  async inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const turn = this.#last.then(work, work);
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  async keep(
    contract: Contract,
    body: string,
    others: readonly FileText[],
    tools: RunTools,
    provenance: Provenance | undefined,
  ): Promise<void> {
    await this.inTurn(async () => {
      const file = this.candidate(contract, body);
      const before = this.text(file.path);
      await tools.accept([file, ...others], contract.hole.id, provenance);
      for (const { path, text } of [file, ...others]) this.#tree.set(path, text);
      tools.record({
        type: 'file-written',
        hole: contract.hole.id,
        file: file.path,
        hash: tools.contentHash(file.text),
        diff: tools.diff(file.path, before, file.text),
      });
    });
  }
}
