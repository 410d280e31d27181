import type { ChatCompletionCreateParams } from 'openai/resources/chat/completions';
import type { Message, ModelRequest } from './provider.ts';
import type { RequestForm } from './request-form.ts';

/** The request as it goes to the server. */
export function chatRequest(request: ModelRequest, form: RequestForm): ChatCompletionCreateParams {
  const { answer } = request;
  const structured = form.answer === 'json_schema';
  return {
    model: request.model,
    messages: [...(structured ? request.messages : withInstruction(request))],
    [form.limit]: request.maxTokens,
    ...(structured && {
      response_format: {
        type: 'json_schema',
        json_schema: { name: answer.name, strict: true, schema: { ...answer.schema } },
      },
    }),
    ...(form.stream && { stream: true }),
    ...(form.stream && form.streamUsage && { stream_options: { include_usage: true } }),
  };
}

/** What a model is told where the server has no structured output; the schema follows. */
export const FENCED_INSTRUCTION =
  'Answer with exactly one fenced block and no other text: ```json with one object of the JSON Schema below; or, where the object would hold nothing but code, ```ts with that code.';

/** The messages, the last of which says how to answer. */
function withInstruction({ messages, answer }: ModelRequest): Message[] {
  const last = messages.at(-1);
  const instruction = `${FENCED_INSTRUCTION}\n\n${answer.name}: ${JSON.stringify(answer.schema)}`;
  return last === undefined
    ? [{ role: 'user', content: instruction }]
    : [...messages.slice(0, -1), { ...last, content: `${last.content}\n\n${instruction}` }];
}
