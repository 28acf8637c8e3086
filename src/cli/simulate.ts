// npm run simulate: the process around main.ts.
import { Readable } from 'node:stream';
import { main } from './main';

// A reader that has seen enough (`| head`) closes the pipe: not a failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});

const outcome = main(process.argv.slice(2));
process.exitCode = outcome.code;
if (outcome.stderr !== '') process.stderr.write(outcome.stderr);
// No process.exit: Node leaves when all of a long output has gone through the pipe.
Readable.from(outcome.stdout).pipe(process.stdout);
