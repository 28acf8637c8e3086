// Node: each `then` is a job of its own, so another chain's steps come in between; a rejection that nobody
// handles is told before the next timer.
const steps = [];
const chain = (name) =>
  [1, 2, 3].reduce((d, n) => d.then(() => steps.push(`${name}${n}`)), Promise.resolve());
await Promise.all([chain('a'), chain('b')]);
console.log(steps.join(' '));

process.on('unhandledRejection', (error) => console.log('unhandled', error.message));
setTimeout(() => console.log('timer'), 0);
globalThis.held = Promise.resolve().then(() => {
  throw new Error('disk full');
});
