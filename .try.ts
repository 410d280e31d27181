import { readSpec } from './src/spec/read-spec.ts';
import { sampleOf, invalidSamples } from './src/scaffold/sample.ts';
import { judgeOf } from './src/scaffold/sampling/judge.ts';
for (const f of process.argv.slice(3)) {
  const result: any = await readSpec(f, {cwd: process.cwd()} as any);
  const doc = result.document ?? result.value ?? result;
  if (!doc.api) { console.log(f, JSON.stringify(result.diagnostics?.slice(0,2))); continue; }
  const schemas = doc.api.components?.schemas ?? {};
  let ok = 0, no: string[] = []; const t=performance.now();
  let inv=0;
  for (const [name, schema] of Object.entries(schemas) as any) {
    for (const usage of ['request','response'] as const) for (const full of [false,true]) for (const seed of [0,1]) {
      let v; try { v = sampleOf(schema, schemas, {usage, full, seed}); } catch (e) { no.push(name+' THROW '+e); continue; }
      if (v === undefined) no.push(`${name} ${usage} ${full}`); else ok++;
      if (usage==='request' && full && seed===0 && v !== undefined) { const bad = invalidSamples(schema, schemas, v); inv+=bad.length; if (process.argv[2]==='show') console.log(bad.map(b=>b.what+' '+b.pointer+' '+b.reportedAt).join('\n')); }
      if (process.argv[2]==='show' && full) console.log(name, usage, seed, JSON.stringify(v));
    }
  }
  console.log(f.split('/').pop(), ok, 'no', no.length, [...new Set(no)].slice(0,6), 'invalid', inv, Math.round(performance.now()-t)+'ms');
}
