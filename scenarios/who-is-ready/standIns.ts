import { socketsOf } from '../../src/scenario/sockets';
import type {
  ListeningSocket,
  ServerProgram,
  ServerSocket,
  ThreadCode,
} from '../../src/scenario/types';

const READ_BYTES = 65_536;
const ANSWER = 'ok\r\n';

/** `server-select.py`: one question about all sockets, again and again, without Twisted. */
export const rawSelect: ServerProgram = (env) => {
  const { at } = env;
  const sockets = socketsOf(env);
  at('listener = socket.create_server(("", 8000))');
  const listener = sockets.listen(8000);
  at('readers = [listener]');
  let readers: (ListeningSocket | ServerSocket)[] = [listener];
  at('answers = {}');
  const answers = new Map<ListeningSocket | ServerSocket, string>();

  for (;;) {
    at('while True:');
    at('r, w, _ = select.select(readers, list(answers), [])');
    const ready = sockets.select(readers, [...answers.keys()]);
    if (ready === null) return;
    for (const s of ready.readable) {
      at('for s in r:');
      at('if s is listener:');
      if (s === listener) {
        at('readers.append(s.accept()[0])');
        readers.push(listener.accept()!);
        continue;
      }
      at('elif s.recv(65536):');
      if (sockets.recvReady(s as ServerSocket, READ_BYTES) !== '') {
        at('answers[s] = answers.get(s, b"") + b"ok\\r\\n"');
        answers.set(s, (answers.get(s) ?? '') + ANSWER);
      } else {
        at('readers.remove(s)');
        readers = readers.filter((one) => one !== s);
        at('answers.pop(s, None)');
        answers.delete(s);
        at('s.close()');
        s.close();
      }
    }
    at('for s in r:');
    for (const s of ready.writable) {
      at('for s in w:');
      at('if s in answers:');
      const answer = answers.get(s);
      if (answer === undefined) continue;
      at('s.send(answers.pop(s))');
      sockets.send(s as ServerSocket, answer);
      answers.delete(s);
    }
    at('for s in w:');
  }
};

/** `server-threads.py`: a thread for each client, which sleeps in its own `recv()`. */
export const threadEach: ServerProgram = (env) => {
  const { at } = env;
  const sockets = socketsOf(env);
  function* serve(conn: ServerSocket): ThreadCode<void> {
    at('with conn:');
    for (;;) {
      at('while conn.recv(65536):');
      if ((yield* sockets.recv(conn, READ_BYTES)) === '') break;
      at('conn.sendall(b"ok\\r\\n")');
      sockets.send(conn, ANSWER);
    }
    at('with conn:');
    conn.close();
  }

  at('listener = socket.create_server(("", 8000))');
  const listener = sockets.listen(8000);
  for (;;) {
    at('while True:');
    at('conn, address = listener.accept()');
    const conn = sockets.accept(listener);
    if (conn === null) return;
    at('threading.Thread(target=serve, args=(conn,)).start()');
    sockets.startThread(() => serve(conn));
  }
};
