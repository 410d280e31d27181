import { readSpec } from './src/spec/read-spec.ts';
import { inferModel } from './src/model/infer-model.ts';
import { initialMigration } from './src/migrate/initial.ts';
const r = await readSpec(process.argv[2]!, {cwd: process.cwd()}); if (!r.ok) throw new Error(JSON.stringify(r.diagnostics));
const { model } = inferModel(r.document);
console.log(initialMigration(model, process.argv[3] as any));
if (process.argv[4]) for (const x of model.resources) for (const o of x.operations) console.log(o.method, o.path, o.kind, o.status, o.reason ?? '', o.parameters.map(p=>p.name+':'+p.role+':'+p.field+':'+(p.operator??'')).join(' '), o.page?.style);
