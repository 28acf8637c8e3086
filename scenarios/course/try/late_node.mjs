import { monitorEventLoopDelay } from 'node:perf_hooks';

const delay = monitorEventLoopDelay({ resolution: 10 }); // milliseconds
delay.enable();
const timer = setInterval(() => {
  const inMs = (ns) => Math.round(ns / 1e6);
  console.log(`loop delay: median ${inMs(delay.percentile(50))} ms, worst ${inMs(delay.max)} ms`);
  delay.reset();
}, 1000); // in earnest: every 10 seconds

// Only to try it: a handler that holds the thread for half a second.
setTimeout(() => {
  const end = performance.now() + 500;
  while (performance.now() < end);
}, 200);
setTimeout(() => clearInterval(timer), 1500);
