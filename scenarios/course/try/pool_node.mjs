import { pbkdf2 } from 'node:crypto';
import { stat } from 'node:fs';

const timer = setInterval(() => {
  const began = performance.now();
  stat('.', () => console.log(`a file’s stat waits ${Math.round(performance.now() - began)} ms`));
}, 200); // in earnest: every 10 seconds

// Only to try it: jobs that fill the pool of four threads, in which files and names wait, too.
for (let i = 0; i < 8; i++) pbkdf2('secret', 'salt', 400_000, 64, 'sha512', () => {});
setTimeout(() => clearInterval(timer), 700);
