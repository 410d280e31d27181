import { fileURLToPath } from 'node:url';
import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';
import { expect, test } from 'vitest';
import { FENCED_INSTRUCTION } from '../../src/holes/providers/chat-request.ts';
import { openaiProvider } from '../../src/holes/providers/openai.ts';
import { replaying, requestHash } from '../../src/holes/providers/replay.ts';
import { answer, failureOf, KEY, request, talk } from './asking.ts';
import { refusalOf } from './model-server.ts';

test('an answer is streamed, and its characters are told as they come', async () => {
  const { server, provider } = await talk(() => answer);
  const heard: number[] = [];
  const got = await provider.complete(request, { onText: (characters) => heard.push(characters) });
  expect(got).toEqual({ text: answer, usage: { inputTokens: 11, outputTokens: 7 } });
  expect(heard.length).toBeGreaterThan(5);
  expect(heard).toEqual(heard.toSorted((a, b) => a - b));
  expect(heard.at(-1)).toBe(answer.length);
  expect(provider.name).toBe(new URL(server.baseURL).host);
});

test('a request is asked for by its schema, and is the same on the other side', async () => {
  const { server, provider } = await talk(() => answer, { organization: 'org-1' });
  await provider.complete(request, {});
  const [served] = server.requests;
  expect(served?.path).toBe('/v1/chat/completions');
  expect(served?.headers.authorization).toBe(`Bearer ${KEY}`);
  expect(served?.headers['openai-organization']).toBe('org-1');
  expect(served?.body).toEqual({
    model: 'scripted',
    messages: request.messages,
    max_tokens: 500,
    stream: true,
    stream_options: { include_usage: true },
    response_format: {
      type: 'json_schema',
      json_schema: { name: 'function_body', strict: true, schema: request.answer.schema },
    },
  });
  expect(served?.hash).toBe(requestHash(request));
});

test('without a key none is sent', async () => {
  const server = await talk(() => answer);
  const { baseURL } = server.server;
  await openaiProvider({ baseURL }).complete(request, {});
  expect(server.server.requests[0]?.headers.authorization).toBeUndefined();
});

test('keep-alive comments and a byte-order mark before the text are no text', async () => {
  const { provider } = await talk(() => ({
    text: answer,
    before: '\uFEFF: working\n\n: still\r\n\r\n',
  }));
  expect((await provider.complete(request, {})).text).toBe(answer);
});

test('usage that the server does not tell is estimated', async () => {
  const { provider } = await talk(() => ({ text: answer, fault: 'no-usage' }));
  const { usage } = await provider.complete(request, {});
  expect(usage.outputTokens).toBe(countTokens(answer));
  expect(usage.inputTokens).toBeGreaterThanOrEqual(countTokens(request.messages[1]?.content ?? ''));
});

test('usage that comes before the end is kept', async () => {
  const events = [
    { choices: [{ delta: { content: answer } }], usage: null },
    { choices: [], usage: { prompt_tokens: 1, completion_tokens: 2 } },
    { choices: [{ delta: {}, finish_reason: 'stop' }], usage: null },
  ];
  const { provider } = await talk(() => ({
    status: 200,
    headers: { 'content-type': 'text/event-stream' },
    body: events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join(''),
  }));
  const got = await provider.complete(request, {});
  expect(got).toEqual({ text: answer, usage: { inputTokens: 1, outputTokens: 2 } });
});

test('a server without structured output is asked in words, once and for all', async () => {
  const { server, provider } = await talk({
    refuses: ['response_format'],
    script: () => `\`\`\`json\n${answer}\n\`\`\``,
  });
  const { text } = await provider.complete(request, {});
  await provider.complete({ ...request, maxTokens: 400 }, {});
  expect(text).toBe(`\`\`\`json\n${answer}\n\`\`\``);
  expect(server.requests.map(({ body }) => body.response_format !== undefined)).toEqual([
    true,
    false,
    false,
  ]);
  const [, inWords] = server.requests;
  expect(inWords?.body.messages[0]).toEqual(request.messages[0]);
  expect(inWords?.body.messages[1]?.content).toContain(FENCED_INSTRUCTION);
  expect(inWords?.body.messages[1]?.content).toContain('"additionalProperties":false');
  expect(inWords?.hash).toBe(requestHash(request));
});

test('another provider of the same server in this process knows what it refuses', async () => {
  const { server, provider } = await talk({ refuses: ['response_format'], script: () => answer });
  await provider.complete(request, {});
  await openaiProvider({ baseURL: server.baseURL, apiKey: KEY }).complete(request, {});
  expect(server.requests).toHaveLength(3);
});

