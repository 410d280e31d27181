import { generateFiles } from './bench/merge/versions.ts';
import { mergeFile } from './src/merge/merge-file.ts';
import { writeFileSync } from 'node:fs';
const d = process.argv[2]; const [i, j, path] = process.argv.slice(3);
const b = await generateFiles(`/work/shared/corpus/evolution/${d}/${i}`), n = await generateFiles(`/work/shared/corpus/evolution/${d}/${j}`);
const r = await mergeFile({path, base: b.get(path), ours: b.get(path), theirs: n.get(path)}, {shortcuts: false});
writeFileSync('/tmp/r.txt', r.text); writeFileSync('/tmp/n.txt', n.get(path)); writeFileSync('/tmp/b.txt', b.get(path));
