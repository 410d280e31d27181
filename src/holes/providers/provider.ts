/** One message of a conversation with a model. */
export interface Message {
  readonly role: 'system' | 'user' | 'assistant';
  readonly content: string;
}

/** What is asked of a model. The same request has the same hash, and is paid once. */
export interface ModelRequest {
  readonly model: string;
  readonly messages: readonly Message[];
  /** The form of the answer: a name and a JSON Schema of an object, all members required. */
  readonly answer: { readonly name: string; readonly schema: object };
  /** Most tokens that the answer may have. */
  readonly maxTokens: number;
}

export interface Usage {
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/** What a model answered, whole. */
export interface ModelAnswer {
  /** As it came: JSON where the server keeps to a schema, else text with a fenced block. */
  readonly text: string;
  /** As the server counted, or as estimated where it does not tell. */
  readonly usage: Usage;
}

/** Why there is no answer. */
export type FailureKind =
  /** The key is wrong or missing, the model does not exist, the request is refused. */
  | 'refused'
  /** Still 429 or 5xx after all retries, or no connection. */
  | 'unavailable'
  /** Nothing came for too long. */
  | 'timeout'
  /** The connection ended in the middle of an answer. */
  | 'truncated'
  /** More than an answer may have. */
  | 'too-long'
  | 'aborted';

export class ProviderError extends Error {
  override name = 'ProviderError';
  readonly kind: FailureKind;

  /** @param message a sentence that says what to do; never a key, never a prompt */
  constructor(kind: FailureKind, message: string, options?: ErrorOptions) {
    super(message, options);
    this.kind = kind;
  }
}

/** A way to ask language models. */
export interface ModelProvider {
  /** What the lock calls it: the host of its base URL, `api.openai.com`. */
  readonly name: string;
  /**
   * @param onText is told how many characters have come, as they come
   * @throws ProviderError
   */
  complete(
    request: ModelRequest,
    options: { readonly signal?: AbortSignal; readonly onText?: (characters: number) => void },
  ): Promise<ModelAnswer>;
}