test('what one model refuses is tried with another', async () => {
  const { server, provider } = await talk(({ body }) =>
    body.model === 'old' && body.response_format ? refusalOf('response_format') : answer,
  );
  await provider.complete({ ...request, model: 'old' }, {});
  await provider.complete({ ...request, model: 'new' }, {});
  expect(server.requests[2]?.body.response_format).toBeDefined();
});

test('each parameter that is refused is left out or replaced, also with status 422', async () => {
  const { server, provider } = await talk(({ body }) => {
    if (body.stream_options) return refusalOf('stream_options', 422);
    if (body.max_tokens !== undefined)
      return {
        status: 400,
        body: {
          error: {
            message:
              "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
          },
        },
      };
    if (body.response_format)
      return { status: 422, body: { detail: [{ loc: ['body', 'response_format', 'type'] }] } };
    return body.stream ? refusalOf('stream') : answer;
  });
  const { text, usage } = await provider.complete(request, {});
  expect(text).toBe(answer);
  expect(usage).toEqual({ inputTokens: 11, outputTokens: 7 });
  expect(server.requests).toHaveLength(5);
  const { messages: _, ...last } = server.requests[4]?.body ?? { messages: [] };
  expect(last).toEqual({ model: 'scripted', max_completion_tokens: 500 });
});

test('a server that refuses both names of the limit is not asked for ever', async () => {
  const { server, provider } = await talk({ refuses: ['max_tokens', 'max_completion_tokens'] });
  const error = await failureOf(provider.complete(request, {}));
  expect(error.kind).toBe('refused');
  expect(error.message).toContain("'max_completion_tokens' is not supported");
  expect(server.requests).toHaveLength(2);
});

test('a refusal is not remembered unless the server then answers', async () => {
  let refuses = true;
  const { server, provider } = await talk(() => (refuses ? refusalOf('response_format') : answer));
  expect((await failureOf(provider.complete(request, {}))).kind).toBe('refused');
  refuses = false;
  await provider.complete(request, {});
  expect(server.requests.at(-1)?.body.response_format).toBeDefined();
});

test('who insists on structured output gets it or nothing, and who wants none is not sent it', async () => {
  const strict = await talk({ refuses: ['response_format'] }, { structured: 'json_schema' });
  expect((await failureOf(strict.provider.complete(request, {}))).kind).toBe('refused');
  expect(strict.server.requests).toHaveLength(1);

  const fenced = await talk(() => answer, { structured: 'fenced' });
  await fenced.provider.complete(request, {});
  expect(fenced.server.requests[0]?.body.response_format).toBeUndefined();
});

test('a server that does not stream is read whole', async () => {
  const { provider } = await talk(() => ({
    status: 200,
    body: {
      choices: [{ message: { content: answer } }],
      usage: { prompt_tokens: 1, completion_tokens: 2 },
    },
  }));
  const heard: number[] = [];
  const got = await provider.complete(request, { onText: (characters) => heard.push(characters) });
  expect(got).toEqual({ text: answer, usage: { inputTokens: 1, outputTokens: 2 } });
  expect(heard).toEqual([answer.length]);
});

test('what a model writes beside or instead of its JSON comes as it is', async () => {
  const { provider } = await talk((_, n) => ({
    text: answer,
    fault: n === 0 ? 'prose' : 'malformed',
  }));
  expect((await provider.complete(request, {})).text).toContain(`\`\`\`json\n${answer}\n\`\`\``);
  const { text } = await provider.complete(request, {});
  expect(answer.startsWith(text)).toBe(true);
  expect(text.length).toBeLessThan(answer.length);
});

test('a recorded answer comes from its cassette, and nothing else does', async () => {
  const cassettes = fileURLToPath(new URL('cassettes', import.meta.url));
  const { provider } = await talk({ cassettes });
  const { text } = await provider.complete(request, {});
  expect(JSON.parse(text)).toEqual({ body: expect.stringContaining('reduce') });
  const unknown = await failureOf(provider.complete({ ...request, maxTokens: 501 }, {}));
  expect(unknown.message).toContain('no cassette for');
});

test('a run that goes on asks only for what it has not', async () => {
  const { server, provider } = await talk(() => answer);
  const first = await provider.complete(request, {});
  const resumed = replaying(provider, new Map([[requestHash(request), first]]));
  expect(await resumed.complete(request, {})).toEqual(first);
  expect(server.requests).toHaveLength(1);
  await resumed.complete({ ...request, maxTokens: 400 }, {});
  await resumed.complete({ ...request, maxTokens: 400 }, {});
  expect(server.requests).toHaveLength(2);
});
