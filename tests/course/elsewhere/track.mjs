// Node: what is given to `new Promise` runs at once, in the caller's own turn.
const BLOCK = 300;
const sleep = () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, BLOCK);

let done = false;
const began = performance.now();
const report = new Promise((resolve) => {
  sleep();
  resolve('42 rows');
});
console.log('new Promise returned', performance.now() - began >= BLOCK - 5 ? 'late' : 'at once');
setTimeout(() => console.log('timer', done ? 'after' : 'before'), BLOCK / 3);
await report;
// An engine: the same wait, and the timer is on time.
const engine = new Promise((resolve) => setTimeout(resolve, BLOCK, '42 rows'));
await engine;
done = true;
