import { type Document, isMap, isSeq, parseDocument } from 'yaml';
import { COMMAND } from './shell-script.ts';

const NAME = 'specwright';

/**
 * The text of a YAML or JSON file after an edit that leaves the rest as it is, comments included;
 * undefined when it cannot be read.
 */
function edited(text: string, edit: (document: Document) => void): string | undefined {
  const document: Document = parseDocument(text);
  if (document.errors.length > 0) return undefined;
  const before = JSON.stringify(document.toJS());
  edit(document);
  const after: unknown = document.toJS();
  if (JSON.stringify(after) === before) return text;
  return text.trimStart().startsWith('{')
    ? `${JSON.stringify(after, null, 2)}\n`
    : document.toString({ lineWidth: 0 });
}

const WAY = ['pre-commit', 'commands', NAME];

/** lefthook.yml: a command of `pre-commit`. */
export const lefthook = {
  added: (text: string): string | undefined =>
    edited(text, (document) => document.setIn(WAY, document.createNode({ run: COMMAND }))),
  removed: (text: string): string | undefined =>
    edited(text, (document) => {
      if (!document.hasIn(WAY)) return;
      document.deleteIn(WAY);
      for (const path of [WAY.slice(0, 2), WAY.slice(0, 1)]) {
        const found = document.getIn(path);
        if (isMap(found) && found.items.length === 0) document.deleteIn(path);
      }
    }),
};

const LOCAL_HOOK = {
  repo: 'local',
  hooks: [
    {
      id: NAME,
      name: 'bring generated services up to date',
      entry: `sh -c '${COMMAND}'`,
      language: 'system',
      pass_filenames: false,
      always_run: true,
    },
  ],
};

/** .pre-commit-config.yaml: a local hook in a repository entry of its own. */
export const preCommit = {
  added: (text: string): string | undefined =>
    edited(text, (document) => {
      if (ownEntry(document) >= 0) return;
      if (!isSeq(document.get('repos'))) document.set('repos', document.createNode([]));
      document.addIn(['repos'], document.createNode(LOCAL_HOOK));
    }),
  removed: (text: string): string | undefined =>
    edited(text, (document) => {
      const at = ownEntry(document);
      if (at >= 0) document.deleteIn(['repos', at]);
    }),
};

/** Where the entry is that {@link preCommit} added. */
function ownEntry(document: Document): number {
  const { repos } = (document.toJS() ?? {}) as {
    repos?: readonly { repo?: string; hooks?: readonly { id?: string }[] }[];
  };
  return (repos ?? []).findIndex(
    ({ repo, hooks }) => repo === 'local' && hooks?.length === 1 && hooks[0]?.id === NAME,
  );
}
