import { readSpec } from './src/spec/read-spec.ts';
import { Sampler } from './src/scaffold/sampling/sampler.ts';
import { judgeOf } from './src/scaffold/sampling/judge.ts';
const R='/work/shared/corpus/train/real/';
for (const [f, n] of [['box-v2025.json','DocGenJob--Full'],['tmf620-product-catalog-v5.yaml','PartyRef'],['growthbook.yaml','FeatureForceRule'],['iceberg-rest-catalog.yaml','UnaryPredicate'],['iceberg-rest-catalog.yaml','AndOrPredicate'],['influxdb-oss.yml','Expression'],['paypal-subscriptions.json','last_payment_details'],['tmf620-product-catalog-v5.yaml','PartyRefOrPartyRoleRef']] as const) {
  const r: any = await readSpec(R+f, {cwd: process.cwd()});
  const schemas = r.document.api.components.schemas; const s = schemas[n];
  const v = new Sampler(schemas,'response',false,0).value(s,{name:'',seed:0,depth:0,inside:new Set()});
  console.log(f,n,JSON.stringify(s).slice(0,700)); console.log('  ->',JSON.stringify(v)?.slice(0,400), v!==undefined && judgeOf(s,schemas,'response')(v).map(e=>e.instancePath+' '+e.keyword+' '+e.message).slice(0,4));
}
{ const r: any = await readSpec(R+'tmf620-product-catalog-v5.yaml', {cwd: process.cwd()});
  const schemas = r.document.api.components.schemas;
  for (const n of ['PartyRef','PartyRoleRef','EntityRef']) console.log(n, JSON.stringify(schemas[n]).slice(0,900)); }
