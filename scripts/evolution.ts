/** Takes databases with rows through every step of every history of the corpus, on both databases. */
import { openSqlite, Postgres } from '../tests/migrate/databases.ts';
import { HISTORIES, modelsOf, STATE, takeStep } from '../tests/migrate/histories.ts';

if (HISTORIES.length === 0) {
  console.log(STATE);
  process.exit(0);
}

const postgres = await Postgres.start();
const dialects = {
  sqlite: async () => openSqlite(),
  postgres: () => postgres.open(),
} as const;
const totals: Record<string, number> = {};
const codes: Record<string, number> = {};
try {
  for (const history of HISTORIES) {
    const models = await modelsOf(history);
    for (const [place, after] of models.entries()) {
      const before = models[place - 1];
      if (!before) continue;
      for (const [dialect, open] of Object.entries(dialects)) {
        const { outcome, migrations, asked, rowsBefore, rowsAfter, milliseconds } = await takeStep(
          before,
          after,
          open,
        );
        const key = `${dialect} ${outcome}`;
        totals[key] = (totals[key] ?? 0) + 1;
        if (dialect === 'sqlite') for (const code of asked) codes[code] = (codes[code] ?? 0) + 1;
        const rows =
          rowsBefore === rowsAfter ? `${rowsAfter} rows` : `${rowsBefore} → ${rowsAfter} rows`;
        console.log(
          `${history} ${place} → ${place + 1} ${dialect}: ${outcome}, ${migrations.length} migrations, ${asked.length} questions, ${rows}, ${milliseconds} ms`,
        );
        if (outcome === 'different' || rowsBefore !== rowsAfter) process.exitCode = 1;
      }
    }
  }
} finally {
  await postgres.stop();
}
console.log(totals, codes);
