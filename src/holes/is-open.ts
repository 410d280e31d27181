/** Whether a function still has the body that it was generated with: it answers 501. */
export const isOpenIn = (text: string, name: string): boolean =>
  text.includes(`throw notImplemented('${name}');`);
