import { performance } from 'node:perf_hooks';

let before = performance.eventLoopUtilization();
const timer = setInterval(() => {
  const now = performance.eventLoopUtilization();
  const { utilization } = performance.eventLoopUtilization(now, before);
  before = now;
  console.log(`busy ${Math.round(utilization * 100)} %, open:`, process.getActiveResourcesInfo());
}, 500); // in earnest: every 10 seconds

// Only to try it: a quarter of a second of computing, then an end.
setTimeout(() => {
  const end = performance.now() + 250;
  while (performance.now() < end);
}, 600);
setTimeout(() => clearInterval(timer), 1700);
