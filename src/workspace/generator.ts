/** Raised with each release that generates other text from the same inputs. */
const OUTPUT_VERSION = 1;

/** What decides output besides inputs and options, as the lock tells it. */
export const generatorName = ({ label }: { readonly label: string }): string =>
  `${label} specwright@${OUTPUT_VERSION}`;
