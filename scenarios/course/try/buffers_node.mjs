import { connect, createServer } from 'node:net';

const server = createServer((socket) => {
  socket.write(Buffer.alloc(30_000_000));
  setTimeout(() => {
    console.log(`${socket.writableLength.toLocaleString('en')} bytes wait for one client`);
    process.exit();
  }, 300);
});

// Only to try it: a client that does not read.
server.listen(0, '127.0.0.1', () => connect(server.address().port, '127.0.0.1').pause());
