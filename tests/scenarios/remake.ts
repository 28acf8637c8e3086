// Makes the recordings of scenarios again with real Twisted: all of them, or those of the ids that are named.
//   npx tsx --import ./scripts/raw-loader.mjs tests/scenarios/remake.ts [id ...]
import { writeFileSync } from 'node:fs';
import { runOracleBatch } from '../conformance/runOracle';
import { compressTrace } from '../conformance/traces';
import { scenarioJobs } from './recordings';

const wanted = process.argv.slice(2);
const jobs = scenarioJobs().filter(
  ({ position }) => wanted.length === 0 || wanted.includes(position.scenario.id),
);
await runOracleBatch(jobs, (result) => {
  if ('error' in result) throw new Error(`${result.id}: ${result.error}`);
  writeFileSync(jobs.find(({ id }) => id === result.id)!.file, compressTrace(result.text));
});
console.log(`${jobs.length} recordings made`);
