import { pbkdf2 } from 'node:crypto';
import { isMainThread, parentPort, Worker } from 'node:worker_threads';

if (isMainThread) {
  pbkdf2('a', 'b', 1, 8, 'sha1', () => {
    console.log('pbkdf2: callback on the main thread', isMainThread);
    new Worker(new URL(import.meta.url)).once('message', (inWorker) => {
      console.log(
        'worker: its code on the main thread',
        !inWorker,
        'its message here',
        isMainThread,
      );
    });
  });
} else {
  parentPort.postMessage(!isMainThread);
}
