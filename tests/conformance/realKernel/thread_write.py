"""How long what a worker writes lies in this machine's real Twisted, on real sockets, as JSON: ms by reactor and by way of writing."""
import importlib
import json
import socket
import subprocess
import sys
import threading
import time

QUIET_S = 1.0


def measure(name, way):
    importlib.import_module("twisted.internet.%sreactor" % name).install()
    from twisted.internet import protocol, reactor

    begun = []

    class Server(protocol.Protocol):
        def connectionMade(self):
            # The reactor sleeps in its call by then, and has nothing to do before QUIET_S more are over.
            threading.Timer(0.2, self.work).start()
            reactor.callLater(0.2 + QUIET_S, lambda: None)

        def work(self):
            begun.append(time.monotonic())
            if way == "write":
                self.transport.write(b"42 rows\r\n")
            else:
                reactor.callFromThread(self.transport.write, b"42 rows\r\n")

    def client(port):
        with socket.create_connection(("127.0.0.1", port)) as s:
            s.recv(9)
            lay = time.monotonic() - begun[0]
        print(json.dumps(lay * 1000))
        reactor.callFromThread(reactor.stop)

    port = reactor.listenTCP(0, protocol.Factory.forProtocol(Server), interface="127.0.0.1")
    reactor.callWhenRunning(lambda: threading.Thread(target=client, args=(port.getHost().port,)).start())
    reactor.run()


if len(sys.argv) == 3:
    measure(*sys.argv[1:])
else:
    ways = [(name, way) for name in ("select", "epoll") for way in ("write", "callFromThread")]
    runs = [subprocess.Popen([sys.executable, __file__, *way], stdout=subprocess.PIPE) for way in ways]
    print(json.dumps({" ".join(way): json.loads(run.communicate()[0]) for way, run in zip(ways, runs)}))
