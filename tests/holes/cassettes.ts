import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FENCED_INSTRUCTION } from '../../src/holes/providers/chat-request.ts';
import type { Message, ModelAnswer, ModelRequest } from '../../src/holes/providers/provider.ts';
import { requestHash } from '../../src/holes/providers/replay.ts';

/** One request with the answer to it, as a file. */
export interface Cassette {
  /** No model wrote the answer. */
  readonly scripted: true;
  /** Who wrote it, and what it shows. */
  readonly note: string;
  readonly hash: string;
  readonly request: ModelRequest;
  readonly answer: ModelAnswer;
}

/** A request as it comes over HTTP. */
export interface ChatBody {
  readonly model: string;
  readonly messages: readonly Message[];
  readonly stream?: boolean;
  readonly stream_options?: { readonly include_usage?: boolean };
  readonly max_tokens?: number;
  readonly max_completion_tokens?: number;
  readonly response_format?: {
    readonly type: string;
    readonly json_schema: {
      readonly name: string;
      readonly strict: boolean;
      readonly schema: object;
    };
  };
}

/**
 * The answers in a folder, by the hash of the request.
 *
 * @throws Error when a cassette is not marked as scripted, or its request is not the one it was for
 */
export function readCassettes(folder: string): Map<string, ModelAnswer> {
  const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
  return new Map(
    files.sort().map((file) => {
      const cassette: Cassette = JSON.parse(readFileSync(join(folder, file), 'utf8'));
      if (!cassette.scripted || !cassette.note)
        throw new Error(`${file}: say who wrote the answer`);
      if (cassette.hash !== requestHash(cassette.request))
        throw new Error(`${file}: the request is not the one that was hashed; write it again`);
      return [cassette.hash, cassette.answer];
    }),
  );
}

/** Writes a cassette with an answer that a person thought of. */
export function writeCassette(
  file: string,
  { note, request, answer }: Pick<Cassette, 'note' | 'request' | 'answer'>,
): void {
  const cassette: Cassette = { scripted: true, note, hash: requestHash(request), request, answer };
  writeFileSync(file, `${JSON.stringify(cassette, undefined, 2)}\n`);
}

/** The request behind what came over HTTP, in whatever form it was asked. */
export function requestOf(body: ChatBody): ModelRequest {
  const { model, response_format: format } = body;
  const maxTokens = body.max_tokens ?? body.max_completion_tokens ?? 0;
  if (format) {
    const { name, schema } = format.json_schema;
    return { model, messages: body.messages, answer: { name, schema }, maxTokens };
  }
  const last = body.messages.at(-1);
  const [content = '', told = ''] = last?.content.split(`\n\n${FENCED_INSTRUCTION}\n\n`) ?? [];
  const colon = told.indexOf(': ');
  const schema: object = colon < 0 ? {} : JSON.parse(told.slice(colon + 2));
  return {
    model,
    messages: last ? [...body.messages.slice(0, -1), { role: last.role, content }] : [],
    answer: { name: told.slice(0, Math.max(colon, 0)), schema },
    maxTokens,
  };
}
