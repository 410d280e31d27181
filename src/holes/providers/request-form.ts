/** What of the protocol a server takes: each is tried, and dropped when the server refuses it. */
export interface RequestForm {
  /** The answer as JSON by `response_format`, or in a fenced block that the prompt asks for. */
  readonly answer: 'json_schema' | 'fenced';
  readonly limit: 'max_completion_tokens' | 'max_tokens';
  readonly stream: boolean;
  /** Ask for `usage` at the end of the stream. */
  readonly streamUsage: boolean;
}

/**
 * The form that is tried first. Only OpenAI itself has models that refuse `max_tokens`; other
 * servers know it best: Ollama takes `max_completion_tokens` and does not keep to it.
 */
export const firstForm = (host: string, answer: RequestForm['answer']): RequestForm => ({
  answer,
  limit: /(^|\.)(openai|azure)\.com$/.test(host) ? 'max_completion_tokens' : 'max_tokens',
  stream: true,
  streamUsage: true,
});

/** One parameter: how a refusal names it, and the form that does without. */
interface Parameter {
  readonly named: (form: RequestForm) => RegExp;
  readonly used: (form: RequestForm) => boolean;
  readonly without: (form: RequestForm) => RequestForm;
}

/** In this order: the first that a refusal names is dropped. */
const parameters: readonly Parameter[] = [
  {
    named: () => /response_format|json_schema|structured.?output/i,
    used: ({ answer }) => answer === 'json_schema',
    without: (form) => ({ ...form, answer: 'fenced' }),
  },
  {
    named: () => /stream_options|include_usage/i,
    used: ({ stream, streamUsage }) => stream && streamUsage,
    without: (form) => ({ ...form, streamUsage: false }),
  },
  {
    named: ({ limit }) => new RegExp(`\\b${limit}\\b`, 'i'),
    used: () => true,
    without: (form) => ({
      ...form,
      limit: form.limit === 'max_tokens' ? 'max_completion_tokens' : 'max_tokens',
    }),
  },
  {
    named: () => /\bstream(ing)?\b/i,
    used: ({ stream }) => stream,
    without: (form) => ({ ...form, stream: false }),
  },
];

/**
 * The form to ask in after a refusal: without the first parameter that the refusal names, and
 * never one that was tried before. Undefined when the refusal is about something else.
 *
 * @param refusal the server's own words about a 400 or 422
 */
export function reshaped(
  refusal: string,
  form: RequestForm,
  tried: readonly RequestForm[],
): RequestForm | undefined {
  const parameter = parameters.find(({ named, used }) => used(form) && named(form).test(refusal));
  const next = parameter?.without(form);
  return next && !tried.some((other) => sameForm(other, next)) ? next : undefined;
}

const sameForm = (a: RequestForm, b: RequestForm): boolean =>
  JSON.stringify(a) === JSON.stringify(b);

const known = new Map<string, RequestForm>();

/** The form in which a server has taken a request for this model, in this process. */
export const knownForm = (server: string, model: string): RequestForm | undefined =>
  known.get(`${server} ${model}`);

export const rememberForm = (server: string, model: string, form: RequestForm): void => {
  known.set(`${server} ${model}`, form);
};
