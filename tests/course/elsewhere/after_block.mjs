// A handler, or a timer, holds Node's loop; meanwhile a timer runs out, bytes arrive and a client connects.
import net from 'node:net';
import { Worker } from 'node:worker_threads';

const done = new Int32Array(new SharedArrayBuffer(4));

function hold(ms) {
  const end = performance.now() + ms;
  while (performance.now() < end);
}

const server = net.createServer((socket) => {
  socket.on('data', (data) => {
    console.log('read', `${data}`);
    if (`${data}` !== 'block') return;
    setTimeout(() => console.log('timer'), 50);
    if (process.argv[2] === 'timer') setTimeout(block, 0);
    else block();
  });
});

function block() {
  while (Atomics.load(done, 0) === 0) hold(10);
  hold(100);
}

server.listen(0, '127.0.0.1', () => {
  const clients = `
    const { workerData, parentPort } = require('node:worker_threads');
    const net = require('node:net');
    const { port, done } = workerData;
    const a = net.connect(port, '127.0.0.1');
    const c = net.connect(port, '127.0.0.1', () => {
      c.write('block');
      setTimeout(() => {
        a.write('ping', () => {
          net.connect(port, '127.0.0.1', () => {
            parentPort.postMessage('connected');
            Atomics.store(done, 0, 1);
          });
        });
      }, 200);
    });
    setTimeout(() => process.exit(), 1500);
  `;
  const worker = new Worker(clients, {
    eval: true,
    workerData: { port: server.address().port, done },
  });
  worker.on('exit', () => process.exit());
});
