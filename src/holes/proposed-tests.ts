/** Where the tests of one hole stand: those that a model proposes, and those that a person approved. */
export const ownTests = (hole: string) => ({
  proposed: `tests/proposed/${kebab(hole)}.test.ts`,
  approved: `tests/approved/${kebab(hole)}.test.ts`,
});

const kebab = (name: string): string => name.replace(/([a-z\d])([A-Z])/g, '$1-$2').toLowerCase();

const NOT_APPROVED = 'Not approved yet:';

/** What stands at the top of proposed tests, as lines. */
export const proposalNote = (hole: string, run: string): string[] => [
  `Proposed by a language model for ${hole} (run ${run}), before it saw any implementation.`,
  `${NOT_APPROVED} read it, correct it, and approve it (specwright tests approve ${hole}) once it says what you want.`,
];

/** Proposed tests as they stand once a person has approved them. */
export const approvedText = (text: string): string =>
  text
    .replaceAll('\r\n', '\n')
    .split('\n')
    .map((line) =>
      line.startsWith(`// ${NOT_APPROVED}`) ? '// A person has read and approved it.' : line,
    )
    .join('\n');
