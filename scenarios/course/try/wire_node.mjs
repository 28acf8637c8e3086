import net from 'node:net';

const server = net.createServer((socket) => {
  socket.on('data', (data) => console.log('read', data.length, 'bytes:', `${data}`));
});

// Only to try it: a client that sends two lines in three pieces.
server.listen(0, '127.0.0.1', () => {
  const client = net.connect(server.address().port, '127.0.0.1');
  client.setNoDelay(true);
  ['HEL', 'LO\r\nWOR', 'LD\r\n'].forEach((piece, n) =>
    setTimeout(() => client.write(piece), 200 * n),
  );
  setTimeout(() => process.exit(), 600);
});
