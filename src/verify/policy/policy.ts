import type { ts } from '@ts-morph/common';
import type { DiagnosticCodeOf } from '../../diagnostics/diagnostic.ts';
import type { Finding } from '../finding.ts';
import type { ServiceTree } from '../service-tree.ts';

/** A rule about single nodes; all of them are asked in one walk of a file. */
export interface NodePolicy {
  readonly code: DiagnosticCodeOf<'SW4'>;
  /** What is wrong with the node, if anything; children are asked by themselves. */
  breaks(node: ts.Node, source: ts.SourceFile): string | undefined;
}

/** A rule about one file as a whole. */
export type FilePolicy = (source: ts.SourceFile) => readonly Finding[];

/** A rule about how the files of a service fit together. */
export type TreePolicy = (tree: ServiceTree) => readonly Finding[];
