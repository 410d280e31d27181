import type { Reply } from './model-replies.ts';
import type { ServedRequest } from './model-server.ts';

/** An example of a rule, as a model would propose it. */
export interface ScriptedExample {
  readonly rule: string;
  readonly given?: object;
  readonly when?: object;
  readonly then: object;
}

/** What a scripted model answers, by hole. Nobody claims that a model wrote it. */
export interface Script {
  /** Bodies by function; several are answered one after the other. */
  readonly bodies: Readonly<Record<string, string | readonly string[]>>;
  readonly examples?: Readonly<Record<string, readonly ScriptedExample[]>>;
}

/** Answers requests of fill as a model would that knows the script by heart. */
export function scriptedModel({ bodies, examples = {} }: Script) {
  const asked = new Map<string, number>();
  return ({ request }: ServedRequest): Reply => {
    const task = request.messages.find(({ role }) => role === 'user')?.content ?? '';
    const tests = /^Write examples for (\w+)\./.exec(task)?.[1];
    if (tests !== undefined)
      return answerOf({ examples: (examples[tests] ?? []).map(asText) }, request);
    const name = /^Complete the function (\w+)\./.exec(task)?.[1] ?? '';
    const round = asked.get(name) ?? 0;
    asked.set(name, round + 1);
    const all = [bodies[name] ?? ''].flat();
    return answerOf({ body: all[Math.min(round, all.length - 1)], notes: '' }, request);
  };
}

const asText = ({ rule, given = {}, when = {}, then }: ScriptedExample) => ({
  rule,
  given: JSON.stringify(given),
  when: JSON.stringify(when),
  then: JSON.stringify(then),
});

/** Counts as a server would, roughly: four characters a token. */
function answerOf(value: object, request: ServedRequest['request']): Reply {
  const text = JSON.stringify(value);
  const input = request.messages.reduce((sum, { content }) => sum + content.length, 0);
  return {
    text,
    usage: { inputTokens: Math.ceil(input / 4), outputTokens: Math.ceil(text.length / 4) },
  };
}
