import { connect, createServer } from 'node:net';

const server = createServer((socket) => {
  socket.on('data', () => {
    setImmediate(() => console.log('setImmediate'));
    process.nextTick(() => console.log('nextTick'));
    console.log('next line');
    socket.end('hello');
  });
});
server.listen(0, '127.0.0.1', () => {
  const client = connect(server.address().port, '127.0.0.1', () => client.write('hi'));
  client.resume();
  client.on('close', () => server.close());
});
