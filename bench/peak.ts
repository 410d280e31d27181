/** `node --import bench/peak.ts …`: writes the process's peak memory, in MB, to the file that PEAK names. */
import { writeFileSync } from 'node:fs';

process.once('exit', () => {
  const { PEAK } = process.env;
  if (PEAK) writeFileSync(PEAK, String(Math.round(process.resourceUsage().maxRSS / 1024)));
});
