process.on('unhandledRejection', (reason) => {
  console.log(`unhandled: ${reason}`); // in earnest: write it down, and end the process
});

// Only to try it: a promise that fails, and that nobody awaits.
async function lookup() {
  throw new Error('no such table');
}
lookup();
