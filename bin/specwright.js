#!/usr/bin/env node
// Plain syntax, so that an old Node can say what it lacks.
var major = Number(process.versions.node.split('.')[0]);
if (major < 24) {
  process.stderr.write('Specwright needs Node 24 or newer; this is ' + process.version + '.\n');
  process.exitCode = 2;
} else {
  // Before the first import of ours, so that it is compiled once for all runs.
  process.getBuiltinModule('node:module').enableCompileCache();
  import('../dist/main.js').then(function (program) {
    return program.start();
  });
}
