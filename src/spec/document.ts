import type { Diagnostic, SourceLocation } from '../diagnostics/diagnostic.ts';
import type { WorkflowFile } from './arazzo/types.ts';
import type { OpenApi } from './openapi.ts';
import type { Written } from './written.ts';

/** The specification version that the root file declares, by its minor version. */
export type SpecVersion = '2.0' | '3.0' | '3.1' | '3.2';

/** Where a node of the normalised document came from. Plain data: the line is looked up on demand. */
export interface SourcePointer {
  /** Path relative to the working directory, with forward slashes. */
  readonly file: string;
  /** JSON Pointer (RFC 6901) within that file; the empty string is its root. */
  readonly pointer: string;
}

/**
 * A description in one dialect, whatever it was written in: OpenAPI 3.1 shape (with the additions
 * of 3.2: `query`, `additionalOperations`, `itemSchema`, nested tags), JSON Schema 2020-12.
 *
 * What a reader may rely on:
 * - every `$ref` that is left stands where a schema may stand and has the form
 *   `#/components/schemas/NAME`; path items, parameters, headers, request bodies, responses,
 *   examples, links, callbacks and security schemes are resolved in place;
 * - schemas of other files, and schemas that were referenced in unusual places, are lifted into
 *   `components.schemas` under stable, distinct names;
 * - parameters of a path item are copied into each of its operations;
 * - `nullable`, `exclusiveMinimum: true`, `example` on schemas, `type: file`, body and form
 *   parameters, `consumes`, `produces`, `host`, `basePath` are upgraded to their 3.1 forms;
 * - overlays are applied.
 */
export interface SpecDocument {
  readonly version: SpecVersion;
  /** The root file as the user named it, relative to the working directory. */
  readonly file: string;
  /** Every file that it and its workflows were read from, overlays aside, as {@link file} is named. */
  readonly files: readonly string[];
  /** The addresses that parts of it were fetched from. */
  readonly remotes: readonly string[];
  readonly api: OpenApi;
  /** The root file as it is written, with overlays applied. */
  readonly written: Written;
  /** Workflows of Arazzo files that are about the description. */
  readonly workflows: readonly WorkflowFile[];
  /** Where an object or array of `api` came from; `undefined` for what the upgrade invented. */
  origin(node: object): SourcePointer | undefined;
  /** Line and column of a pointer; reads the file a second time, with positions, when first asked. */
  locate(source: SourcePointer): SourceLocation;
  /**
   * The JSONPath (RFC 9535) by which an overlay reaches a pointer: nothing for what does not stand in
   * the root file.
   */
  target(source: SourcePointer): string | undefined;
  /** The text of a file as it was read; nothing for a file that the description does not have. */
  text(file: string): string | undefined;
  /** A source frame for a location, as {@link Diagnostic.frame} wants it. */
  frame(location: SourceLocation): string | undefined;
  /** Warnings found on the way. A document with errors is never handed out. */
  readonly diagnostics: readonly Diagnostic[];
}
