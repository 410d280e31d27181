/** Raised with each release that generates other text from the same inputs. */
const OUTPUT_VERSION = 1;

/** What decides output besides inputs and options, as the lock tells it. */
export const generatorName = (pack: { readonly name: string; readonly version: string }): string =>
  `${pack.name}@${pack.version} specwright@${OUTPUT_VERSION}`;
