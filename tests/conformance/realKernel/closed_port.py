"""What this machine's own kernel does with clients of a listening socket that closes, as JSON: the rules of ORACLE.md, section 4."""
import errno
import json
import select
import socket


def listen(half_open=False):
    s = socket.socket()
    if half_open:  # the handshake stays half open until data comes
        s.setsockopt(socket.IPPROTO_TCP, socket.TCP_DEFER_ACCEPT, 30)
    s.bind(("127.0.0.1", 0))
    s.listen(5)
    return s, s.getsockname()


def call(f, *args):
    try:
        return f(*args) or "ok"
    except OSError as e:
        return errno.errorcode[e.errno]


def hears_something(client):
    poll = select.poll()
    poll.register(client, select.POLLIN)
    return bool(poll.poll(50))


facts = {}
for end in ("close", "shutdown"):
    server, address = listen()
    waiting, sent, ended = (socket.create_connection(address) for _ in range(3))
    sent.sendall(b"x")
    ended.shutdown(socket.SHUT_WR)
    if end == "close":
        server.close()
    else:
        server.shutdown(socket.SHUT_RDWR)
    facts["queued, " + end] = [call(c.recv, 1) for c in (waiting, sent, ended)]
    facts["later, " + end] = call(socket.socket().connect, address)

server, address = listen(half_open=True)
client = socket.create_connection(address)
server.close()
facts["half open, told"] = hears_something(client)
client.send(b"x")
facts["half open, sends"] = call(client.recv, 1)

server, address = listen()
client = socket.create_connection(address)
accepted, _ = server.accept()
facts["listens twice"] = call(socket.socket().bind, address)
server.close()
accepted.sendall(b"hi")
facts["accepted"] = client.recv(2).decode()
print(json.dumps(facts))
