// A job that computes, beside Node's loop: on its thread it holds all, in a Worker it does not.
import { Worker } from 'node:worker_threads';

const BUSY_MS = 600;
const busy = `const until = Date.now() + ${BUSY_MS}; while (Date.now() < until);`;

/** How late a timer of 10 ms is that is set at once, ms. */
const lateness = () =>
  new Promise((done) => {
    const due = Date.now() + 10;
    setTimeout(() => done(Date.now() - due), 10);
  });
const says = (late) => (late > BUSY_MS / 2 ? 'held' : 'free');

const late = lateness();
new Function(busy)();
console.log('on the thread', says(await late));

const worker = new Worker(
  `const { parentPort } = require('node:worker_threads');
  parentPort.postMessage('begins'); ${busy}`,
  { eval: true },
);
await new Promise((begun) => worker.once('message', begun));
console.log('in a Worker', says(await lateness()));
await worker.terminate();
