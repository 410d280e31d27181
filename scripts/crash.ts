/**
 * Kills `generate` at random moments while it writes: `node scripts/crash.ts [ROUNDS] [SEED]`, 200
 * rounds unless told. Ends with 1 if a tree was neither the old one nor the new one.
 */
import { crashRounds } from '../tests/e2e/support/crash-rounds.ts';

const [rounds = 200, seed = Date.now() % 1_000_000] = process.argv.slice(2).map(Number);
process.stdout.write(`${rounds} rounds, seed ${seed}\n`);
const seen = await crashRounds(rounds, seed);
process.stdout.write(`old tree ${seen.old}, new tree ${seen.new}, neither ${seen.broken.length}\n`);
for (const line of seen.broken) process.stdout.write(`${line}\n`);
process.exitCode = seen.broken.length > 0 ? 1 : 0;
