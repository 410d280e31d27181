import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mergeFile } from '../../src/merge/merge-file.ts';
import { brokenLaw, laws, type MergeUnderTest, tryLaw, withoutShortcuts } from './support/laws.ts';

describe('whatever is edited and generated', () => {
  test.each(laws)('$name', async (law) => {
    const details = await tryLaw(law, withoutShortcuts, 200);
    expect(details.failed, fc.defaultReportMessage(details)).toBe(false);
  });
});

/** Merges with a fault each; a set of laws that lets one of them pass is too weak. */
const faulty: Readonly<Record<string, MergeUnderTest>> = {
  'takes what is generated': async ({ theirs }) => ({ text: theirs, conflicts: [], notes: [] }),
  'keeps what is on disk': async ({ ours }) => ({ text: ours, conflicts: [], notes: [] }),
  "drops a person's imports": async (input) => {
    const merged = await mergeFile(input);
    const lines = merged.text.split('\n');
    const isOwn = (line: string) => line.startsWith('import') && /mine/.test(line);
    return { ...merged, text: lines.filter((line) => !isOwn(line)).join('\n') };
  },
  'drops comments': async (input) => {
    const merged = await mergeFile(input);
    return { ...merged, text: merged.text.replaceAll(/^\/\*\*.*\*\/\n/gm, '') };
  },
  'settles conflicts in favour of the person': async (input) => {
    const merged = await mergeFile(input);
    const text = merged.text.replaceAll(
      /<<<<<<< yours\n([^]*?)\|\|\|\|\|\|\| [^]*?>>>>>>> generated now\n/g,
      '$1',
    );
    return { text, conflicts: [], notes: [] };
  },
  'does not say where conflicts are': async (input) => ({
    ...(await mergeFile(input)),
    conflicts: [],
  }),
  'turns line ends': async (input) => {
    const merged = await mergeFile(input);
    return { ...merged, text: merged.text.replaceAll('\r\n', '\n') };
  },
  'loses the byte-order mark': async (input) => {
    const merged = await mergeFile(input);
    return { ...merged, text: merged.text.replace('\uFEFF', '') };
  },
  'brings back what a person deleted': async (input) => {
    const merged = await mergeFile(input);
    const gone =
      /^test\(.*\n/m.exec(input.base)?.[0] ?? /^app\.register.*\n/m.exec(input.base)?.[0] ?? '';
    return { ...merged, text: merged.text.includes(gone) ? merged.text : merged.text + gone };
  },
  'formats anew': async (input) => {
    const merged = await mergeFile(input);
    return { ...merged, text: merged.text.replaceAll('{ ', '{') };
  },
};

describe('a merge that is at fault breaks a law', () => {
  test.each(Object.entries(faulty))('%s', async (_fault, merge) => {
    expect(await brokenLaw(merge)).toBeDefined();
  });

  test('and one that is not breaks none', async () => {
    expect(await brokenLaw(mergeFile)).toBeUndefined();
  });
});
